#include "traces/json.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace snapcheck {

namespace {

using nlohmann::ordered_json;

std::string_view kind_name(Event::Kind kind) {
    switch (kind) {
        case Event::Kind::initiate:
            return "initiate";
        case Event::Kind::send:
            return "send";
        case Event::Kind::receive:
            return "receive";
        case Event::Kind::act:
            return "act";
        case Event::Kind::lose:
            return "lose";
        case Event::Kind::transmit:
            return "transmit";
        default:
            return "receive-control";
    }
}

ordered_json step_json(const Trace& trace, std::size_t i) {
    const Event& event = trace.run.events[i];
    ordered_json step{{"step", i + 1},
                      {"text", to_string(event, trace.network)},
                      {"event", kind_name(event.kind)},
                      {"process", event.actor}};
    if (event.kind != Event::Kind::initiate) {
        const auto [source, target] = trace.network.ends(event.channel);
        step["channel"] = {source, target};
    }
    if (event.message != 0) step["message"] = event.message;
    if (!event.control.empty()) step["control"] = event.control;
    if (event.stays) step["stays"] = true;
    step["records_state"] = event.records_state;
    step["changes"] = ordered_json::object();
    for (const Fact& fact : trace.run.facts[i + 1])
        if (std::ranges::count(trace.run.facts[i], fact) == 0)
            step["changes"][fact.subject] = fact.value;
    return step;
}

ordered_json channel_json(const Trace& trace, unsigned channel) {
    const ChannelCut& cut = trace.run.cut[channel];
    const auto numbers = [](MessageSet set) {
        ordered_json list = ordered_json::array();
        for (unsigned number = 1; number <= 64; ++number)
            if (set.contains(number)) list.push_back(number);
        return list;
    };
    const auto [source, target] = trace.network.ends(channel);
    return {{"channel", {source, target}},
            {"sent", numbers(cut.sent)},
            {"received", numbers(cut.received)},
            {"recorded", cut.recorded}};
}

}  // namespace

ordered_json to_json(const Trace& trace) {
    ordered_json json{{"violates", ordered_json::array()}, {"steps", ordered_json::array()}};
    for (const Violation& violation : trace.violations)
        json["violates"].push_back(
            {{"property", violation.property}, {"reason", violation.reason}});
    for (std::size_t i = 0; i < trace.run.events.size(); ++i)
        json["steps"].push_back(step_json(trace, i));
    if (!trace.run.complete) return json;
    for (unsigned channel = 0; channel < trace.run.cut.size(); ++channel)
        json["snapshot"].push_back(channel_json(trace, channel));
    return json;
}

}  // namespace snapcheck
