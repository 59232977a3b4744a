#include <fmt/format.h>

#include "cli/application/application_steps.hpp"
#include "cli/application/detect_report.hpp"
#include "cli/words.hpp"

namespace snapcheck {

Outcome outcome_of(const DetectionResult& result) {
    switch (verdict_on_all(result)) {
        case Finding::Verdict::holds:
            return Outcome::holds;
        case Finding::Verdict::violated:
            return Outcome::violated;
        default:
            return Outcome::inconclusive;
    }
}

namespace {

using Verdict = Finding::Verdict;

// What was not there to be judged.
std::string vacuity(const DetectRequest& request, const DetectionResult& result,
                    std::string_view finding) {
    if (result.complete == 0) return "no snapshot was ever complete";
    return finding == no_missed_detection
               ? fmt::format("{} never held when a snapshot began that was completed",
                             request.stable.name)
               : fmt::format("{} held whenever a snapshot was complete", request.stable.name);
}

std::string finding_line(const DetectRequest& request, const DetectionResult& result,
                         const ApplicationFinding& finding) {
    std::string verdict = "not decided";
    if (finding.verdict == Verdict::holds) verdict = "holds";
    if (finding.verdict == Verdict::vacuous)
        verdict = "vacuous: " + vacuity(request, result, finding.name);
    if (finding.verdict == Verdict::violated)
        verdict = fmt::format("violated in {}, first after {}",
                              counted(finding.violations, "state"), counted(finding.steps, "step"));
    return fmt::format("  {:<23} {}\n", finding.name, verdict);
}

std::string figures(const DetectionResult& result) {
    const Report& report = result.report;
    return fmt::format(
        "  {} with a complete snapshot: in {} it held when the snapshot began, in {} it is "
        "recorded\n"
        "  {}, {}, depth {}; {:.2f} s\n",
        counted(result.complete, "state"), grouped(result.held_at_start), grouped(result.recorded),
        counted(report.states, "state"), counted(report.transitions, "transition"), report.depth,
        report.seconds);
}

std::string names_with(const DetectionResult& result, Verdict verdict) {
    std::string names;
    for (const ApplicationFinding& finding : result.findings)
        if (finding.verdict == verdict)
            names.append(names.empty() ? "" : ", ").append(finding.name);
    return names;
}

// Every finding without an occasion, each with why: "no-missed-detection (it never held ...)".
std::string vacuous_ones(const DetectRequest& request, const DetectionResult& result) {
    std::string text;
    for (const ApplicationFinding& finding : result.findings)
        if (finding.verdict == Verdict::vacuous)
            text += fmt::format("; vacuous: {}, as {}", finding.name,
                                vacuity(request, result, finding.name));
    return text;
}

std::string verdict_line(const DetectRequest& request, const DetectionResult& result) {
    const Report& report = result.report;
    const std::string seen = counted(report.states, "state");
    switch (verdict_on_all(result)) {
        case Verdict::holds:
            return fmt::format(
                "HOLDS - complete: {}, {}, depth {}; nothing left to explore, states compared "
                "exactly{}",
                seen, counted(report.transitions, "transition"), report.depth,
                vacuous_ones(request, result));
        case Verdict::violated: {
            unsigned fewest = ~0U;
            for (const ApplicationFinding& finding : result.findings)
                if (finding.verdict == Verdict::violated) fewest = std::min(fewest, finding.steps);
            return fmt::format("VIOLATED - {}, shortest counterexample {}",
                               names_with(result, Verdict::violated), counted(fewest, "step"));
        }
        case Verdict::vacuous:
            return "INCONCLUSIVE - nothing was judged" + vacuous_ones(request, result);
        default:
            break;
    }
    if (report.complete())
        return "INCONCLUSIVE - more was recorded in a channel than is kept: not decided: " +
               names_with(result, Verdict::unknown);
    return fmt::format("INCONCLUSIVE - {}: {} seen, {} left to explore", limit_name(report.ending),
                       seen, grouped(report.left));
}

}  // namespace

std::string detect_text(const DetectRequest& request, const DetectionResult& result,
                        const std::vector<Trace>& traces) {
    const ApplicationRequest& on = request.on;
    std::string text;
    if (!on.quiet) {
        text = headline(on) + fmt::format("  {:<23} is stable\n", request.stable.name);
        for (const ApplicationFinding& finding : result.findings)
            text += finding_line(request, result, finding);
        text += figures(result);
        if (on.trace_detail)
            for (const Trace& trace : traces) text += "\n" + to_text(trace, *on.trace_detail);
        text += "\n";
    }
    return text + painted(verdict_line(request, result), outcome_of(result), on.color) + "\n";
}

std::string why_refused(const DetectRequest& request, const ApplicationRun& unstable) {
    return fmt::format(
        "--stable {}: not stable on {}: it holds before step {} of a run, '{}', and not after it",
        request.stable.name, request.on.setting.application.name, unstable.steps.size(),
        unstable.steps.back());
}

std::string refusal_text(const DetectRequest& request, const ApplicationRun& unstable) {
    const ApplicationRequest& on = request.on;
    if (on.quiet || !on.trace_detail) return "";
    return fmt::format("{} alone: a shortest run after which {} holds no longer, {}\n",
                       on.setting.application.name, request.stable.name,
                       counted(unstable.steps.size(), "step")) +
           steps_in_text(unstable, *on.trace_detail) +
           fmt::format("  {} is not stable: {}\n", request.stable.name, unstable.reason);
}

}  // namespace snapcheck
