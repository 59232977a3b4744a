#include <fmt/format.h>

#include "checker/decimal.hpp"
#include "cli/prove_report.hpp"
#include "cli/report_text.hpp"
#include "cli/words.hpp"
#include "traces/proof.hpp"

namespace snapcheck {

Outcome outcome_of(const Proofs& proofs) {
    if (proofs.failed != 0) return Outcome::violated;
    return proofs.judged_all && proofs.judged != 0 ? Outcome::holds : Outcome::inconclusive;
}

namespace {

/// The report for people, in the order in which it is read.
class Reporter {
  public:
    explicit Reporter(const ProofAnswer& answer)
        : request_(answer.request), options_(answer.options), proofs_(answer.proofs) {}

    std::string text() const {
        const Outcome outcome = outcome_of(proofs_);
        const std::string verdict = painted(verdict_line(outcome), outcome, request_.color) + "\n";
        if (request_.quiet) return verdict;
        return headline(request_) + summary() + figures() + runs() + "\n" + verdict;
    }

  private:
    // "6 distinct snapshots", "102 runs"
    std::string judged() const {
        return counted(proofs_.judged, options_.every_run ? "run" : "distinct snapshot");
    }

    std::string summary() const {
        std::string text = "  reachable               ";
        if (proofs_.judged == 0)
            text += "nothing was judged\n";
        else if (proofs_.failed != 0)
            text += fmt::format("fails for {} of {}\n", grouped(proofs_.failed), judged());
        else
            text += fmt::format("holds for {}, with {}\n", judged(),
                                counted(proofs_.swaps, "exchange"));
        if (options_.every_run && proofs_.judged != 0)
            text += fmt::format("  never occurred          the recorded state, in {} of {}\n",
                                grouped(proofs_.never_occurred), judged());
        if (proofs_.incomplete != 0)
            text += fmt::format(
                "  not judged              {} that end before a snapshot is "
                "complete\n",
                counted(proofs_.incomplete, "run"));
        return text;
    }

    std::string figures() const {
        const Report& report = proofs_.report;
        return fmt::format("  {}, {}, depth {}; {:.2f} s\n", counted(report.states, "state"),
                           counted(report.transitions, "transition"), report.depth, report.seconds);
    }

    std::string runs() const {
        std::string text;
        if (proofs_.shown)
            text += fmt::format("\n{} {} of {}, {}\n{}", options_.every_run ? "run" : "snapshot",
                                grouped(proofs_.shown->number), grouped(proofs_.judged),
                                length(*proofs_.shown),
                                to_text(*proofs_.shown, request_.instance.network));
        return options_.never_occurred ? text + "\n" + unreached() : text;
    }

    std::string length(const Proof& proof) const {
        return options_.every_run
                   ? counted(proof.run.events.size(), "step")
                   : "first complete after " + counted(proof.run.events.size(), "step");
    }

    std::string unreached() const {
        if (proofs_.unreached)
            return fmt::format("a shortest full run whose recorded state never occurs, {}\n{}",
                               counted(proofs_.unreached->run.events.size(), "step"),
                               to_text(*proofs_.unreached, request_.instance.network));
        return proofs_.sought_everywhere
                   ? "in every run, the recorded state occurs\n"
                   : "whether there is a run whose recorded state never occurs is not decided\n";
    }

    std::string verdict_line(Outcome outcome) const {
        if (outcome == Outcome::violated)
            return fmt::format("VIOLATED - reachable, for {} of {}, shortest run {}",
                               grouped(proofs_.failed), judged(),
                               counted(proofs_.fewest_steps, "step"));
        return outcome == Outcome::holds ? holds_line() : inconclusive_line();
    }

    std::string holds_line() const {
        const Report& report = proofs_.report;
        std::string line = fmt::format("HOLDS - reachable: for {}; complete: {}, {}, depth {}",
                                       judged(), counted(report.states, "state"),
                                       counted(report.transitions, "transition"), report.depth);
        if (!report.runs.empty())
            line += fmt::format(", {}", counted(decimal(report.runs), "interleaving"));
        return line + "; nothing left to explore, states compared exactly";
    }

    std::string inconclusive_line() const {
        const Report& report = proofs_.report;
        if (proofs_.judged_all)
            return "INCONCLUSIVE - vacuous: no snapshot was ever complete, so nothing was judged: "
                   "reachable";
        return fmt::format("INCONCLUSIVE - {}: {} seen, {} left to explore; reachable for {}",
                           limit_name(report.ending), counted(report.states, "state"),
                           grouped(report.left), judged());
    }

    const Request& request_;
    const ProveOptions& options_;
    const Proofs& proofs_;
};

}  // namespace

std::string prove_text(const ProofAnswer& answer) {
    return Reporter(answer).text();
}

}  // namespace snapcheck
