#include "traces/text.hpp"

#include <fmt/format.h>

#include "traces/diagram.hpp"
#include "traces/facts.hpp"

namespace snapcheck {

namespace {

std::string steps(const Trace& trace, bool whole_states) {
    const auto& facts = trace.run.facts;
    std::string text = whole_states ? "     0 the initial state\n" + everything(facts[0]) : "";
    for (std::size_t i = 0; i < trace.run.events.size(); ++i) {
        if (i == trace.loop) text += "       from here on, again and again:\n";
        text += fmt::format("  {:4} {}\n", i + 1, step_in_words(trace, i));
        text += whole_states ? everything(facts[i + 1]) : changes(facts[i], facts[i + 1]);
    }
    if (trace.repeats()) text += fmt::format("       and on with step {}\n", *trace.loop + 1);
    return text;
}

}  // namespace

std::string to_text(const Trace& trace, Detail detail, unsigned width) {
    std::string text =
        fmt::format("{} on {}, {} channels: {}, {}\n", trace.algorithm, trace.topology,
                    trace.channels, subject_of(trace), length_of(trace));
    if (detail == Detail::diagram || detail == Detail::diagram_and_diff)
        text += "\n" + to_diagram(trace, width) + "\n";
    if (detail != Detail::diagram) text += steps(trace, detail == Detail::full);
    for (const Violation& violation : trace.violations)
        text += fmt::format("  {} is violated: {}\n", violation.property, violation.reason);
    if (trace.shown) text += fmt::format("  {}\n", conclusions_of(trace).back());
    return text;
}

}  // namespace snapcheck
