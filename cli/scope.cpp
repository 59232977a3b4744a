#include "cli/scope.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <nlohmann/json.hpp>

#include "checker/input_error.hpp"
#include "cli/quantities.hpp"
#include "cli/words.hpp"

namespace snapcheck {

namespace {

bool limits_channels(const Scope& scope) {
    return scope.max_channels != Network::max_channels;
}

}  // namespace

void add_scope(CLI::App& command, ScopeWords& words) {
    command
        .add_option("--max-channels", words.max_channels,
                    "Only topologies with at most this many channels")
        ->type_name("K");
    command.add_flag(
        "--all-topologies", words.all_topologies,
        "All topologies in one piece, also where no snapshot can finish (default: only "
        "strongly connected ones)");
    command
        .add_option("--initiators", words.initiators,
                    "Each process in turn, or each set of processes; both up to symmetry")
        ->type_name("{one,any}")
        ->capture_default_str();
}

Scope read_scope(const ScopeWords& words) {
    Scope scope;
    if (words.all_topologies) scope.connectivity = Connectivity::weak;
    const unsigned fewest = words.all_topologies ? 1 : 2;  // of two processes
    if (!words.max_channels.empty())
        scope.max_channels = static_cast<unsigned>(
            parse_count(words.max_channels, "--max-channels", fewest, Network::max_channels));
    constexpr std::array<std::string_view, 2> choices{"one", "any"};
    if (words.initiators == "any")
        scope.initiators = InitiatorChoice::any;
    else if (words.initiators != "one")
        throw unknown_word("--initiators", words.initiators, choices);
    return scope;
}

std::string topologies_in_words(const Scope& scope, const std::string& processes) {
    const bool strong = scope.connectivity == Connectivity::strong;
    std::string text =
        fmt::format("every {}connected topology of {}", strong ? "strongly " : "", processes);
    if (limits_channels(scope))
        text += fmt::format(" and at most {}", counted(scope.max_channels, "channel"));
    return text;
}

std::string initiators_in_words(const Scope& scope) {
    return scope.initiators == InitiatorChoice::one ? "one initiator" : "any initiators";
}

nlohmann::ordered_json scope_json(const Scope& scope) {
    nlohmann::ordered_json json;
    json["topologies"] =
        scope.connectivity == Connectivity::strong ? "strongly-connected" : "connected";
    json["max_channels"] = nullptr;
    if (limits_channels(scope)) json["max_channels"] = scope.max_channels;
    json["initiators"] = scope.initiators == InitiatorChoice::one ? "one" : "any";
    return json;
}

ManyOptions many_options(const Request& request, const CheckWords& words) {
    ManyOptions options;
    options.each = request.options;
    options.time_limit = request.time_limit;
    if (words.memory.empty()) options.each.limits.max_bytes /= options.each.workers;
    return options;
}

std::string in_words(const AttemptCounts& counts) {
    std::vector<std::string> parts;
    const auto add = [&](std::size_t number, std::string_view what) {
        if (number != 0) parts.push_back(fmt::format("{} {}", grouped(number), what));
    };
    add(counts.holds, counts.holds == 1 ? "holds" : "hold");
    add(counts.violated, "violated");
    add(counts.vacuous, "vacuous");
    add(counts.undecided, "undecided");
    add(counts.not_applicable, "not applicable");
    add(counts.not_begun, "not begun");
    return fmt::format("{}", fmt::join(parts, ", "));
}

nlohmann::ordered_json counts_json(const AttemptCounts& counts) {
    return {{"instances", counts.all()},     {"holds", counts.holds},
            {"violated", counts.violated},   {"vacuous", counts.vacuous},
            {"undecided", counts.undecided}, {"not_applicable", counts.not_applicable},
            {"not_begun", counts.not_begun}};
}

}  // namespace snapcheck
