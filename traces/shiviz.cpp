#include "traces/shiviz.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "traces/clocks.hpp"

namespace snapcheck {

namespace {

constexpr std::string_view expression = R"((?<host>.+?) (?<clock>\{".*?\}) (?<event>\d+: .*))";
constexpr std::string_view delimiter = "=== (?<trace>.*) ===";

// The log goes round once: an event has no other place to say so.
std::string round(const Trace& trace, std::size_t step) {
    return trace.repeats() && step >= *trace.loop ? ", again and again" : "";
}

std::string log_of(const Trace& trace) {
    const std::vector<Clock> clocks = clocks_of(trace.run, trace.network);
    std::string log;
    for (std::size_t i = 0; i < clocks.size(); ++i) {
        const Event& event = trace.run.events[i];
        log += fmt::format("{} {} {}: {}{}{}\n", place_of(event, trace.network),
                           nlohmann::json(clocks[i]).dump(), i + 1, step_in_words(trace, i),
                           event.records_state ? ", and records" : "", round(trace, i));
    }
    return log;
}

}  // namespace

std::string to_shiviz(const std::vector<Trace>& traces) {
    std::string text = fmt::format("{}\n{}\n", expression, delimiter);
    for (std::size_t i = 0; i < traces.size(); ++i)
        text += fmt::format("=== {}: {} ===\n{}", i + 1, names_of(traces[i]), log_of(traces[i]));
    return text;
}

}  // namespace snapcheck
