#include <fmt/format.h>

#include "cli/command_line.hpp"
#include "cli/report_text.hpp"
#include "cli/smallest_report.hpp"
#include "cli/words.hpp"

namespace snapcheck {

namespace {

// "every strongly connected topology of up to 4 processes, fifo channels, ..."
std::string bounds_in_words(const SmallestBounds& bounds) {
    return fmt::format(
        "{}, {} channels, up to {} a channel, {}{}",
        topologies_in_words(bounds.scope, "up to " + counted(bounds.processes, "process")),
        to_string(bounds.channels), counted(bounds.messages, "message"),
        initiators_in_words(bounds.scope), silence_in_words(bounds.may_fall_silent));
}

std::string headline(const SmallestAnswer& answer) {
    return fmt::format("{}: the smallest instance that violates {}, of {}\n",
                       answer.request.algorithm.name, answer.property,
                       bounds_in_words(answer.bounds));
}

// "3 smaller instances: 3 hold"
std::string tried(const SmallestAnswer& answer) {
    const AttemptCounts& smaller = answer.found.smaller;
    const std::string noun = answer.found.instance ? "smaller instance" : "instance";
    const std::string counts = in_words(smaller);
    return counted(smaller.all(), noun) + (counts.empty() ? "" : ": " + counts);
}

std::string figures(const SmallestAnswer& answer) {
    return fmt::format("  {}; {}; {:.2f} s\n", tried(answer),
                       counted(answer.found.smaller.states, "state"), answer.seconds);
}

std::string found_line(const SmallestAnswer& answer) {
    const Instance& instance = answer.request.instance;
    const std::string what = fmt::format(
        "{} on {} with {} a channel, started by {}", answer.property, answer.request.topology,
        counted(instance.messages, "message"), names_of(instance.initiators, instance.network));
    if (outcome_of(answer.found) == Outcome::violated)
        return fmt::format("VIOLATED - {}, shortest counterexample {}; {}", what,
                           counted(fewest_steps(answer.found.result), "step"), tried(answer));
    return fmt::format("INCONCLUSIVE - violated: {}; but of {}", what, tried(answer));
}

std::string none_line(const SmallestAnswer& answer) {
    if (outcome_of(answer.found) == Outcome::holds)
        return fmt::format("HOLDS - {} on {}; {}; nothing left to explore, states compared exactly",
                           answer.property, bounds_in_words(answer.bounds), tried(answer));
    return fmt::format("INCONCLUSIVE - {}no violation of {} found; {}",
                       answer.found.smaller.interrupted ? "interrupted: " : "", answer.property,
                       tried(answer));
}

}  // namespace

std::string smallest_text(const SmallestAnswer& answer) {
    const Request& request = answer.request;
    std::string text;
    if (!request.quiet) text = headline(answer) + figures(answer) + "\n";
    if (!request.quiet && answer.found.instance)
        text += text_body(request, answer.found.result, answer.traces) +
                "to check it alone: " + command_line(answer.words) + "\n\n";
    const std::string verdict = answer.found.instance ? found_line(answer) : none_line(answer);
    return text + painted(verdict, outcome_of(answer.found), request.color) + "\n";
}

}  // namespace snapcheck
