#include "cli/estimate_report.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/report_json.hpp"
#include "cli/report_text.hpp"
#include "cli/rough.hpp"
#include "cli/words.hpp"

namespace snapcheck {

namespace {

using nlohmann::ordered_json;

template <class Format>
std::string line(std::string_view what, const Interval& interval, Format format) {
    if (interval.low >= interval.high)
        return fmt::format("  {:<12} {}\n", what, format(interval.likely));
    return fmt::format("  {:<12} {} to {}, likely about {}\n", what, format(interval.low),
                       format(interval.high), format(interval.likely));
}

std::string how(const Estimate& counts) {
    if (counts.exact) return "all of it was searched, for there is no more";
    std::string text = fmt::format(
        "the states of the first {} were counted, those of the others estimated by random walks",
        counted(counts.counted, "layer"));
    if (counts.missed_ways >= 0.0005)
        text +=
            fmt::format(", which miss {:.1f} % of the ways into a state", counts.missed_ways * 100);
    return text;
}

ordered_json json_of(const Interval& interval) {
    return {{"low", interval.low}, {"likely", interval.likely}, {"high", interval.high}};
}

}  // namespace

std::string estimate_text(const Request& request, const Forecast& forecast) {
    const Estimate& counts = forecast.counts;
    const auto exactly = [](double number) { return grouped(static_cast<std::uint64_t>(number)); };
    const auto number = [&](double value) {
        return counts.exact ? exactly(value) : rough_number(value);
    };
    std::string text;
    if (!request.quiet)
        text = headline(request) + line("states", counts.states, number) +
               line("transitions", counts.transitions, number) +
               line("time", forecast.seconds, rough_time) +
               line("memory", forecast.bytes, rough_size) +
               fmt::format("  how: {}; {} states a second in the first ones\n\n", how(counts),
                           rough_number(forecast.states_a_second));
    if (counts.exact)
        return text + fmt::format("COUNTED - {}, depth {}\n",
                                  fmt::format("{} states", exactly(counts.states.likely)),
                                  counts.depth);
    return text + fmt::format("ESTIMATE - {} to {} states, {} to {}, {} to {}\n",
                              rough_number(counts.states.low), rough_number(counts.states.high),
                              rough_time(forecast.seconds.low), rough_time(forecast.seconds.high),
                              rough_size(forecast.bytes.low), rough_size(forecast.bytes.high));
}

std::string estimate_json(const Request& request, const Forecast& forecast) {
    const Estimate& counts = forecast.counts;
    ordered_json document = document_of("estimate");
    document["instance"] = instance_json(request);
    document["exact"] = counts.exact;
    document["states"] = json_of(counts.states);
    document["transitions"] = json_of(counts.transitions);
    document["depth"] = counts.depth;
    document["seconds"] = json_of(forecast.seconds);
    document["bytes"] = json_of(forecast.bytes);
    document["counted_layers"] = counts.counted;
    document["missed_ways"] = counts.missed_ways;
    document["states_a_second"] = forecast.states_a_second;
    document["workers"] = request.options.workers;
    return document.dump(2) + "\n";
}

}  // namespace snapcheck
