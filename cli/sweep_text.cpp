// A line an instance that needs a look: what happened, and the command that shows more of it.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cli/command_line.hpp"
#include "cli/sweep_report.hpp"
#include "cli/words.hpp"

namespace snapcheck {

namespace {

using enum Attempt::Verdict;

std::string headline(const Sweep& sweep) {
    const Instance& instance = sweep.request.instance;
    return fmt::format("{} on {}, {} channels, {} a channel, {}{}\n", sweep.request.algorithm.name,
                       topologies_in_words(sweep.scope, counted(sweep.processes, "process")),
                       to_string(instance.channels), counted(instance.messages, "message"),
                       initiators_in_words(sweep.scope),
                       silence_in_words(instance.may_fall_silent));
}

std::string figures(const Sweep& sweep) {
    const AttemptCounts& counts = sweep.counts;
    const auto topologies = std::ranges::count_if(sweep.instances, [](const Instance& instance) {
        return instance.initiators == std::vector<Process>{0};  // never like another one before it
    });
    return fmt::format("  {}, {} up to symmetry: {}\n  {}, {}; {:.2f} s\n",
                       counted(static_cast<std::uint64_t>(topologies), "topology"),
                       counted(counts.all(), "instance"), in_words(counts),
                       counted(counts.states, "state"), counted(counts.transitions, "transition"),
                       sweep.seconds);
}

std::string what_happened(const Attempt& attempt) {
    if (attempt.verdict == vacuous) return "vacuous";
    if (!attempt.result) return "too large";
    const CheckResult& result = *attempt.result;
    if (attempt.verdict == violated)
        return fmt::format("{} after {}", names_of(result, Finding::Verdict::violated),
                           counted(fewest_steps(result), "step"));
    if (result.report.complete())
        return names_of(result, Finding::Verdict::unknown) + ": a run may go on for ever";
    return std::string(limit_name(result.report.ending));
}

std::string line(const Sweep& sweep, std::size_t i) {
    const Instance& instance = sweep.instances[i];
    const std::string unreached =
        names_of(instance.network.unreachable_from(instance.initiators), instance.network);
    return fmt::format("  {}{}: {}\n", what_happened(sweep.attempts[i]),
                       unreached.empty() ? "" : " (no path leads to " + unreached + ")",
                       command_line(words_on(instance, sweep.words)));
}

std::string lines(const Sweep& sweep, Attempt::Verdict verdict) {
    std::string text;
    for (std::size_t i = 0; i < sweep.instances.size(); ++i)
        if (sweep.attempts[i].verdict == verdict) text += line(sweep, i);
    return text;
}

// The algorithm gives one reason for many instances: each reason once.
std::string refusals(const Sweep& sweep) {
    std::map<std::string, std::size_t> reasons;
    for (const Attempt& attempt : sweep.attempts)
        if (attempt.verdict == not_applicable) ++reasons[attempt.refusal];
    std::string text;
    for (const auto& [reason, number] : reasons)
        text += fmt::format("  not applicable to {}: {}\n", counted(number, "instance"), reason);
    return text;
}

// "all 9 instances", "7 of 9 instances"
std::string share(std::size_t part, std::size_t all) {
    if (part == all && all != 1) return fmt::format("all {}", counted(all, "instance"));
    return fmt::format("{} of {}", grouped(part), counted(all, "instance"));
}

std::string remainder(const AttemptCounts& counts) {
    AttemptCounts others = counts;
    others.holds = others.violated = 0;
    const std::string text = in_words(others);
    return text.empty() ? "" : "; " + text;
}

std::string violated_line(const Sweep& sweep) {
    const AttemptCounts& counts = sweep.counts;
    Observations seen = 0;
    unsigned steps = std::numeric_limits<unsigned>::max();
    for (const Attempt& attempt : sweep.attempts) {
        if (!attempt.result || attempt.verdict != violated) continue;
        steps = std::min(steps, fewest_steps(*attempt.result));
        for (const Finding& finding : attempt.result->findings)
            if (finding.verdict == Finding::Verdict::violated)
                seen |= Observations{1} << finding.property;
    }
    return fmt::format("VIOLATED - {} on {}, shortest counterexample {}{}",
                       fmt::join(names_of(seen), ", "), share(counts.violated, counts.all()),
                       counted(steps, "step"), remainder(counts));
}

std::string inconclusive_line(const Sweep& sweep) {
    const AttemptCounts& counts = sweep.counts;
    const std::string so_far = in_words(counts);
    if (counts.interrupted)
        return fmt::format("INCONCLUSIVE - interrupted: of {}, {}",
                           counted(counts.all(), "instance"), so_far);
    if (counts.undecided != 0)
        return fmt::format("INCONCLUSIVE - {} not decided: {}",
                           share(counts.undecided, counts.all()), so_far);
    return fmt::format("INCONCLUSIVE - nothing was judged: of {}, {}",
                       counted(counts.all(), "instance"), so_far);
}

std::string verdict_line(const Sweep& sweep) {
    const AttemptCounts& counts = sweep.counts;
    switch (outcome_of(counts)) {
        case Outcome::holds:
            return fmt::format(
                "HOLDS - on {}: {}, {}; nothing left to explore, states compared exactly{}",
                share(counts.holds, counts.all()), counted(counts.states, "state"),
                counted(counts.transitions, "transition"), remainder(counts));
        case Outcome::violated:
            return violated_line(sweep);
        default:
            return inconclusive_line(sweep);
    }
}

}  // namespace

std::string sweep_text(const Sweep& sweep) {
    std::string text;
    if (!sweep.request.quiet)
        text = headline(sweep) + figures(sweep) + lines(sweep, violated) + lines(sweep, undecided) +
               lines(sweep, vacuous) + refusals(sweep) + "\n";
    return text + painted(verdict_line(sweep), outcome_of(sweep.counts), sweep.request.color) +
           "\n";
}

}  // namespace snapcheck
