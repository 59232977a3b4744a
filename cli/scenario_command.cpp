#include "cli/scenario_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "checker/input_error.hpp"
#include "cli/interrupt.hpp"
#include "cli/memory.hpp"
#include "cli/output.hpp"
#include "cli/program.hpp"
#include "cli/progress.hpp"
#include "cli/scenario_report.hpp"

namespace snapcheck {

namespace {

// What a scenario says itself, and what is not there for scenarios.
constexpr std::array<std::string_view, 19> not_with_scenario = {
    "application", "fairness",    "invariant",  "topology", "messages", "budget",     "initiators",
    "snapshots",   "fall-silent", "property",   "continue", "reduce",   "self-check", "trace-out",
    "certificate", "spill",       "checkpoint", "every",    "resume"};

void check_words(const CheckWords& words, const std::vector<std::string>& given,
                 std::span<const AlgorithmEntry> algorithms) {
    if (words.scenario.empty())
        throw InputError("--expect goes with --scenario FILE.top FILE.events");
    for (const std::string_view option : not_with_scenario)
        if (std::ranges::find(given, option) != given.end())
            throw InputError(fmt::format("--{} does not go with --scenario", option));
    if (find_algorithm(algorithms, words.algorithm).name != "chandy-lamport")
        throw InputError(
            fmt::format("--scenario is for 'chandy-lamport' only, not for '{}'", words.algorithm));
    if (words.channels != "fifo")
        throw InputError(fmt::format(
            "--channels {} does not go with --scenario: its links are fifo", words.channels));
    require_one_of("--color", words.color, {"auto", "always", "never"});
    require_one_of("--trace", words.trace, {"diff", "full", "off"});
}

void find_out(ScenarioResult& result) {
    SearchOptions options = search_options_of(result.options);
    options.count_runs = false;
    options.stop_at = 0;
    if (!result.expected.empty()) {
        result.answer = ask(result.script, result.expected, options);
        return;
    }
    for (unsigned snapshot = 0; snapshot < result.script.snapshots(); ++snapshot) {
        result.outcomes.push_back(explore_outcomes(result.script, snapshot, options));
        if (result.outcomes.back().report.ending == Ending::interrupted) return;
    }
}

int exit_code(const ScenarioResult& result) {
    if (ending_of(result) == Ending::interrupted) return exit_interrupted;
    switch (outcome_of(result)) {
        case Outcome::holds:
            return exit_holds;
        case Outcome::violated:
            return exit_violated;
        default:
            return exit_inconclusive;
    }
}

}  // namespace

int check_scenario(const CheckWords& words, const std::vector<std::string>& given,
                   std::span<const AlgorithmEntry> algorithms) {
    check_words(words, given, algorithms);
    CheckOptions options = read_options(words);
    const auto time_limit = read_time_limit(words);
    ScenarioResult result{words, options, read_script(words.scenario[0], words.scenario[1]),
                          {},    {},      {}};
    for (const std::string& file : words.expected)
        result.expected.push_back(read_snap(result.script, file));
    ProgressLine progress(words.events, words.quiet || words.json);
    options.on_progress = [&](const Progress& now) { progress.show(now); };
    keep_freed_memory();
    catch_interrupts();
    options = start_clock(options, time_limit);
    find_out(result);
    progress.clear();
    print_result(words.json ? scenario_json(result) : scenario_text(result));
    return exit_code(result);
}

}  // namespace snapcheck
