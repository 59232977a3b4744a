#include "models/narrate.hpp"

#include <algorithm>
#include <iterator>

#include "models/channels/all.hpp"
#include "models/recorded_cut.hpp"

namespace snapcheck {

namespace {

template <class Channels>
class Narrator {
  public:
    using Rules = SnapshotState<Channels>;
    using Kind = typename Rules::Kind;

    explicit Narrator(const Rules& rules) : rules_(rules), network_(rules.network()) {}

    Run run(const std::vector<View>& states, const std::vector<Step>& steps) const {
        Run run;
        for (std::size_t i = 0; i < steps.size(); ++i)
            run.events.push_back(event(states[i], steps[i], states[i + 1]));
        for (const View state : states) run.facts.push_back(facts(state));
        for (const View state : states) run.channels.push_back(channels(state));
        run.cut = cut_so_far(rules_, states.back());
        run.complete = rules_.snapshot_complete(states.back());
        run.waiting = waiting(states.back());
        for (unsigned c = 0; c < network_.channels(); ++c)
            run.in_transit.push_back(transit(states.back(), c));
        return run;
    }

    Event event(View before, Step step, View after) const {
        Event event;
        event.actor = rules_.actor(step);
        const Kind kind = Rules::kind_of(step);
        if (kind == Kind::act)
            event.own_step = rules_.own_step();
        else if (kind != Kind::initiate)
            event.channel = Rules::subject_of(step);
        if (kind == Kind::act) event.kind = Event::Kind::act;
        if (kind == Kind::send) tell_send(event, after);
        if (kind == Kind::deliver) tell_delivery(event, before, step);
        if (kind == Kind::transport) tell_transport(event, before, after);
        event.records_state =
            !rules_.recorded(before, event.actor) && rules_.recorded(after, event.actor);
        for (unsigned c = 0; c < network_.channels(); ++c) add_records(event, before, after, c);
        return event;
    }

  private:
    void tell_send(Event& event, View after) const {
        event.kind = Event::Kind::send;
        event.message = rules_.sent(after, event.channel);
    }

    void tell_delivery(Event& event, View before, Step step) const {
        event.stays = rules_.content().stays(Rules::detail_of(step));
        const Content content = rules_.delivered(before, step);
        event.kind = content.control ? Event::Kind::receive_control : Event::Kind::receive;
        event.message = content.number;
        if (content.control) event.control = rules_.spell_control(content.code);
    }

    // Either the head of the channel is gone, or there is something new at its end.
    void tell_transport(Event& event, View before, View after) const {
        event.kind = Channels::transport_loses ? Event::Kind::lose : Event::Kind::transmit;
        const View with_it = Channels::transport_loses ? before : after;
        const auto contents = rules_.content().in_transit(with_it, event.channel,
                                                          rules_.sent(with_it, event.channel));
        const Content& moved = Channels::transport_loses ? contents.front() : contents.back();
        event.message = moved.number;
        if (moved.control) event.control = rules_.spell_control(moved.code);
    }

    void add_records(Event& event, View before, View after, unsigned c) const {
        const auto old = rules_.recorded_content(before, c);
        for (const unsigned number : rules_.recorded_content(after, c))
            if (std::ranges::count(old, number) == 0) event.records.emplace_back(c, number);
    }

    std::vector<Fact> facts(View state) const {
        std::vector<Fact> facts;
        for (Process p = 0; p < network_.processes(); ++p) {
            facts.push_back({network_.name(p),
                             rules_.recorded(state, p) ? "has recorded" : "has not recorded"});
            std::ranges::copy(rules_.memory(state, p), std::back_inserter(facts));
        }
        for (unsigned c = 0; c < network_.channels(); ++c) add_channel_facts(facts, state, c);
        return facts;
    }

    void add_channel_facts(std::vector<Fact>& facts, View state, unsigned c) const {
        const std::string name = network_.channel_name(c);
        const auto [source, target] = network_.ends(c);
        facts.push_back({name + " in transit", in_brackets(transit(state, c))});
        if (const unsigned waiting = rules_.content().waiting_controls(state, c); waiting != 0)
            facts.push_back({name + " waiting in the outbox", std::to_string(waiting)});
        facts.push_back(
            {name + " received", numbers(numbers_in(rules_.content().received(state, c)), "{}")});
        if (rules_.recorded(state, source))
            facts.push_back(
                {name + " recorded as sent",
                 numbers(numbers_in(MessageSet::first(rules_.cut_sent(state, c))), "{}")});
        if (rules_.recorded(state, target))
            facts.push_back({name + " recorded as received",
                             numbers(numbers_in(rules_.content().cut_received(state, c)), "{}")});
        facts.push_back(
            {name + " recorded in transit",
             numbers(rules_.recorded_content(state, c), rules_.content().ordered ? "[]" : "{}")});
    }

    std::vector<ChannelState> channels(View state) const {
        const std::vector<ChannelCut> cut = cut_so_far(rules_, state);
        std::vector<ChannelState> all;
        for (unsigned c = 0; c < network_.channels(); ++c)
            all.push_back({parcels(state, c), rules_.content().waiting_controls(state, c),
                           MessageSet::first(rules_.sent(state, c)),
                           rules_.content().received(state, c), cut[c]});
        return all;
    }

    std::vector<Parcel> parcels(View state, unsigned c) const {
        std::vector<Parcel> parcels;
        for (const Content& content : rules_.content().in_transit(state, c, rules_.sent(state, c)))
            parcels.push_back({content.number, content.control ? rules_.spell_control(content.code)
                                                               : std::string()});
        return parcels;
    }

    std::string transit(View state, unsigned c) const {
        std::string text;
        for (const Content& content : rules_.content().in_transit(state, c, rules_.sent(state, c)))
            text += (text.empty() ? "" : ", ") + spell(content);
        return text;
    }

    // What has an order stands in square brackets, what has none in curly ones.
    std::string in_brackets(const std::string& list) const {
        return rules_.content().ordered ? "[" + list + "]" : "{" + list + "}";
    }

    std::string spell(const Content& content) const {
        if (content.control) return rules_.spell_control(content.code);
        const std::string message = "m" + std::to_string(content.number);
        const std::string stamp = rules_.spell_stamp(content.code);
        return stamp.empty() ? message : message + " (" + stamp + ")";
    }

    static std::string numbers(const std::vector<unsigned>& numbers, std::string_view brackets) {
        std::string text;
        for (const unsigned number : numbers)
            text += (text.empty() ? "m" : ", m") + std::to_string(number);
        return brackets.front() + text + brackets.back();
    }

    std::vector<Waiting> waiting(View state) const {
        std::vector<Waiting> all;
        for (Process p = 0; p < network_.processes(); ++p) {
            if (rules_.recorded(state, p) && rules_.process_done(state, p)) continue;
            all.push_back({p, rules_.recorded(state, p), rules_.awaited(state, p)});
        }
        return all;
    }

    const Rules& rules_;
    const Network& network_;
};

}  // namespace

template <class Channels>
Run tell_run(const SnapshotState<Channels>& rules, const std::vector<View>& states,
             const std::vector<Step>& steps) {
    return Narrator<Channels>(rules).run(states, steps);
}

template <class Channels>
Event tell_event(const SnapshotState<Channels>& rules, View before, Step step, View after) {
    return Narrator<Channels>(rules).event(before, step, after);
}

template Run tell_run(const SnapshotState<Bag>&, const std::vector<View>&,
                      const std::vector<Step>&);
template Event tell_event(const SnapshotState<Bag>&, View, Step, View);
template Run tell_run(const SnapshotState<Bounded>&, const std::vector<View>&,
                      const std::vector<Step>&);
template Event tell_event(const SnapshotState<Bounded>&, View, Step, View);
template Run tell_run(const SnapshotState<Causal>&, const std::vector<View>&,
                      const std::vector<Step>&);
template Event tell_event(const SnapshotState<Causal>&, View, Step, View);
template Run tell_run(const SnapshotState<Duplicating>&, const std::vector<View>&,
                      const std::vector<Step>&);
template Event tell_event(const SnapshotState<Duplicating>&, View, Step, View);
template Run tell_run(const SnapshotState<Fifo>&, const std::vector<View>&,
                      const std::vector<Step>&);
template Event tell_event(const SnapshotState<Fifo>&, View, Step, View);
template Run tell_run(const SnapshotState<Lossy>&, const std::vector<View>&,
                      const std::vector<Step>&);
template Event tell_event(const SnapshotState<Lossy>&, View, Step, View);

}  // namespace snapcheck
