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

    Narrator(const Rules& rules, unsigned snapshot)
        : rules_(rules), network_(rules.network()), snapshot_(snapshot) {}

    Run run(const std::vector<View>& states, const std::vector<Step>& steps) const {
        Run run;
        for (std::size_t i = 0; i < steps.size(); ++i)
            run.events.push_back(event(states[i], steps[i], states[i + 1]));
        for (const View state : states) run.facts.push_back(facts(state));
        for (const View state : states) run.channels.push_back(channels(state));
        run.cut = cut_so_far(rules_, states.back(), snapshot_);
        run.snapshot = rules_.snapshots() == 1 ? 0 : snapshot_ + 1;
        run.complete = rules_.snapshot_complete(states.back(), snapshot_);
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
        if (kind == Kind::initiate && rules_.snapshots() > 1)
            event.snapshot = 1 + Rules::detail_of(step);
        if (kind == Kind::send) tell_send(event, after);
        if (kind == Kind::deliver) tell_delivery(event, before, step);
        if (kind == Kind::transport) tell_transport(event, before, after);
        event.records_state = !rules_.recorded(before, event.actor, snapshot_) &&
                              rules_.recorded(after, event.actor, snapshot_);
        for (unsigned c = 0; c < network_.channels(); ++c) {
            add_records(event, before, after, c);
            add_sends(event, before, after, c);
        }
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
        const auto old = rules_.recorded_content(before, c, snapshot_);
        for (const unsigned number : rules_.recorded_content(after, c, snapshot_))
            if (std::ranges::count(old, number) == 0) event.records.emplace_back(c, number);
    }

    // Control messages of one code are alike, so that counting them tells how many are new.
    void add_sends(Event& event, View before, View after, unsigned c) const {
        std::vector<std::uint64_t> old = controls(before, c);
        for (const std::uint64_t code : controls(after, c)) {
            const auto known = std::ranges::find(old, code);
            if (known == old.end())
                event.sends.emplace_back(c, rules_.spell_control(code));
            else
                old.erase(known);
        }
    }

    std::vector<std::uint64_t> controls(View state, unsigned c) const {
        std::vector<std::uint64_t> codes;
        for (const Content& content : rules_.content().in_transit(state, c, rules_.sent(state, c)))
            if (content.control) codes.push_back(content.code);
        return codes;
    }

    std::vector<Fact> facts(View state) const {
        std::vector<Fact> facts;
        for (Process p = 0; p < network_.processes(); ++p)
            for (unsigned s = 0; s < rules_.snapshots(); ++s) add_process_facts(facts, state, p, s);
        for (unsigned c = 0; c < network_.channels(); ++c) {
            add_channel_facts(facts, state, c);
            for (unsigned s = 0; s < rules_.snapshots(); ++s) add_cut_facts(facts, state, c, s);
        }
        return facts;
    }

    void add_process_facts(std::vector<Fact>& facts, View state, Process p, unsigned s) const {
        const std::string of = rules_.of_snapshot(s);
        const bool recorded = rules_.recorded(state, p, s);
        facts.push_back({network_.name(p) + of, recorded ? "has recorded" : "has not recorded"});
        for (const Fact& fact : rules_.memory(state, p, s))
            facts.push_back({fact.subject + of, fact.value});
    }

    void add_channel_facts(std::vector<Fact>& facts, View state, unsigned c) const {
        const std::string name = network_.channel_name(c);
        facts.push_back({name + " in transit", in_brackets(transit(state, c))});
        if (const unsigned waiting = rules_.content().waiting(state, c); waiting != 0)
            facts.push_back({name + " waiting in the outbox", std::to_string(waiting)});
        facts.push_back(
            {name + " received", numbers(numbers_in(rules_.content().received(state, c)), "{}")});
    }

    void add_cut_facts(std::vector<Fact>& facts, View state, unsigned c, unsigned s) const {
        const std::string name = network_.channel_name(c);
        const std::string of = rules_.of_snapshot(s);
        const auto [source, target] = network_.ends(c);
        if (rules_.recorded(state, source, s))
            facts.push_back(
                {name + " recorded as sent" + of,
                 numbers(numbers_in(MessageSet::first(rules_.cut_sent(state, c, s))), "{}")});
        if (rules_.recorded(state, target, s))
            facts.push_back(
                {name + " recorded as received" + of,
                 numbers(numbers_in(rules_.content().cut_received(state, c, s)), "{}")});
        facts.push_back(
            {name + " recorded in transit" + of, numbers(rules_.recorded_content(state, c, s),
                                                         rules_.content().ordered ? "[]" : "{}")});
    }

    std::vector<ChannelState> channels(View state) const {
        const std::vector<ChannelCut> cut = cut_so_far(rules_, state, snapshot_);
        std::vector<ChannelState> all;
        for (unsigned c = 0; c < network_.channels(); ++c)
            all.push_back({parcels(state, c), rules_.content().waiting(state, c),
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
            const bool recorded = rules_.recorded(state, p, snapshot_);
            if (recorded && rules_.process_done(state, p, snapshot_)) continue;
            all.push_back({p, recorded, rules_.awaited(state, p, snapshot_)});
        }
        return all;
    }

    const Rules& rules_;
    const Network& network_;
    unsigned snapshot_;  // that is told of
};

}  // namespace

template <class Channels>
Run tell_run(const SnapshotState<Channels>& rules, const std::vector<View>& states,
             const std::vector<Step>& steps, unsigned snapshot) {
    return Narrator<Channels>(rules, snapshot).run(states, steps);
}

template <class Channels>
Event tell_event(const SnapshotState<Channels>& rules, View before, Step step, View after,
                 unsigned snapshot) {
    return Narrator<Channels>(rules, snapshot).event(before, step, after);
}

template Run tell_run(const SnapshotState<Bag>&, const std::vector<View>&, const std::vector<Step>&,
                      unsigned);
template Event tell_event(const SnapshotState<Bag>&, View, Step, View, unsigned);
template Run tell_run(const SnapshotState<Bounded>&, const std::vector<View>&,
                      const std::vector<Step>&, unsigned);
template Event tell_event(const SnapshotState<Bounded>&, View, Step, View, unsigned);
template Run tell_run(const SnapshotState<Causal>&, const std::vector<View>&,
                      const std::vector<Step>&, unsigned);
template Event tell_event(const SnapshotState<Causal>&, View, Step, View, unsigned);
template Run tell_run(const SnapshotState<Duplicating>&, const std::vector<View>&,
                      const std::vector<Step>&, unsigned);
template Event tell_event(const SnapshotState<Duplicating>&, View, Step, View, unsigned);
template Run tell_run(const SnapshotState<Fifo>&, const std::vector<View>&,
                      const std::vector<Step>&, unsigned);
template Event tell_event(const SnapshotState<Fifo>&, View, Step, View, unsigned);
template Run tell_run(const SnapshotState<Lossy>&, const std::vector<View>&,
                      const std::vector<Step>&, unsigned);
template Event tell_event(const SnapshotState<Lossy>&, View, Step, View, unsigned);

}  // namespace snapcheck
