#include "traces/shiviz.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "traces/clocks.hpp"

namespace snapcheck {

namespace {

constexpr std::string_view expression = R"((?<host>.+?) (?<clock>\{".*?\}) (?<event>\d+: .*))";
constexpr std::string_view delimiter = "=== (?<trace>.*) ===";

std::string log_of(const Trace& trace) {
    const std::vector<Clock> clocks = clocks_of(trace.run, trace.network);
    std::string log;
    for (std::size_t i = 0; i < clocks.size(); ++i) {
        const Event& event = trace.run.events[i];
        log += fmt::format("{} {} {}: {}{}\n", place_of(event, trace.network),
                           nlohmann::json(clocks[i]).dump(), i + 1, to_string(event, trace.network),
                           event.records_state ? ", and records" : "");
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
