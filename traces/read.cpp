#include "traces/read.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "checker/text_file.hpp"
#include "models/application/application_judge.hpp"
#include "traces/application_trace.hpp"
#include "traces/json.hpp"
#include "traces/json_node.hpp"
#include "traces/read_application.hpp"

namespace snapcheck {

namespace {

using nlohmann::json;
using Node = JsonNode;

constexpr std::size_t most_steps = 65'535;

Network read_network(const Node& instance) {
    std::vector<std::string> names;
    for (const Node& name : instance["processes"].list(Network::max_processes)) {
        names.push_back(name.words());
        if (names.back().empty()) name.complain("a process without a name");
        if (std::ranges::count(names, names.back()) > 1)
            name.complain(fmt::format("a second process '{}'", names.back()));
    }
    std::vector<ChannelEnds> channels;
    const auto last = static_cast<unsigned>(std::max<std::size_t>(names.size(), 1) - 1);
    for (const Node& edge : instance["network"].list(Network::max_channels)) {
        const auto ends = edge.list(2);
        if (ends.size() != 2) edge.complain("not the two ends of a channel");
        channels.push_back({ends[0].number(0, last), ends[1].number(0, last)});
    }
    return instance["network"].blame([&] { return Network(names, channels); });
}

Terms read_terms(const Node& instance, unsigned processes) {
    Terms terms;
    const bool free = !instance.has("application");
    if (!free) {
        terms.messages = 0;
    } else if (instance.has("budget")) {
        terms.budget.emplace();
        for (const Node& number : instance["budget"].list(processes))
            terms.budget->push_back(number.number(0, Instance::max_messages));
    } else {
        terms.messages = instance["messages"].number(0, Instance::max_messages);
    }
    terms.initiators.clear();
    for (const Node& p : instance["initiators"].list(processes))
        terms.initiators.push_back(p.number(0, processes - 1));
    std::ranges::sort(terms.initiators);
    const auto repeated = std::ranges::unique(terms.initiators);
    terms.initiators.erase(repeated.begin(), repeated.end());
    if (free) terms.may_fall_silent = instance["fall_silent"].flag();
    if (instance.has("snapshots"))
        terms.snapshots = instance["snapshots"].number(1, Instance::max_snapshots);
    return terms;
}

Event::Kind read_kind(const Node& node) {
    using enum Event::Kind;
    const std::string word = node.words();
    std::vector<std::string_view> names;
    for (const Event::Kind kind : {initiate, send, receive, receive_control, act, lose, transmit}) {
        names.push_back(name_of(kind));
        if (names.back() == word) return kind;
    }
    node.complain(unknown_word("event", word, names).what());
}

/// Reads what belongs to one network.
class TraceReader {
  public:
    explicit TraceReader(const Node& trace)
        : trace_(trace), network_(read_network(trace["instance"])) {
        if (trace["instance"].has("application"))
            application_ = read_application(trace["instance"], network_);
    }

    Trace read() const {
        const Node instance = trace_["instance"];
        Trace trace{instance["algorithm"].words(),
                    instance[application_ ? "application" : "topology"].words(),
                    instance["channels"].words(),
                    network_,
                    {},
                    {},
                    read_terms(instance, network_.processes())};
        trace.application = application_;
        instance.blame([&] {
            if (application_ && !trace.terms.initiators.empty())
                validate(setting_of(trace));
            else if (application_)
                setting_of(trace);  // of the application alone
            else
                validate(instance_of(trace));
        });
        for (const Node& violation : trace_["violates"].list(max_observations))
            trace.violations.push_back({read_property(violation["property"]),
                                        violation["meaning"].words(), violation["reason"].words()});
        if (trace_.has("shows")) trace.shown = read_shown(trace_["shows"]);
        read_state(trace_["start"], trace.run);
        for (const Node& step : trace_["steps"].list(most_steps)) {
            trace.run.events.push_back(read_event(step));
            read_state(step, trace.run);
            if (trace.application)
                trace.application->transitions.push_back(step.words_if("transition"));
        }
        if (application_ && trace_.has("loop"))
            trace.loop = trace_["loop"].number(0, static_cast<unsigned>(trace.run.events.size()));
        read_end(trace_["end"], trace.terms.snapshots, trace.run);
        return trace;
    }

  private:
    // In an application, what a user has asked for is one, too.
    unsigned read_property_bit(const Node& node) const {
        const std::string name = node.words();
        if (application_)
            for (unsigned k = 0; k < application_->invariants.size(); ++k)
                if (application_->invariants[k] == name) return first_invariant_bit + k;
        return node.blame([&] { return property_bit(name); });
    }

    std::string read_property(const Node& node) const {
        const unsigned bit = read_property_bit(node);
        return bit < first_invariant_bit ? std::string(catalogue()[bit].name) : node.words();
    }

    static Shown read_shown(const Node& node) {
        return {node["lemma"].words(), node["meaning"].words(), node["holds"].flag(),
                node["reason"].words()};
    }

    unsigned read_channel(const Node& node) const {
        const auto ends = node.list(2);
        if (ends.size() != 2) node.complain("not the two ends of a channel");
        const unsigned last = network_.processes() - 1;
        const auto channel = network_.channel(ends[0].number(0, last), ends[1].number(0, last));
        if (!channel) node.complain("there is no such channel");
        return *channel;
    }

    unsigned most_messages() const { return application_ ? most_numbered : Instance::max_messages; }
    unsigned read_message(const Node& node) const { return node.number(1, most_messages()); }

    Event read_event(const Node& step) const {
        Event event;
        event.kind = read_kind(step["event"]);
        event.actor = step["process"].number(0, network_.processes() - 1);
        if (has_channel(event.kind)) event.channel = read_channel(step["channel"]);
        const bool of_message =
            event.kind == Event::Kind::send || event.kind == Event::Kind::receive;
        if (of_message || step.has("message")) event.message = read_message(step["message"]);
        if (step.has("snapshot"))
            event.snapshot = step["snapshot"].number(1, Instance::max_snapshots);
        event.control = step.words_if(application_ && event.message != 0 ? "content" : "control");
        event.own_step = step.words_if("own_step");
        event.stays = step.has("stays") && step["stays"].flag();
        event.records_state = step["records_state"].flag();
        for (const Node& sent : step["sends"].list(most_steps))
            event.sends.emplace_back(read_channel(sent["channel"]), sent["control"].words());
        for (const Node& recorded : step["records"].list(most_steps))
            event.records.emplace_back(read_channel(recorded["channel"]),
                                       read_message(recorded["message"]));
        return event;
    }

    static bool has_channel(Event::Kind kind) {
        return kind != Event::Kind::initiate && kind != Event::Kind::act;
    }

    void read_state(const Node& node, Run& run) const {
        Observations observed =
            node["complete"].flag() ? Observations{1} << complete_bit : Observations{0};
        for (const Node& property : node["violated"].list(max_observations))
            observed |= Observations{1} << read_property_bit(property);
        run.observed.push_back(observed);
        run.facts.emplace_back();
        for (const Node& fact : node["state"].list(most_steps)) {
            const auto pair = fact.list(2);
            if (pair.size() != 2) fact.complain("not a pair of texts");
            run.facts.back().push_back({pair[0].words(), pair[1].words()});
        }
        const auto channels = node["channels"].list(network_.channels());
        if (channels.size() != network_.channels())
            node["channels"].complain("not an entry for each channel");
        run.channels.emplace_back();
        for (const Node& channel : channels)
            run.channels.back().push_back(read_channel_state(channel));
    }

    ChannelState read_channel_state(const Node& node) const {
        ChannelState channel{{},
                             node["in_outbox"].number(0, most_steps),
                             read_set(node["sent"]),
                             read_set(node["received"]),
                             read_cut(node["cut"])};
        for (const Node& parcel : node["in_transit"].list(most_steps))
            channel.in_transit.push_back(read_parcel(parcel));
        return channel;
    }

    Parcel read_parcel(const Node& node) const {
        if (node.is_text()) return {0, node.words()};
        if (!application_) return {read_message(node), {}};
        const auto parts = node.list(2);
        if (parts.size() != 2) node.complain("not a message and what it says");
        return {read_message(parts[0]), parts[1].words()};
    }

    // Null: what will have been sent when its source records.
    MessageSet read_recorded_as_sent(const Node& node) const {
        return node.is_null() ? MessageSet::first(64) : read_set(node);
    }
    MessageSet read_set(const Node& node) const {
        MessageSet set;
        for (const Node& number : node.list(most_messages())) set.insert(read_message(number));
        return set;
    }

    void read_end(const Node& end, unsigned snapshots, Run& run) const {
        run.complete = end["complete"].flag();
        if (end.has("snapshot")) run.snapshot = end["snapshot"].number(1, snapshots);
        run.cut.resize(network_.channels());
        run.in_transit.resize(network_.channels());
        const auto channels = end["channels"].list(network_.channels());
        if (channels.size() != network_.channels())
            end["channels"].complain("not an entry for each channel");
        for (const Node& node : channels) {
            const unsigned channel = read_channel(node["channel"]);
            run.cut[channel] = read_cut(node);
            run.in_transit[channel] = node["in_transit"].words();
        }
        for (const Node& node : end["waiting"].list(network_.processes()))
            run.waiting.push_back(read_waiting(node));
    }

    ChannelCut read_cut(const Node& node) const {
        ChannelCut cut{read_recorded_as_sent(node["sent"]),
                       read_set(node["received"]),
                       {},
                       node["repeated"].number(0, most_steps),
                       node["ordered"].flag()};
        for (const Node& number : node["recorded"].list(most_steps))
            cut.recorded.push_back(read_message(number));
        return cut;
    }

    Waiting read_waiting(const Node& node) const {
        Waiting waiting{
            node["process"].number(0, network_.processes() - 1), node["recorded"].flag(), {}};
        for (const Node& channel : node["channels"].list(network_.channels()))
            waiting.channels.push_back(read_channel(channel));
        return waiting;
    }

    const Node& trace_;
    Network network_;
    std::optional<OfApplication> application_;
};

json parse_json(std::string_view text, const std::string& where) {
    try {
        return json::parse(text);
    } catch (const json::parse_error& error) {
        const std::string_view before = text.substr(0, error.byte == 0 ? 0 : error.byte - 1);
        const std::size_t line_start = before.rfind('\n') + 1;  // 0 where there is none
        throw InputError(
            fmt::format("{}:{}:{}: not JSON: {}", where, std::ranges::count(before, '\n') + 1,
                        before.size() - line_start + 1,
                        before.size() + 1 >= text.size() ? "it ends too early"
                                                         : "something else is expected here"));
    }
}

void require_schema(const json& document, const std::string& where) {
    if (!document.is_object() || !document.contains("schema") || !document["schema"].is_string())
        throw InputError(
            fmt::format("{}: not a trace of snapcheck: it has no schema, which would be '{}'",
                        where, trace_schema));
    const auto& schema = document["schema"].get_ref<const std::string&>();
    if (schema != trace_schema)
        throw InputError(fmt::format(
            "{}: schema {}, where '{}' can be read; `check --trace-out FILE.json` writes it", where,
            in_quotes(schema), trace_schema));
}

}  // namespace

std::vector<Trace> parse_traces(std::string_view text, const std::string& where) {
    const json document = parse_json(text, where);
    require_schema(document, where);
    std::vector<Trace> traces;
    for (const Node& trace : Node(document, where + ": ")["traces"].list(max_observations))
        traces.push_back(TraceReader(trace).read());
    return traces;
}

std::vector<Trace> read_traces(const std::string& path) {
    return parse_traces(read_text_file(path, "trace"), printable(path));
}

}  // namespace snapcheck
