#include "traces/itf.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace snapcheck {

namespace {

using Json = nlohmann::ordered_json;

// The values of the format that JSON does not have. No number of ours is too large for JSON.
Json set_of(const Json& members) {
    return {{"#set", members}};
}
Json map_of(const Json& pairs) {
    return {{"#map", pairs}};
}
Json pair_of(Json first, Json second) {
    return Json::array({std::move(first), std::move(second)});
}

std::string spelled(const Parcel& parcel) {
    return parcel.message == 0 ? parcel.control : fmt::format("m{}", parcel.message);
}

class States {
  public:
    explicit States(const Trace& trace)
        : trace_(trace), ordered_(trace.run.cut.empty() || trace.run.cut[0].ordered) {}

    Json types() const {
        const std::string to = "<<Str, Str>> -> ";
        return {{"action", "Str"},
                {"recorded", "Str -> Bool"},
                {"sent", to + "Set(Int)"},
                {"received", to + "Set(Int)"},
                {"in_transit", to + (ordered_ ? "Seq(Str)" : "(Str -> Int)")},
                {"cut", to + fmt::format("{{ sent: Set(Int), received: Set(Int), recorded: {} }}",
                                         ordered_ ? "Seq(Int)" : "Set(Int)")},
                {"facts", "Str -> Str"}};
    }

    Json state(std::size_t index) const {
        const Run& run = trace_.run;
        return {{"#meta", {{"index", index}}},
                {"action",
                 index == 0 ? "initial state" : to_string(run.events[index - 1], trace_.network)},
                {"recorded", recorded(index)},
                {"sent", of_channels(index, [](const auto& c) { return numbers(c.sent); })},
                {"received", of_channels(index, [](const auto& c) { return numbers(c.received); })},
                {"in_transit",
                 of_channels(index, [&](const auto& c) { return contents(c.in_transit); })},
                {"cut", of_channels(index, [&](const auto& c) { return cut(c); })},
                {"facts", facts(index)}};
    }

  private:
    static Json numbers(MessageSet set) { return set_of(numbers_in(set)); }

    Json recorded(std::size_t index) const {
        std::vector<bool> has(trace_.network.processes());
        for (std::size_t i = 0; i < index; ++i)
            if (trace_.run.events[i].records_state) has[trace_.run.events[i].actor] = true;
        Json pairs = Json::array();
        for (Process p = 0; p < has.size(); ++p)
            pairs.push_back(pair_of(trace_.network.name(p), bool{has[p]}));
        return map_of(pairs);
    }

    template <class Value>
    Json of_channels(std::size_t index, Value value) const {
        Json pairs = Json::array();
        for (unsigned c = 0; c < trace_.network.channels(); ++c) {
            const auto [source, target] = trace_.network.ends(c);
            const Json ends = {
                {"#tup", {trace_.network.name(source), trace_.network.name(target)}}};
            pairs.push_back(pair_of(ends, value(trace_.run.channels[index][c])));
        }
        return map_of(pairs);
    }

    // A sequence where there is an order, else how many there are of each.
    Json contents(const std::vector<Parcel>& parcels) const {
        Json list = Json::array();
        std::map<std::string, unsigned> counts;
        for (const Parcel& parcel : parcels) {
            list.push_back(spelled(parcel));
            ++counts[spelled(parcel)];
        }
        if (ordered_) return list;
        Json pairs = Json::array();
        for (const auto& [parcel, count] : counts) pairs.push_back(pair_of(parcel, count));
        return map_of(pairs);
    }

    Json cut(const ChannelState& channel) const {
        return {{"sent", numbers(channel.cut.sent & channel.sent)},
                {"received", numbers(channel.cut.received)},
                {"recorded",
                 ordered_ ? Json(channel.cut.recorded) : set_of(Json(channel.cut.recorded))}};
    }

    Json facts(std::size_t index) const {
        Json pairs = Json::array();
        for (const Fact& fact : trace_.run.facts[index])
            pairs.push_back(pair_of(fact.subject, fact.value));
        return map_of(pairs);
    }

    const Trace& trace_;
    bool ordered_;
};

Json meta(const std::string& description) {
    return {{"format", "ITF"},
            {"format-description", "https://apalache-mc.org/docs/adr/015adr-trace.html"},
            {"source", "snapcheck"},
            {"description", description}};
}

std::string description_of(const Trace& trace) {
    std::string text =
        fmt::format("{} on {}, {} channels", trace.algorithm, trace.topology, trace.channels);
    for (const std::string& reason : conclusions_of(trace)) text += "; " + reason;
    return text;
}

}  // namespace

std::string to_itf(const Trace* trace, std::string_view) {
    Json document{{"#meta", meta(trace == nullptr ? "no counterexample" : description_of(*trace))},
                  {"params", Json::array()},
                  {"vars", Json::array()},
                  {"states", Json::array()}};
    if (trace != nullptr) {
        const States states(*trace);
        document["#meta"]["varTypes"] = states.types();
        for (const auto& [variable, type] : document["#meta"]["varTypes"].items())
            document["vars"].push_back(variable);
        for (std::size_t i = 0; i < trace->run.channels.size(); ++i)
            document["states"].push_back(states.state(i));
    }
    return document.dump(1) + "\n";
}

}  // namespace snapcheck
