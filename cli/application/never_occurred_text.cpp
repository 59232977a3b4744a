#include <fmt/format.h>

#include "cli/application/never_occurred_report.hpp"
#include "cli/words.hpp"

namespace snapcheck {

Outcome outcome_of(const NeverOccurred& result) {
    if (result.found && !result.found->permuted.failure.empty()) return Outcome::violated;
    return result.decided() ? Outcome::holds : Outcome::inconclusive;
}

namespace {

/// One run, and the permuted one, line by line.
class Telling {
  public:
    Telling(const RunBesideItsRecord& found, const ApplicationRequest& request)
        : found_(found), application_(request.setting.application) {}

    std::string text() const { return run() + record() + permuted() + explanation(); }

  private:
    std::string run() const {
        std::string text;
        for (std::size_t i = 0; i < found_.run.steps.size(); ++i) {
            text += fmt::format("  {:4} {:4} {}\n", i + 1, side(i + 1), found_.run.steps[i]);
            if (!side(i + 1).empty())
                text += fmt::format("              {}\n", told(found_.states[i + 1]));
        }
        return text;
    }

    std::string record() const {
        return fmt::format(
            "  S*, the recorded state: {}\n  none of the states above, nor the one at first: {}\n",
            told(found_.recorded), told(found_.states.front()));
    }

    std::string permuted() const {
        const PermutedRun& permuted = found_.permuted;
        std::string text = "  the application alone, prerecording steps first\n";
        for (std::size_t i = 0;; ++i) {
            if (i >= permuted.states.size()) break;
            text += state(i);
            if (i < permuted.steps.size())
                text += fmt::format("  {:4} {:4} {}: {}\n", permuted.steps[i].step,
                                    permuted.steps[i].prerecording ? "pre" : "post",
                                    application_.network.name(permuted.steps[i].process),
                                    permuted.steps[i].what);
        }
        return text;
    }

    // A state of the permuted run, by its name in the theorem if it has one.
    std::string state(std::size_t i) const {
        const PermutedRun& permuted = found_.permuted;
        std::string names;
        const auto add = [&](bool is, const char* name) {
            if (is) names.append(names.empty() ? "" : " = ").append(name);
        };
        add(i == permuted.before, "S_init");
        add(i == permuted.prerecording, "S*");
        add(i == permuted.steps.size(), "S_final");
        return fmt::format("            {}{}\n", names.empty() ? "" : names + ": ",
                           told(permuted.states[i]));
    }

    std::string explanation() const {
        const PermutedRun& permuted = found_.permuted;
        if (!permuted.failure.empty())
            return "  no such order goes through S*: " + permuted.failure + "\n";
        return fmt::format(
            "  A step is prerecording (pre) if its process has not recorded yet, and postrecording "
            "(post) "
            "if it has.\n"
            "  {}: they are at different processes, and what the second receives, the first has "
            "not "
            "sent.\n"
            "  In that order the application goes through S* on its way from S_init to S_final, "
            "and no "
            "process can tell\n"
            "  the difference: the recorded state could have occurred, though in this run it never "
            "did.\n",
            exchanges());
    }

    // "Steps 2 and 3 can change places"
    std::string exchanges() const {
        std::string pairs;
        unsigned count = 0;
        for (std::size_t post = 1; post <= found_.run.steps.size(); ++post)
            for (std::size_t pre = post + 1; pre <= found_.run.steps.size(); ++pre)
                if (side(post) == "post" && side(pre) == "pre") {
                    pairs += fmt::format("{}{} and {}", count == 0 ? "" : ", ", post, pre);
                    ++count;
                }
        return fmt::format("Steps {} can change places", pairs);
    }

    std::string_view side(std::size_t step) const {
        for (const PermutedStep& one : found_.permuted.steps)
            if (one.step == step) return one.prerecording ? "pre" : "post";
        return "";
    }

    std::string told(const GlobalState& state) const { return to_string(state, application_); }

    const RunBesideItsRecord& found_;
    const Application& application_;
};

std::string figures(const NeverOccurred& result) {
    const Report& report = result.report;
    return fmt::format(
        "  {}, {} looked for; up to where they are complete {}, {}, depth {}; {:.2f} s\n",
        counted(result.snapshots, "distinct snapshot"), grouped(result.sought),
        counted(report.states, "state"), counted(report.transitions, "transition"), report.depth,
        report.seconds);
}

std::string verdict_line(const NeverOccurred& result) {
    const std::string steps = result.found ? counted(result.found->run.steps.size(), "step") : "";
    if (result.found && !result.found->permuted.failure.empty())
        return fmt::format(
            "VIOLATED - reachable: a run of {} whose recorded state never occurs, in no order",
            steps);
    if (result.decided() && result.found)
        return fmt::format(
            "FOUND - the recorded state never occurs in a run of {}, and does in another order of "
            "its steps",
            steps);
    if (result.decided())
        return fmt::format(
            "NONE - in every run that completes the snapshot, the recorded state occurs; complete: "
            "{}",
            counted(result.snapshots, "distinct snapshot"));
    const std::string beside =
        result.found ? fmt::format("; a run of {} was found, a shorter one is not excluded", steps)
                     : "";
    if (result.excess) return "INCONCLUSIVE - more was recorded in a channel than is kept" + beside;
    return fmt::format("INCONCLUSIVE - {}: {} seen{}", limit_name(result.ending),
                       counted(result.report.states, "state"), beside);
}

}  // namespace

std::string never_occurred_text(const ApplicationRequest& request, const NeverOccurred& result) {
    std::string text;
    if (!request.quiet) {
        text = headline(request) + figures(result);
        if (result.found)
            text += fmt::format("\na {}run whose recorded state never occurs, {}\n",
                                result.decided() ? "shortest " : "",
                                counted(result.found->run.steps.size(), "step")) +
                    Telling(*result.found, request).text();
        text += "\n";
    }
    return text + painted(verdict_line(result), outcome_of(result), request.color) + "\n";
}

}  // namespace snapcheck
