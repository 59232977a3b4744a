#include "traces/json.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "models/application/application_judge.hpp"
#include "traces/space_time.hpp"

namespace snapcheck {

namespace {

using nlohmann::ordered_json;

ordered_json ends_json(const Network& network, unsigned channel) {
    const auto [source, target] = network.ends(channel);
    return {source, target};
}

// What a message of an application says is called otherwise than a control message.
const char* name_key(const Trace& trace, const Event& event) {
    return trace.application && event.message != 0 ? "content" : "control";
}

ordered_json step_json(const Trace& trace, std::size_t i) {
    const Event& event = trace.run.events[i];
    ordered_json step{{"step", i + 1},
                      {"text", step_in_words(trace, i)},
                      {"event", name_of(event.kind)},
                      {"process", event.actor}};
    if (event.kind != Event::Kind::initiate)
        step["channel"] = ends_json(trace.network, event.channel);
    if (event.message != 0) step["message"] = event.message;
    if (!event.control.empty()) step[name_key(trace, event)] = event.control;
    if (event.stays) step["stays"] = true;
    step["records_state"] = event.records_state;
    step["changes"] = ordered_json::object();
    for (const Fact& fact : trace.run.facts[i + 1])
        if (std::ranges::count(trace.run.facts[i], fact) == 0)
            step["changes"][fact.subject] = fact.value;
    return step;
}

void add_application(ordered_json& json, const OfApplication& application) {
    json["tables"] = ordered_json::array();
    for (const OfApplication::Table& table : application.processes)
        json["tables"].push_back({{"states", table.states},
                                  {"initial", table.initial},
                                  {"transitions", table.transitions}});
    json["contents"] = application.contents;
    json["conserved"] = application.conserved;
    json["channel_names"] = application.channels;
    json["invariants"] = application.invariants;
    if (!application.fairness.empty()) json["fairness"] = application.fairness;
}

ordered_json instance_json(const Trace& trace) {
    ordered_json json{{"algorithm", trace.algorithm},
                      {trace.application ? "application" : "topology", trace.topology},
                      {"channels", trace.channels}};
    if (trace.application)
        add_application(json, *trace.application);
    else if (trace.terms.budget)
        json["budget"] = *trace.terms.budget;
    else
        json["messages"] = trace.terms.messages;
    json["initiators"] = trace.terms.initiators;
    if (!trace.application) json["fall_silent"] = trace.terms.may_fall_silent;
    if (trace.terms.snapshots > 1) json["snapshots"] = trace.terms.snapshots;
    for (Process p = 0; p < trace.network.processes(); ++p)
        json["processes"].push_back(trace.network.name(p));
    json["network"] = ordered_json::array();
    for (unsigned channel = 0; channel < trace.network.channels(); ++channel)
        json["network"].push_back(ends_json(trace.network, channel));
    return json;
}

// Null: its source has not recorded, and will record all that it sends.
ordered_json sent_json(MessageSet sent) {
    return sent == MessageSet::first(64) ? ordered_json() : ordered_json(numbers_in(sent));
}

ordered_json cut_json(const ChannelCut& cut) {
    return {{"sent", sent_json(cut.sent)},
            {"received", numbers_in(cut.received)},
            {"recorded", cut.recorded},
            {"repeated", cut.repeated},
            {"ordered", cut.ordered}};
}

// A message by its number, in an application with what it says; a control message by its name.
ordered_json parcel_json(const Parcel& parcel, bool of_application) {
    if (parcel.message == 0) return parcel.control;
    if (!of_application) return parcel.message;
    return ordered_json::array({parcel.message, parcel.control});
}

ordered_json parcels_json(const std::vector<Parcel>& parcels, bool of_application) {
    ordered_json json = ordered_json::array();
    for (const Parcel& parcel : parcels) json.push_back(parcel_json(parcel, of_application));
    return json;
}

ordered_json channel_state_json(const ChannelState& channel, bool of_application) {
    return {{"in_transit", parcels_json(channel.in_transit, of_application)},
            {"in_outbox", channel.in_outbox},
            {"sent", numbers_in(channel.sent)},
            {"received", numbers_in(channel.received)},
            {"cut", cut_json(channel.cut)}};
}

/// What holds after so many steps. A subject may be there twice where processes have odd names, so
/// this is no object.
void add_state(ordered_json& json, const Trace& trace, std::size_t steps) {
    const Run& run = trace.run;
    const Observations observed = run.observed.empty() ? 0 : run.observed[steps];
    constexpr Observations of_properties = (Observations{1} << complete_bit) - 1;
    json["complete"] = (observed >> complete_bit & 1) != 0;
    json["violated"] = names_of(observed & of_properties);
    if (trace.application)
        for (unsigned k = 0; k < trace.application->invariants.size(); ++k)
            if ((observed >> (first_invariant_bit + k) & 1) != 0)
                json["violated"].push_back(trace.application->invariants[k]);
    json["state"] = ordered_json::array();
    for (const Fact& fact : run.facts[steps])
        json["state"].push_back(ordered_json::array({fact.subject, fact.value}));
    json["channels"] = ordered_json::array();
    for (const ChannelState& channel : run.channels[steps])
        json["channels"].push_back(channel_state_json(channel, trace.application.has_value()));
}

ordered_json whole_step(const Trace& trace, std::size_t i, const std::vector<unsigned>& follows) {
    const Event& event = trace.run.events[i];
    ordered_json step = step_json(trace, i);
    if (!event.own_step.empty()) step["own_step"] = event.own_step;
    if (trace.application && !trace.application->transitions[i].empty())
        step["transition"] = trace.application->transitions[i];
    if (event.snapshot != 0) step["snapshot"] = event.snapshot;
    step["sends"] = ordered_json::array();
    for (const auto& [channel, control] : event.sends)
        step["sends"].push_back(
            {{"channel", ends_json(trace.network, channel)}, {"control", control}});
    step["records"] = ordered_json::array();
    for (const auto& [channel, message] : event.records)
        step["records"].push_back(
            {{"channel", ends_json(trace.network, channel)}, {"message", message}});
    step["follows"] = follows;
    add_state(step, trace, i + 1);
    return step;
}

ordered_json channel_json(const Trace& trace, unsigned channel) {
    ordered_json json{{"channel", ends_json(trace.network, channel)}};
    json.update(cut_json(trace.run.cut[channel]));
    json["in_transit"] = trace.run.in_transit[channel];
    return json;
}

ordered_json waiting_json(const Trace& trace, const Waiting& waiting) {
    ordered_json json{{"process", waiting.process},
                      {"recorded", waiting.recorded},
                      {"channels", ordered_json::array()}};
    for (const unsigned channel : waiting.channels)
        json["channels"].push_back(ends_json(trace.network, channel));
    return json;
}

void add_end(ordered_json& json, const Trace& trace) {
    json["end"] = {{"complete", trace.run.complete},
                   {"channels", ordered_json::array()},
                   {"waiting", ordered_json::array()}};
    if (trace.run.snapshot != 0) json["end"]["snapshot"] = trace.run.snapshot;
    for (unsigned channel = 0; channel < trace.run.cut.size(); ++channel)
        json["end"]["channels"].push_back(channel_json(trace, channel));
    for (const Waiting& waiting : trace.run.waiting)
        json["end"]["waiting"].push_back(waiting_json(trace, waiting));
}

/// In one line what fits in one, everything else with a line for each of its parts.
std::string laid_out(const ordered_json& json, std::size_t indent) {
    constexpr std::size_t widest = 110;
    const std::string whole = json.dump();
    if (!json.is_structured() || whole.size() + indent <= widest) return whole;
    const std::string pad(indent + 2, ' ');
    std::string text = json.is_object() ? "{" : "[";
    for (auto part = json.begin(); part != json.end(); ++part) {
        text += (part == json.begin() ? "\n" : ",\n") + pad;
        if (json.is_object()) text += ordered_json(part.key()).dump() + ": ";
        text += laid_out(*part, indent + 2);
    }
    return text + "\n" + std::string(indent, ' ') + (json.is_object() ? "}" : "]");
}

}  // namespace

std::string_view name_of(Event::Kind kind) {
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

ordered_json steps_json(const Trace& trace) {
    ordered_json json = ordered_json::array();
    for (std::size_t i = 0; i < trace.run.events.size(); ++i) json.push_back(step_json(trace, i));
    return json;
}

ordered_json to_json(const Trace& trace) {
    ordered_json json{{"instance", instance_json(trace)}, {"violates", ordered_json::array()}};
    for (const Violation& violation : trace.violations)
        json["violates"].push_back({{"property", violation.property},
                                    {"meaning", violation.meaning},
                                    {"reason", violation.reason}});
    if (trace.shown)
        json["shows"] = {{"lemma", trace.shown->lemma},
                         {"meaning", trace.shown->meaning},
                         {"holds", trace.shown->holds},
                         {"reason", trace.shown->reason}};
    json["start"] = ordered_json::object();
    add_state(json["start"], trace, 0);
    json["steps"] = ordered_json::array();
    const auto follows = space_time::diagram_of(trace).follows;
    for (std::size_t i = 0; i < trace.run.events.size(); ++i)
        json["steps"].push_back(whole_step(trace, i, follows[i]));
    if (trace.loop) json["loop"] = *trace.loop;
    add_end(json, trace);
    return json;
}

std::string to_json_document(const std::vector<Trace>& traces) {
    ordered_json document{{"schema", trace_schema}, {"traces", ordered_json::array()}};
    for (const Trace& trace : traces) document["traces"].push_back(to_json(trace));
    return laid_out(document, 0) + "\n";
}

}  // namespace snapcheck
