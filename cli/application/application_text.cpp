#include <fmt/format.h>

#include "cli/application/application_report.hpp"
#include "cli/words.hpp"

namespace snapcheck {

namespace {

using Verdict = Finding::Verdict;

}  // namespace

std::string headline(const ApplicationRequest& request) {
    const Instance& instance = request.setting.instance;
    return fmt::format(
        "{} on {} ({}, {}), {} channels, started by {}\n", request.algorithm.name,
        request.setting.application.name, counted(instance.network.processes(), "process"),
        counted(instance.network.channels(), "channel"), to_string(instance.channels),
        names_of(instance.initiators, instance.network));
}

namespace {

std::string under(const ApplicationRequest& request) {
    const Fairness fairness = request.options.fairness;
    return fairness == Fairness::none ? "without fairness"
                                      : fmt::format("under {} fairness", name_of(fairness));
}

std::string finding_line(const ApplicationRequest& request, const ApplicationFinding& finding) {
    const std::string also = finding.name == "terminates" ? " " + under(request) : "";
    switch (finding.verdict) {
        case Verdict::holds:
            return fmt::format("  {:<23} holds{}\n", finding.name, also);
        case Verdict::vacuous:
            return fmt::format("  {:<23} vacuous: no snapshot was ever complete\n", finding.name);
        case Verdict::unknown:
            return fmt::format("  {:<23} not decided\n", finding.name);
        default:
            break;
    }
    if (!also.empty()) return fmt::format("  {:<23} violated{}\n", finding.name, also);
    return fmt::format("  {:<23} violated in {}, first after {}\n", finding.name,
                       counted(finding.violations, "state"), counted(finding.steps, "step"));
}

std::string figures(const ApplicationResult& result) {
    const Report& report = result.report;
    std::string text =
        fmt::format("  {}, {}, depth {}, {}, {}; {:.2f} s\n", counted(report.states, "state"),
                    counted(report.transitions, "transition"), report.depth,
                    counted(report.terminal, "terminal state"),
                    counted(result.snapshots, "distinct snapshot"), report.seconds);
    if (result.fair_runs)
        text += fmt::format("  before the snapshot is complete: {}, {}, {} to stay in; {:.2f} s\n",
                            counted(result.fair_runs->states, "state"),
                            counted(result.fair_runs->transitions, "transition"),
                            counted(result.fair_runs->components, "component"),
                            result.fair_runs->seconds);
    return text;
}

std::string names_with(const ApplicationResult& result, Verdict verdict) {
    std::string names;
    for (const ApplicationFinding& finding : result.findings)
        if (finding.verdict == verdict)
            names.append(names.empty() ? "" : ", ").append(finding.name);
    return names;
}

std::string cut_off_by(const ApplicationResult& result) {
    const Ending ending = result.report.complete() && result.fair_runs ? result.fair_runs->ending
                                                                       : result.report.ending;
    return std::string(limit_name(ending));
}

// How long a counterexample is. Of a lasso the way to where it begins is a shortest one, and what
// is repeated for ever is short, but not always the shortest; so it is not counted with the others.
std::string length(const ApplicationResult& result) {
    const std::optional<Lasso> none;
    const std::optional<Lasso>& lasso = result.fair_runs ? result.fair_runs->lasso : none;
    unsigned fewest = ~0U;
    for (const ApplicationFinding& finding : result.findings) {
        const bool repeats = finding.name == "terminates" && lasso && !lasso->cycle.empty();
        if (finding.verdict == Verdict::violated && !repeats)
            fewest = std::min(fewest, finding.steps);
    }
    if (fewest != ~0U) return "shortest counterexample " + counted(fewest, "step");
    return fmt::format("counterexample {} and then {} for ever",
                       counted(lasso->stem.size(), "step"), counted(lasso->cycle.size(), "step"));
}

std::string verdict_line(const ApplicationRequest& request, const ApplicationResult& result) {
    const Report& report = result.report;
    const std::string vacuous = names_with(result, Verdict::vacuous);
    const std::string beside =
        vacuous.empty() ? "" : "; vacuous, as no snapshot was ever complete: " + vacuous;
    switch (verdict_on_all(result)) {
        case Verdict::holds:
            return fmt::format(
                "HOLDS - complete: {}, {}, depth {}{}; nothing left to explore, "
                "states compared exactly{}",
                counted(report.states, "state"), counted(report.transitions, "transition"),
                report.depth, result.fair_runs ? "; terminates " + under(request) : "", beside);
        case Verdict::violated: {
            bool terminates = false;
            for (const ApplicationFinding& finding : result.findings)
                terminates |= finding.verdict == Verdict::violated && finding.name == "terminates";
            return fmt::format("VIOLATED - {}{}, {}{}", names_with(result, Verdict::violated),
                               terminates ? " " + under(request) : "", length(result), beside);
        }
        case Verdict::vacuous:
            return "INCONCLUSIVE - vacuous: no snapshot was ever complete, so nothing was "
                   "judged: " +
                   vacuous;
        default:
            return fmt::format("INCONCLUSIVE - {}: {} seen, {} left to explore", cut_off_by(result),
                               counted(report.states, "state"), grouped(report.left));
    }
}

}  // namespace

std::string application_text(const ApplicationRequest& request, const ApplicationResult& result,
                             const std::vector<Trace>& traces) {
    std::string text;
    if (!request.quiet) {
        text = headline(request);
        for (const ApplicationFinding& finding : result.findings)
            text += finding_line(request, finding);
        text += figures(result);
        if (request.trace_detail)
            for (const Trace& trace : traces) text += "\n" + to_text(trace, *request.trace_detail);
        text += "\n";
    }
    return text + painted(verdict_line(request, result), outcome_of(result), request.color) + "\n";
}

}  // namespace snapcheck
