#include "cli/check_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/application/check_application.hpp"
#include "cli/check_options.hpp"
#include "cli/checkpoint_folder.hpp"
#include "cli/interrupt.hpp"
#include "cli/memory.hpp"
#include "cli/output.hpp"
#include "cli/progress.hpp"
#include "cli/report_json.hpp"
#include "cli/report_text.hpp"
#include "cli/request.hpp"
#include "cli/scenario_command.hpp"
#include "cli/words.hpp"
#include "traces/certificate.hpp"
#include "traces/files.hpp"
#include "traces/output_file.hpp"

namespace snapcheck {

CheckCommand::CheckCommand(std::span<const AlgorithmEntry> algorithms, CLI::App& app)
    : algorithms_(algorithms),
      words_(std::make_unique<CheckWords>()),
      command_(app.add_subcommand("check", "Check one algorithm on one instance")) {
    CheckWords& w = *words_;
    CLI::App& c = *command_;
    c.allow_extras();
    add_algorithm(c, w);
    add_topology(c, w);
    add_channels(c, w);
    add_messages(c, w);
    add_budget(c, w);
    add_fall_silent(c, w);
    add_initiators(c, w);
    add_snapshots(c, w);
    add_properties(c, w);
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
    c.add_option("--application", w.application,
                 "Instead of a free application: one that may run for ever, by its name "
                 "(`snapcheck list applications`) or in FILE.toml (docs/applications.md)")
        ->type_name("NAME|FILE");
    c.add_option("--fairness", w.fairness,
                 "With --application: what must not be put off for ever, in `terminates` (default: "
                 "weak)")
        ->type_name("{none,weak,strong}");
    c.add_option("--invariant", w.invariants,
                 "With --application: what the recorded state has to keep, by the application's "
                 "name for it or as an expression; may be repeated")
        ->type_name("EXPRESSION")
        ->allow_extra_args(false);
    add_workers(c, w);
    c.add_flag("--continue", w.go_on,
               "Go on after the first violation, so that every property gets its verdict");
    add_limits(c, w);
    add_folders(c, w);
    c.add_option("--reduce", w.reduce,
                 "none: literally every interleaving; por: only the steps that terminal states "
                 "need; sleep: every state, but not on every way; symmetry: of states that differ "
                 "only in the names of processes, one; all: por and symmetry (docs/reductions.md)")
        ->type_name("HOW")
        ->capture_default_str();
    c.add_flag("--self-check", w.self_check,
               "With --reduce: search without it too, and compare (slow)");
    add_trace(c, w);
    add_trace_out(c, w);
    c.add_option("--certificate", w.certificate,
                 "Write what another program needs to believe the verdict (docs/certificates.md)")
        ->type_name("FILE");
    add_output(c, w);
}

CheckCommand::~CheckCommand() = default;

bool CheckCommand::chosen() const {
    return command_->parsed();
}

namespace {

// A topology on which no snapshot can finish is checked all the same, but not without a word.
void hint_at_unreachable(const Instance& instance) {
    for (unsigned s = 0; s < instance.snapshots; ++s) {
        const std::string names = names_of(
            instance.network.unreachable_from(instance.initiators_of(s)), instance.network);
        if (names.empty()) continue;
        fmt::print(stderr,
                   "hint: no path leads from an initiator to {}: the snapshot cannot complete, "
                   "every run will get stuck\n",
                   names);
        return;
    }
}

// Whether the verdict can be shown to another program.
bool write_certificate(const Request& request, const CheckResult& result) {
    const auto file = certificate(result, request.instance, request.algorithm.name);
    if (file) {
        write_whole(request.certificate, *file, "--certificate");
        return true;
    }
    const bool decided = outcome_of(result) != Outcome::inconclusive;
    fmt::print(
        stderr, "snapcheck: --certificate {}: not written, {}\n", request.certificate,
        decided ? "what it is made of could not be kept in memory" : "the check is inconclusive");
    return !decided;
}

// Whether there is nothing to go on with: a counterexample whose search was cut off is still to be
// found.
bool nothing_left_to_do(const Request& request, const CheckResult& result) {
    const bool runs_missing =
        request.options.with_runs && std::ranges::any_of(result.findings, [](const Finding& one) {
            return one.verdict == Finding::Verdict::violated && !one.run;
        });
    const bool decided = result.report.complete() || result.report.ending == Ending::found;
    return decided && !runs_missing;
}

}  // namespace

int CheckCommand::run() {
    if (!words_->scenario.empty() || !words_->expected.empty())
        return check_scenario(*words_, given_options(*command_), algorithms_);
    if (!words_->application.empty() || !words_->fairness.empty() || !words_->invariants.empty())
        return check_application(*words_, given_options(*command_), algorithms_);
    Request request = read_request(*words_, algorithms_);
    hint_at_unreachable(request.instance);
    ProgressLine progress(request.events, request.quiet || request.json);
    request.options.on_progress = [&](const Progress& now) { progress.show(now); };
    const auto checkpoints = open_checkpoints(*words_, request);
    request.options.checkpoints = checkpoints.get();
    keep_freed_memory();
    catch_interrupts();
    const CheckResult result = request.algorithm.check(request.instance, start_clock(request));
    progress.clear();

    const auto traces =
        traces_of(result, request.instance, request.algorithm.name, request.topology);
    for (const std::string& file : request.trace_files) write_traces(file, traces);
    const bool certified = request.certificate.empty() || write_certificate(request, result);
    const auto report = request.json ? json_report : text_report;
    print_result(report(request, result, traces));
    if (checkpoints && nothing_left_to_do(request, result)) checkpoints->remove();
    return exit_code_of(certified ? outcome_of(result) : Outcome::inconclusive,
                        result.report.ending == Ending::interrupted);
}

}  // namespace snapcheck
