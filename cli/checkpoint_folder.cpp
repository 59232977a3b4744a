#include "cli/checkpoint_folder.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <fstream>

#include "checker/input_error.hpp"
#include "checker/words.hpp"
#include "cli/quantities.hpp"
#include "cli/version.hpp"
#include "models/topology/topologies.hpp"

namespace snapcheck {

namespace {

// Of two programs with one version and different rules, neither can go on where the other was.
std::string build_of_this_program() {
    std::ifstream file("/proc/self/exe", std::ios::binary);
    std::vector<std::uint64_t> words(1 << 13);
    std::uint64_t build = 0;
    while (file) {
        std::ranges::fill(words, 0U);
        file.read(reinterpret_cast<char*>(words.data()),
                  static_cast<std::streamsize>(words.size() * sizeof(words[0])));
        build = mix(build ^ hash(words.data(), static_cast<unsigned>(words.size())),
                    0x9e3779b97f4a7c15 + static_cast<std::uint64_t>(file.gcount()));
    }
    return fmt::format("{}, build {:016x}", version, build);
}

// Workers, limits of time, states and memory, and what is printed change no figure.
std::vector<Checkpoints::Trait> traits_of(const CheckWords& words, const Request& request) {
    const Instance& instance = request.instance;
    const std::string load = instance.budget
                                 ? fmt::format("a budget of {}", fmt::join(*instance.budget, ","))
                                 : fmt::format("{}", instance.messages);
    std::string properties;
    for (unsigned bit = 0; bit < catalogue().size(); ++bit)
        if ((request.options.properties >> bit & 1) != 0)
            properties.append(properties.empty() ? "" : ",").append(catalogue()[bit].name);
    return {{"program", build_of_this_program()},
            {"algorithm", std::string(request.algorithm.name)},
            {"topology", edges_spec(instance.network)},
            {"channels", to_string(instance.channels)},
            {"messages", load},
            {"initiators", fmt::format("{}", fmt::join(instance.initiators, ","))},
            {"snapshots", fmt::format("{}", instance.snapshots)},
            {"fall-silent", instance.may_fall_silent ? "yes" : "no"},
            {"properties", properties},
            {"continue", request.options.go_on ? "yes" : "no"},
            {"reduce", words.reduce},
            {"max-depth", fmt::format("{}", request.options.limits.max_depth)}};
}

}  // namespace

std::unique_ptr<Checkpoints> open_checkpoints(const CheckWords& words, const Request& request) {
    const bool resumed = !words.resume.empty();
    if (!resumed && words.checkpoint.empty()) {
        if (!words.every.empty()) throw InputError("--every goes with --checkpoint or --resume");
        return nullptr;
    }
    if (resumed && !words.checkpoint.empty() && words.checkpoint != words.resume)
        throw InputError("--resume saves in its own folder: --checkpoint names another");
    const auto every = parse_duration(words.every.empty() ? "10m" : words.every, "--every");
    const std::string folder = resumed ? words.resume : words.checkpoint;
    try {
        const auto open = resumed ? Checkpoints::resume : Checkpoints::begin;
        return std::make_unique<Checkpoints>(open({folder, every, traits_of(words, request)}));
    } catch (const InputError& error) {
        throw InputError(
            fmt::format("{}: {}", resumed ? "--resume" : "--checkpoint", error.what()));
    }
}

}  // namespace snapcheck
