// A path, told as a run: who did what, what it changed, and what stands at its end.
#pragma once

#include <algorithm>

#include "models/event.hpp"
#include "models/snapshot_judge.hpp"
#include "models/spelling.hpp"

namespace snapcheck {

template <class Rules>
class Narrator {
  public:
    using View = const std::uint64_t*;

    explicit Narrator(const Rules& rules) : rules_(rules), network_(rules.network()) {}

    /// The run of `steps` through `states`, of which there is one more.
    Run run(const std::vector<View>& states, const std::vector<Step>& steps) const {
        Run run;
        for (std::size_t i = 0; i < steps.size(); ++i)
            run.events.push_back(event(states[i], steps[i], states[i + 1]));
        for (const View state : states) run.facts.push_back(facts(state));
        run.cut = cut_so_far(rules_, states.back());
        run.complete = rules_.complete(states.back());
        run.waiting = waiting(states.back());
        for (unsigned c = 0; c < network_.channels(); ++c)
            run.in_transit.push_back(transit(states.back(), c));
        return run;
    }

    Event event(View before, Step step, View after) const {
        Event event;
        event.actor = rules_.actor(step);
        if (Rules::kind_of(step) != Rules::Kind::initiate) event.channel = Rules::subject_of(step);
        if (Rules::kind_of(step) == Rules::Kind::send) {
            event.kind = Event::Kind::send;
            event.message = rules_.sent(after, event.channel);
        } else if (Rules::kind_of(step) == Rules::Kind::transport) {
            tell_transport(event, before, after);
        } else if (Rules::kind_of(step) == Rules::Kind::deliver) {
            event.stays = rules_.content().stays(Rules::detail_of(step));
            const Content content = rules_.delivered(before, step);
            event.kind = content.control ? Event::Kind::receive_control : Event::Kind::receive;
            event.message = content.number;
            if (content.control) event.control = Speller().spell(rules_.decode(content.code));
        }
        event.records_state =
            !rules_.recorded(before, event.actor) && rules_.recorded(after, event.actor);
        for (unsigned c = 0; c < network_.channels(); ++c) add_records(event, before, after, c);
        return event;
    }

  private:
    // Either the head of the channel is gone, or there is something new at its end.
    void tell_transport(Event& event, View before, View after) const {
        event.kind = Rules::transport_loses ? Event::Kind::lose : Event::Kind::transmit;
        const View with_it = Rules::transport_loses ? before : after;
        const auto contents = rules_.content().in_transit(with_it, event.channel,
                                                          rules_.sent(with_it, event.channel));
        const Content& moved = Rules::transport_loses ? contents.front() : contents.back();
        event.message = moved.number;
        if (moved.control) event.control = Speller().spell(rules_.decode(moved.code));
    }

    void add_records(Event& event, View before, View after, unsigned c) const {
        const auto old = rules_.content().recorded(before, c);
        for (const unsigned number : rules_.content().recorded(after, c))
            if (std::ranges::count(old, number) == 0) event.records.emplace_back(c, number);
    }

    std::vector<Fact> facts(View state) const {
        std::vector<Fact> facts;
        for (Process p = 0; p < network_.processes(); ++p) {
            facts.push_back({network_.name(p),
                             rules_.recorded(state, p) ? "has recorded" : "has not recorded"});
            const Speller speller(network_, rules_.plan().processes[p].channels);
            rules_.look(state, p, [&](const auto& algorithm, const auto&) {
                speller.each_member(
                    algorithm, [&](std::string_view name, const std::string& value) {
                        facts.push_back({network_.name(p) + " " + std::string(name), value});
                    });
            });
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
            {name + " received", numbers(members(rules_.content().received(state, c)), "{}")});
        if (rules_.recorded(state, source))
            facts.push_back({name + " recorded as sent",
                             numbers(members(MessageSet::first(rules_.cut_sent(state, c))), "{}")});
        if (rules_.recorded(state, target))
            facts.push_back({name + " recorded as received",
                             numbers(members(rules_.content().cut_received(state, c)), "{}")});
        facts.push_back(
            {name + " recorded in transit",
             numbers(rules_.content().recorded(state, c), rules_.content().ordered ? "[]" : "{}")});
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
        if (content.control) return Speller().spell(rules_.decode(content.code));
        const std::string message = "m" + std::to_string(content.number);
        const std::string stamp = rules_.spell_stamp(content.code);
        return stamp.empty() ? message : message + " (" + stamp + ")";
    }

    static std::vector<unsigned> members(MessageSet set) {
        std::vector<unsigned> numbers;
        for (unsigned number = 1; number <= 64; ++number)
            if (set.contains(number)) numbers.push_back(number);
        return numbers;
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
            if (rules_.recorded(state, p) && rules_.done(state, p)) continue;
            all.push_back({p, rules_.recorded(state, p), awaited(state, p)});
        }
        return all;
    }

    // Algorithms may say which inputs a process waits on: ChannelSet awaited(const Site&) const.
    std::vector<unsigned> awaited(View state, Process p) const {
        std::vector<unsigned> channels;
        rules_.look(state, p, [&](const auto& algorithm, const auto& site) {
            if constexpr (requires { algorithm.awaited(site); }) {
                for (const Channel channel : algorithm.awaited(site))
                    channels.push_back(rules_.plan().processes[p].channels[channel.port]);
            }
        });
        return channels;
    }

    const Rules& rules_;
    const Network& network_;
};

}  // namespace snapcheck
