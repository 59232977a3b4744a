#include "cli/check_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/interrupt.hpp"
#include "cli/memory.hpp"
#include "cli/output.hpp"
#include "cli/program.hpp"
#include "cli/progress.hpp"
#include "cli/report_json.hpp"
#include "cli/report_text.hpp"
#include "cli/request.hpp"
#include "cli/scenario_command.hpp"
#include "traces/files.hpp"

namespace snapcheck {

CheckCommand::CheckCommand(std::span<const AlgorithmEntry> algorithms, CLI::App& app)
    : algorithms_(algorithms),
      words_(std::make_unique<CheckWords>()),
      command_(app.add_subcommand("check", "Check one algorithm on one instance")) {
    CheckWords& w = *words_;
    CLI::App& c = *command_;
    c.allow_extras();
    c.add_option("ALGORITHM", w.algorithm,
                 "What to check; `snapcheck list algorithms` names them all")
        ->required();
    c.add_option("--topology", w.topology,
                 "ring:N, line:N, star:N, complete:N, grid:RxC, tree:N, edges:0-1,1-0, FILE.dot or "
                 "FILE.graphml")
        ->type_name("SPEC")
        ->capture_default_str();
    c.add_option("--channels", w.channels,
                 "fifo, bag (also: non-fifo), causal, lossy:N, duplicating:N, bounded:N or "
                 "bounded-blocking:N")
        ->type_name("KIND")
        ->capture_default_str();
    c.add_option("--messages", w.messages,
                 "Application messages that each channel may carry (default: 1)")
        ->type_name("N");
    c.add_option("--budget", w.budget,
                 "Instead: messages that each process may send in all, as 1,1,0")
        ->type_name("LIST");
    c.add_flag("--fall-silent", w.fall_silent,
               "The application may stop sending at any time: `terminates` must not lean on it");
    c.add_option("--initiators", w.initiators,
                 "Processes that may start the snapshot: 0, or 0,2, or all")
        ->type_name("LIST")
        ->capture_default_str();
    c.add_option("--property", w.properties,
                 "all, or names; may be repeated; `snapcheck list properties` names them")
        ->type_name("LIST")
        ->default_str("all")
        ->allow_extra_args(false);
    c.add_option(
         "--scenario", w.scenario,
         "Instead of a free application: what happens in FILE.top and FILE.events, with one "
         "or several snapshots (docs/scenarios.md); only chandy-lamport")
        ->type_name("FILE")
        ->expected(2);
    c.add_option("--expect", w.expected,
                 "With --scenario: can this snapshot come out? May be repeated: in one and the "
                 "same run?")
        ->type_name("FILE")
        ->allow_extra_args(false);
    c.add_option("-j,--workers", w.workers, "Threads (default: all cores)")->type_name("N");
    c.add_flag("--continue", w.go_on,
               "Go on after the first violation, so that every property gets its verdict");
    c.add_option("--max-depth", w.max_depth, "Explore no run beyond this many steps")
        ->type_name("N");
    c.add_option("--max-states", w.max_states, "Stop when about this many states are known")
        ->type_name("N");
    c.add_option("--time-limit", w.time_limit, "Stop after 30s, 5m, 1h")->type_name("TIME");
    c.add_option("--memory", w.memory,
                 "Stop before the states take more than 512M, 4G (default: most of what is free)")
        ->type_name("SIZE");
    c.add_option("--reduce", w.reduce,
                 "none: literally every interleaving; por, symmetry and all are not there yet")
        ->type_name("HOW")
        ->capture_default_str();
    c.add_option("--trace", w.trace,
                 "Counterexamples in the text: what each step changed, whole states, or none")
        ->type_name("{diff,full,off}")
        ->capture_default_str();
    c.add_option("--trace-out", w.trace_files,
                 "Write the counterexamples to a file, by extension .txt or .json; may be repeated")
        ->type_name("FILE")
        ->allow_extra_args(false);
    c.add_flag("--json", w.json, "One JSON document on standard output, and nothing else there");
    c.add_flag("--quiet", w.quiet, "The verdict line alone");
    c.add_flag("--events", w.events, "Progress as one JSON object a line, on standard error");
    c.add_option("--color", w.color, "The verdict in colour; auto: on a terminal")
        ->type_name("{auto,always,never}")
        ->capture_default_str();
}

CheckCommand::~CheckCommand() = default;

bool CheckCommand::chosen() const {
    return command_->parsed();
}

namespace {

// A topology on which no snapshot can finish is checked all the same, but not without a word.
void hint_at_unreachable(const Instance& instance) {
    std::string names;
    for (const Process p : instance.network.unreachable_from(instance.initiators))
        names += (names.empty() ? "" : ", ") + instance.network.name(p);
    if (!names.empty())
        fmt::print(stderr,
                   "hint: no path leads from an initiator to {}: the snapshot cannot complete, "
                   "every run will get stuck\n",
                   names);
}

int exit_code(const CheckResult& result) {
    if (result.report.ending == Ending::interrupted) return exit_interrupted;
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

int CheckCommand::run() {
    if (!words_->scenario.empty() || !words_->expected.empty()) {
        std::vector<std::string> given;
        for (const CLI::Option* option : command_->get_options())
            if (option->count() != 0 && !option->get_lnames().empty())
                given.push_back(option->get_lnames().front());
        return check_scenario(*words_, given, algorithms_);
    }
    Request request = read_request(*words_, algorithms_);
    hint_at_unreachable(request.instance);
    ProgressLine progress(request.events, request.quiet || request.json);
    request.options.on_progress = [&](const Progress& now) { progress.show(now); };
    keep_freed_memory();
    catch_interrupts();
    const CheckResult result = request.algorithm.check(request.instance, start_clock(request));
    progress.clear();

    const auto traces =
        traces_of(result, request.instance, request.algorithm.name, request.topology);
    for (const std::string& file : request.trace_files) write_traces(file, traces);
    const auto report = request.json ? json_report : text_report;
    print_result(report(request, result, traces));
    return exit_code(result);
}

}  // namespace snapcheck
