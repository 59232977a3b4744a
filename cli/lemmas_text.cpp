#include <fmt/format.h>

#include <algorithm>

#include "checker/decimal.hpp"
#include "cli/lemmas_report.hpp"
#include "cli/report_text.hpp"
#include "cli/words.hpp"
#include "traces/lemma.hpp"

namespace snapcheck {

namespace {

using Verdict = LemmaFinding::Verdict;

bool any(const LemmaResult& result, Verdict verdict) {
    return std::ranges::find(result.findings, verdict, &LemmaFinding::verdict) !=
           result.findings.end();
}

std::string names_with(const LemmaResult& result, Verdict verdict) {
    std::string names;
    for (const LemmaFinding& finding : result.findings)
        if (finding.verdict == verdict)
            names.append(names.empty() ? "" : ", ").append(lemmas()[finding.lemma].name);
    return names;
}

/// The report for people, in the order in which it is read.
class Reporter {
  public:
    explicit Reporter(const LemmasAnswer& answer)
        : answer_(answer), request_(answer.request), result_(answer.result) {}

    std::string text() const {
        const Outcome outcome = outcome_of(result_);
        const std::string verdict = painted(verdict_line(outcome), outcome, request_.color) + "\n";
        if (request_.quiet) return verdict;
        std::string text = headline(request_);
        for (const LemmaFinding& finding : result_.findings) text += summary(finding);
        text += figures();
        for (const LemmaFinding& finding : result_.findings) text += "\n" + section(finding);
        for (std::size_t i = 0; i < answer_.files.size(); ++i)
            text += (i == 0 ? "\n" : "") + ("written: " + answer_.files[i]) + "\n";
        return text + "\n" + verdict;
    }

  private:
    static std::string summary(const LemmaFinding& finding) {
        return fmt::format("  {:<24}{}\n", lemmas()[finding.lemma].name, state_of(finding));
    }

    static std::string state_of(const LemmaFinding& finding) {
        switch (finding.verdict) {
            case Verdict::holds:
                return "holds" + (finding.at_work ? ", first at work in " + length(*finding.at_work)
                                                  : std::string());
            case Verdict::violated:
                return "violated" +
                       (finding.broken ? ", first in " + length(*finding.broken) : std::string());
            case Verdict::vacuous:
                return "vacuous: nowhere at work";
            case Verdict::not_applicable:
                return "not applicable: " + why_not(finding);
            default:
                return "undecided";
        }
    }

    static std::string why_not(const LemmaFinding& finding) {
        return finding.at_work || finding.broken ? "outboxes do not say which markers they hold"
                                                 : "no marker is ever sent";
    }

    static std::string length(const Run& run) { return counted(run.events.size(), "step"); }

    std::string figures() const {
        const Report& report = result_.report;
        return fmt::format("  {}, {}, depth {}; {:.2f} s\n", counted(report.states, "state"),
                           counted(report.transitions, "transition"), report.depth, report.seconds);
    }

    // --- one lemma

    std::string section(const LemmaFinding& finding) const {
        const Lemma& lemma = lemmas()[finding.lemma];
        std::string text = fmt::format("{}: {}\n", lemma.name, lemma.meaning);
        if (finding.verdict == Verdict::holds) text += fmt::format("  because {}\n", lemma.because);
        if (finding.verdict == Verdict::vacuous || finding.verdict == Verdict::not_applicable ||
            finding.verdict == Verdict::unknown)
            text += fmt::format("  {}\n", state_of(finding));
        if (finding.broken) return text + told(finding.lemma, false, *finding.broken);
        return finding.at_work ? text + told(finding.lemma, true, *finding.at_work) : text;
    }

    std::string told(unsigned lemma, bool holds, const Run& run) const {
        const Trace trace = trace_of_lemma(lemma, holds, run, request_.instance,
                                           request_.algorithm.name, request_.topology);
        return fmt::format("  {}\n{}  {}\n",
                           holds ? "at work in " + length(run) : "violated in " + length(run),
                           steps_in_lines(run, request_.instance.network), trace.shown->reason);
    }

    // --- the verdict

    std::string verdict_line(Outcome outcome) const {
        if (outcome == Outcome::violated) return violated_line();
        return outcome == Outcome::holds ? holds_line() : inconclusive_line();
    }

    std::string violated_line() const {
        std::size_t fewest = std::numeric_limits<std::size_t>::max();
        for (const LemmaFinding& finding : result_.findings)
            if (finding.broken && finding.verdict == Verdict::violated)
                fewest = std::min(fewest, finding.broken->events.size());
        std::string line = "VIOLATED - " + names_with(result_, Verdict::violated);
        if (fewest != std::numeric_limits<std::size_t>::max())
            line += ", shortest run " + counted(fewest, "step");
        return line;
    }

    std::string holds_line() const {
        const Report& report = result_.report;
        std::string line = fmt::format(
            "HOLDS - {} of {}; complete: {}, {}, depth {}",
            std::ranges::count(result_.findings, Verdict::holds, &LemmaFinding::verdict),
            counted(lemmas().size(), "lemma"), counted(report.states, "state"),
            counted(report.transitions, "transition"), report.depth);
        if (!report.runs.empty())
            line += fmt::format(", {}", counted(decimal(report.runs), "interleaving"));
        return line + "; nothing left to explore, states compared exactly" + reservations();
    }

    std::string reservations() const {
        std::string text;
        if (any(result_, Verdict::vacuous))
            text += "; vacuous: " + names_with(result_, Verdict::vacuous);
        if (any(result_, Verdict::not_applicable))
            text += "; not applicable: " + names_with(result_, Verdict::not_applicable);
        return text;
    }

    std::string inconclusive_line() const {
        const Report& report = result_.report;
        if (!report.complete())
            return fmt::format("INCONCLUSIVE - {}: {} seen, {} left to explore",
                               limit_name(report.ending), counted(report.states, "state"),
                               grouped(report.left));
        if (any(result_, Verdict::unknown))
            return "INCONCLUSIVE - runs may go on for ever: undecided: " +
                   names_with(result_, Verdict::unknown);
        return "INCONCLUSIVE - no lemma is at work" + reservations();
    }

    const LemmasAnswer& answer_;
    const Request& request_;
    const LemmaResult& result_;
};

}  // namespace

Outcome outcome_of(const LemmaResult& result) {
    if (any(result, Verdict::violated)) return Outcome::violated;
    if (!result.report.complete() || any(result, Verdict::unknown)) return Outcome::inconclusive;
    return any(result, Verdict::holds) ? Outcome::holds : Outcome::inconclusive;
}

std::string lemmas_text(const LemmasAnswer& answer) {
    return Reporter(answer).text();
}

}  // namespace snapcheck
