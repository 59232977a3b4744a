#include "traces/itf.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "traces/arrows.hpp"

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
    return parcel.message == 0 ? parcel.control : short_name(parcel);
}

class States {
  public:
    explicit States(const Trace& trace)
        : trace_(trace), ordered_(trace.run.cut.empty() || trace.run.cut[0].ordered) {}

    Json types() const {
        const std::string to = "<<Str, Str>> -> ";
        if (trace_.application)
            return {{"action", "Str"},
                    {"recorded", "Str -> Bool"},
                    {"in_transit", to + (ordered_ ? "Seq(Str)" : "(Str -> Int)")},
                    {"facts", "Str -> Str"}};
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
        return trace_.application ? state_of_application(index) : numbered_state(index);
    }

    /// A run that goes round comes back to a state that was there before, but for what led to it.
    /// Where it rests, it stays in a last state in which nothing happens.
    Json rest() const {
        Json state = state_of_application(trace_.run.events.size());
        state["#meta"]["index"] = trace_.run.events.size() + 1;
        state["action"] = "nothing";
        return state;
    }

  private:
    std::string action(std::size_t index) const {
        return index == 0 ? "initial state" : step_in_words(trace_, index - 1);
    }

    // Without numbers, which would have no end.
    Json state_of_application(std::size_t index) const {
        return {{"#meta", {{"index", index}}},
                {"action", action(index)},
                {"recorded", recorded(index)},
                {"in_transit",
                 of_channels(index, [&](const auto& c) { return contents(c.in_transit); })},
                {"facts", facts(index)}};
    }

    Json numbered_state(std::size_t index) const {
        return {{"#meta", {{"index", index}}},
                {"action", action(index)},
                {"recorded", recorded(index)},
                {"sent", of_channels(index, [](const auto& c) { return numbers(c.sent); })},
                {"received", of_channels(index, [](const auto& c) { return numbers(c.received); })},
                {"in_transit",
                 of_channels(index, [&](const auto& c) { return contents(c.in_transit); })},
                {"cut", of_channels(index, [&](const auto& c) { return cut(c); })},
                {"facts", facts(index)}};
    }

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
    if (trace.loop) text += ": " + length_of(trace);
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
        if (trace->loop) {
            if (!trace->repeats()) document["states"].push_back(states.rest());
            // The last state is the one that the cycle begins in: the one after that follows it.
            document["loop"] = *trace->loop + 1;
        }
    }
    return document.dump(1) + "\n";
}

}  // namespace snapcheck
