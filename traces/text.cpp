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
        text += fmt::format("  {:4} {}\n", i + 1, to_string(trace.run.events[i], trace.network));
        text += whole_states ? everything(facts[i + 1]) : changes(facts[i], facts[i + 1]);
    }
    return text;
}

}  // namespace

std::string to_text(const Trace& trace, Detail detail, unsigned width) {
    std::string text =
        fmt::format("{} on {}, {} channels: {}, {} {}\n", trace.algorithm, trace.topology,
                    trace.channels, subject_of(trace), trace.run.events.size(),
                    trace.run.events.size() == 1 ? "step" : "steps");
    if (detail == Detail::diagram || detail == Detail::diagram_and_diff)
        text += "\n" + to_diagram(trace, width) + "\n";
    if (detail != Detail::diagram) text += steps(trace, detail == Detail::full);
    for (const Violation& violation : trace.violations)
        text += fmt::format("  {} is violated: {}\n", violation.property, violation.reason);
    if (trace.shown) text += fmt::format("  {}\n", conclusions_of(trace).back());
    return text;
}

}  // namespace snapcheck
