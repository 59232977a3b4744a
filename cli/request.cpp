#include "cli/request.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <ranges>
#include <thread>

#include "checker/input_error.hpp"
#include "checker/printable.hpp"
#include "checker/spill_file.hpp"
#include "cli/interrupt.hpp"
#include "cli/memory.hpp"
#include "cli/quantities.hpp"
#include "models/topology/topologies.hpp"
#include "traces/files.hpp"
#include "traces/output_file.hpp"

namespace snapcheck {

namespace {

/// What `read` complains about concerns this option.
template <class Read>
auto blaming(std::string_view option, Read read) {
    try {
        return read();
    } catch (const InputError& error) {
        throw OptionError(option, error.what());
    }
}

std::vector<std::string> split_at_commas(std::string_view list) {
    std::vector<std::string> names;
    for (const auto name : std::views::split(list, ','))
        names.emplace_back(name.begin(), name.end());
    return names;
}

// Before the search, and not when memory is full.
void require_spill_folder(const std::string& folder) {
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error))
        throw InputError(fmt::format("--spill: there is no folder {}", in_quotes(folder)));
    try {
        const SpillFile attempt(folder);
    } catch (const DiskFull&) {
        throw InputError(fmt::format("--spill: no file can be written in {}", in_quotes(folder)));
    }
}

unsigned parse_messages(std::string_view text) {
    return static_cast<unsigned>(
        parse_count(text.empty() ? "1" : text, "--messages", 0, Instance::max_messages));
}

Instance read_instance(const CheckWords& words) {
    if (!words.budget.empty() && !words.messages.empty())
        throw OptionError("budget", "--budget replaces --messages: give one of them");
    Instance instance{blaming("topology", [&] { return parse_topology(words.topology); }),
                      blaming("channels", [&] { return parse_channels(words.channels); }),
                      blaming("messages", [&] { return parse_messages(words.messages); }),
                      {},
                      {}};
    if (!words.budget.empty())
        instance.budget = blaming(
            "budget", [&] { return parse_list(words.budget, "--budget", Instance::max_messages); });
    instance.initiators = blaming("initiators", [&] {
        return parse_initiators(words.initiators, instance.network.processes());
    });
    instance.snapshots = static_cast<unsigned>(blaming("snapshots", [&] {
        return parse_count(words.snapshots, "--snapshots", 1, Instance::max_snapshots);
    }));
    instance.may_fall_silent = words.fall_silent;
    validate(instance);
    return instance;
}

Limits read_limits(const CheckWords& words) {
    Limits limits;
    limits.interrupt = &interrupted();
    limits.max_bytes = words.memory.empty() ? available_memory() : blaming("memory", [&] {
        return parse_bytes(words.memory, "--memory");
    });
    if (!words.max_depth.empty())
        limits.max_depth = static_cast<unsigned>(blaming("max-depth", [&] {
            return parse_count(words.max_depth, "--max-depth", 0, limits.max_depth);
        }));
    if (!words.max_states.empty())
        limits.max_states = blaming("max-states", [&] {
            return parse_count(words.max_states, "--max-states", 1, limits.max_states);
        });
    return limits;
}

}  // namespace

std::vector<Process> parse_initiators(std::string_view text, unsigned processes) {
    std::vector<Process> initiators(processes);
    if (text == "all") {
        std::iota(initiators.begin(), initiators.end(), 0U);
        return initiators;
    }
    initiators = parse_list(text, "--initiators", 1'000'000);
    std::ranges::sort(initiators);
    const auto repeated = std::ranges::unique(initiators);
    initiators.erase(repeated.begin(), repeated.end());
    return initiators;
}

std::optional<Detail> read_detail(std::string_view trace) {
    require_one_of("--trace", trace, {"diff", "full", "diagram", "off"});
    if (trace == "off") return std::nullopt;
    if (trace == "diagram") return Detail::diagram;
    return trace == "full" ? Detail::full : Detail::diff;
}

const AlgorithmEntry& find_algorithm(std::span<const AlgorithmEntry> algorithms,
                                     std::string_view name) {
    std::vector<std::string_view> names;
    for (const AlgorithmEntry& entry : algorithms) {
        if (entry.name == name) return entry;
        names.push_back(entry.name);
    }
    throw unknown_word("algorithm", name, names);
}

void require_one_of(std::string_view what, std::string_view word,
                    std::initializer_list<std::string_view> words) {
    if (std::ranges::find(words, word) == words.end())
        throw unknown_word(what, word, std::vector(words));
}

Observations parse_properties(const std::vector<std::string>& lists) {
    Observations asked = 0;
    for (const std::string& list : lists)
        for (const std::string& name : split_at_commas(list))
            asked |= name == "all" ? all_properties() : Observations{1} << property_bit(name);
    return asked;
}

unsigned parse_workers(std::string_view text) {
    if (text.empty()) return std::max(1U, std::thread::hardware_concurrency());
    return static_cast<unsigned>(parse_count(text, "--workers", 1, 256));
}

std::optional<std::chrono::milliseconds> read_time_limit(const CheckWords& words) {
    if (words.time_limit.empty()) return std::nullopt;
    return blaming("time-limit", [&] { return parse_duration(words.time_limit, "--time-limit"); });
}

CheckOptions read_options(const CheckWords& words) {
    CheckOptions options;
    options.properties = parse_properties(words.properties);
    options.go_on = words.go_on;
    options.reduce = words.reduce == "por" || words.reduce == "all";
    options.sleep = words.reduce == "sleep";
    options.symmetry = words.reduce == "symmetry" || words.reduce == "all";
    options.self_check = words.self_check;
    options.workers = parse_workers(words.workers);
    options.limits = read_limits(words);
    options.spill_folder = words.spill;
    options.with_evidence = !words.certificate.empty();
    options.with_runs = words.trace != "off" || !words.trace_files.empty() || options.with_evidence;
    return options;
}

Request read_request(const CheckWords& words, std::span<const AlgorithmEntry> algorithms) {
    blaming("reduce", [&] {
        require_one_of("--reduce", words.reduce, {"none", "por", "sleep", "symmetry", "all"});
    });
    if (!words.certificate.empty() && words.reduce != "none")
        throw InputError("--certificate goes with --reduce none: it has every state there is");
    if (words.self_check && words.reduce == "none")
        throw InputError("--self-check goes with --reduce: it compares with and without");
    require_one_of("--color", words.color, {"auto", "always", "never"});
    for (const std::string& file : words.trace_files) require_trace_file(file);
    if (!words.certificate.empty()) require_writable(words.certificate, "--certificate");
    if (!words.spill.empty()) require_spill_folder(words.spill);
    return {.algorithm =
                blaming("algorithm", [&] { return find_algorithm(algorithms, words.algorithm); }),
            .instance = read_instance(words),
            .topology = words.topology,
            .options = read_options(words),
            .time_limit = read_time_limit(words),
            .trace_detail = read_detail(words.trace),
            .trace_files = words.trace_files,
            .certificate = words.certificate,
            .json = words.json,
            .quiet = words.quiet,
            .events = words.events,
            .color = words.color};
}

CheckOptions start_clock(CheckOptions options,
                         std::optional<std::chrono::milliseconds> time_limit) {
    if (time_limit) options.limits.deadline = std::chrono::steady_clock::now() + *time_limit;
    return options;
}

CheckOptions start_clock(const Request& request) {
    return start_clock(request.options, request.time_limit);
}

}  // namespace snapcheck
