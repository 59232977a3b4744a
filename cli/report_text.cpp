#include "cli/report_text.hpp"

#include <fmt/format.h>

#include "checker/decimal.hpp"
#include "cli/output.hpp"
#include "cli/words.hpp"

namespace snapcheck {

std::string headline(const Request& request) {
    const Instance& instance = request.instance;
    const std::string load =
        instance.budget ? fmt::format("a budget of {} messages", fmt::join(*instance.budget, ", "))
                        : counted(instance.messages, "message") + " a channel";
    return fmt::format(
        "{} on {} ({}, {}), {} channels, {}, {}started by {}{}\n", request.algorithm.name,
        request.topology, counted(instance.network.processes(), "process"),
        counted(instance.network.channels(), "channel"), to_string(instance.channels), load,
        instance.snapshots == 1 ? "" : counted(instance.snapshots, "snapshot") + " ",
        names_of(instance.initiators, instance.network),
        silence_in_words(instance.may_fall_silent));
}

namespace {

std::string finding_line(const Finding& finding) {
    const std::string_view name = catalogue()[finding.property].name;
    switch (finding.verdict) {
        case Finding::Verdict::holds:
            return fmt::format("  {:<23} holds\n", name);
        case Finding::Verdict::vacuous:
            return fmt::format("  {:<23} vacuous: no snapshot was ever complete\n", name);
        case Finding::Verdict::unknown:
            return fmt::format("  {:<23} not decided\n", name);
        default:
            return fmt::format("  {:<23} violated in {}, first after {}\n", name,
                               counted(finding.violations, "state"),
                               counted(finding.steps, "step"));
    }
}

std::string folded_line(const CheckResult& result) {
    const auto& unfolded = result.report.unfolded;
    std::string text = fmt::format("  folded: {} of the processes",
                                   counted(result.folded->permutations, "permutation"));
    if (unfolded && !result.reduced)
        text += fmt::format("; these are {} and {}", counted(unfolded->states, "state"),
                            counted(unfolded->transitions, "transition"));
    return text +
           fmt::format("; {} up to names\n", counted(result.folded->snapshots_apart, "snapshot"));
}

std::string figures(const CheckResult& result) {
    const Report& report = result.report;
    std::string text = fmt::format("{}, {}, depth {}, {}", counted(report.states, "state"),
                                   counted(report.transitions, "transition"), report.depth,
                                   counted(report.terminal, "terminal state"));
    if (result.stuck != 0) text += fmt::format(" ({} stuck)", grouped(result.stuck));
    text += fmt::format(", {}", counted(result.snapshots, "distinct snapshot"));
    text = fmt::format("  {}; {:.2f} s\n", text, report.seconds);
    if (result.reduced) text += "  reduced: of independent steps one order stands for all\n";
    if (result.slept)
        text += "  reduced: of independent steps one order was taken, to every state\n";
    if (result.folded) text += folded_line(result);
    if (!result.obstacle.empty()) text += fmt::format("  not reduced: {}\n", result.obstacle);
    return text;
}

std::string holds_line(const CheckResult& result) {
    const Report& report = result.report;
    std::string line =
        fmt::format("HOLDS - complete: {}, {}, depth {}", counted(report.states, "state"),
                    counted(report.transitions, "transition"), report.depth);
    if (!report.runs.empty())
        line += fmt::format(", {}", counted(decimal(report.runs), "interleaving"));
    line += "; nothing left to explore, states compared exactly";
    if (result.reduced) line += ", partial-order reduction";
    if (result.slept) line += ", sleep sets";
    if (result.folded) line += ", symmetry reduction";
    const std::string vacuous = names_of(result, Finding::Verdict::vacuous);
    if (!vacuous.empty()) line += "; vacuous, as no snapshot was ever complete: " + vacuous;
    return line;
}

// Whether all lengths of counterexamples are known, and not only those in a reduced search.
bool all_shortest(const CheckResult& result) {
    return std::ranges::all_of(result.findings, &Finding::shortest);
}

std::string violated_line(const CheckResult& result) {
    std::string line = fmt::format(
        "VIOLATED - {}, {}counterexample {}", names_of(result, Finding::Verdict::violated),
        all_shortest(result) ? "shortest " : "", counted(fewest_steps(result), "step"));
    const std::string vacuous = names_of(result, Finding::Verdict::vacuous);
    if (!vacuous.empty()) line += "; vacuous, as no snapshot was ever complete: " + vacuous;
    return line;
}

std::string inconclusive_line(const CheckResult& result) {
    const Report& report = result.report;
    const std::string unknown = names_of(result, Finding::Verdict::unknown);
    if (report.complete() && !unknown.empty())
        return fmt::format(
            "INCONCLUSIVE - {}: no run gets stuck, but the graph has a cycle, so a run may go on "
            "for ever: "
            "{} seen, nothing left to explore",
            unknown, counted(report.states, "state"));
    if (report.complete())
        return "INCONCLUSIVE - vacuous: no snapshot was ever complete, so nothing was judged: " +
               names_of(result, Finding::Verdict::vacuous);
    return fmt::format("INCONCLUSIVE - {}: {} seen, {} left to explore", limit_name(report.ending),
                       counted(report.states, "state"), grouped(report.left));
}

std::string verdict_line(const CheckResult& result, Outcome outcome) {
    switch (outcome) {
        case Outcome::holds:
            return holds_line(result);
        case Outcome::violated:
            return violated_line(result);
        default:
            return inconclusive_line(result);
    }
}

}  // namespace

std::string text_body(const Request& request, const CheckResult& result,
                      const std::vector<Trace>& traces) {
    std::string text = headline(request);
    for (const Finding& finding : result.findings) text += finding_line(finding);
    text += figures(result);
    if (outcome_of(result) == Outcome::violated && traces.empty() && request.options.with_runs)
        text +=
            "  no counterexample is shown: the second search, which walks back to it, ran into a "
            "limit\n";
    for (const Trace& trace : traces)
        if (request.trace_detail)
            text += "\n" + to_text(trace, *request.trace_detail, page_width());
    return text + "\n";
}

std::string text_report(const Request& request, const CheckResult& result,
                        const std::vector<Trace>& traces) {
    const Outcome outcome = outcome_of(result);
    const std::string body = request.quiet ? "" : text_body(request, result, traces);
    return body + painted(verdict_line(result, outcome), outcome, request.color) + "\n";
}

}  // namespace snapcheck
