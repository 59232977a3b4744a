// A path of the checker, told as a run: who did what, what it changed, and what stands at its end.
#pragma once

#include <algorithm>

#include "checker/trace.hpp"
#include "models/event.hpp"
#include "models/snapshot_judge.hpp"
#include "models/spelling.hpp"

namespace snapcheck {

template <class Model>
class Narrator {
  public:
    using State = typename Model::State;

    explicit Narrator(const Model& model) : model_(model), network_(model.network()) {}

    Run run(const Path<Model>& path) const {
        const std::vector<State> states = replay(model_, path);
        Run run;
        for (std::size_t i = 0; i < path.steps.size(); ++i)
            run.events.push_back(event(states[i], path.steps[i], states[i + 1]));
        for (const State& state : states) run.facts.push_back(facts(state));
        run.cut = cut_so_far(model_, states.back());
        run.complete = model_.complete(states.back());
        run.waiting = waiting(states.back());
        for (unsigned c = 0; c < network_.channels(); ++c) run.in_transit.push_back(transit(states.back(), c));
        return run;
    }

    Event event(const State& before, Step step, const State& after) const {
        Event event;
        event.actor = model_.actor(step);
        if (Model::kind_of(step) != Model::Kind::initiate) event.channel = Model::subject_of(step);
        if (Model::kind_of(step) == Model::Kind::send) {
            event.kind = Event::Kind::send;
            event.message = model_.sent(after, event.channel);
        } else if (Model::kind_of(step) == Model::Kind::deliver) {
            const Content content = model_.delivered(before, step);
            event.kind = content.control ? Event::Kind::receive_control : Event::Kind::receive;
            event.message = content.number;
            if (content.control) event.control = Speller().spell(model_.decode(content.code));
        }
        event.records_state = !model_.recorded(before, event.actor) && model_.recorded(after, event.actor);
        for (unsigned c = 0; c < network_.channels(); ++c) add_records(event, before, after, c);
        return event;
    }

  private:
    void add_records(Event& event, const State& before, const State& after, unsigned c) const {
        const auto old = model_.content().recorded(before.data(), c);
        for (const unsigned number : model_.content().recorded(after.data(), c))
            if (std::ranges::count(old, number) == 0) event.records.emplace_back(c, number);
    }

    std::vector<Fact> facts(const State& state) const {
        std::vector<Fact> facts;
        for (Process p = 0; p < network_.processes(); ++p) {
            facts.push_back({network_.name(p), model_.recorded(state, p) ? "has recorded" : "has not recorded"});
            const Speller speller(network_, model_.plan().processes[p].channels);
            model_.look(state, p, [&](const auto& algorithm, const auto&) {
                speller.each_member(algorithm, [&](std::string_view name, const std::string& value) {
                    facts.push_back({network_.name(p) + " " + std::string(name), value});
                });
            });
        }
        for (unsigned c = 0; c < network_.channels(); ++c) add_channel_facts(facts, state, c);
        return facts;
    }

    void add_channel_facts(std::vector<Fact>& facts, const State& state, unsigned c) const {
        const std::string name = network_.channel_name(c);
        const auto [source, target] = network_.ends(c);
        facts.push_back({name + " in transit", "[" + transit(state, c) + "]"});
        facts.push_back({name + " received", numbers(members(model_.content().received(state.data(), c)), "{}")});
        if (model_.recorded(state, source))
            facts.push_back({name + " recorded as sent", numbers(members(MessageSet::first(model_.cut_sent(state, c))), "{}")});
        if (model_.recorded(state, target))
            facts.push_back({name + " recorded as received", numbers(members(model_.content().cut_received(state.data(), c)), "{}")});
        facts.push_back({name + " recorded in transit", numbers(model_.content().recorded(state.data(), c), model_.content().ordered ? "[]" : "{}")});
    }

    std::string transit(const State& state, unsigned c) const {
        std::string text;
        for (const Content& content : model_.content().in_transit(state.data(), c, model_.sent(state, c)))
            text += (text.empty() ? "" : ", ") + spell(content);
        return text;
    }

    std::string spell(const Content& content) const {
        if (content.control) return Speller().spell(model_.decode(content.code));
        return "m" + std::to_string(content.number);
    }

    static std::vector<unsigned> members(MessageSet set) {
        std::vector<unsigned> numbers;
        for (unsigned number = 1; number <= 64; ++number)
            if (set.contains(number)) numbers.push_back(number);
        return numbers;
    }

    static std::string numbers(const std::vector<unsigned>& numbers, std::string_view brackets) {
        std::string text;
        for (const unsigned number : numbers) text += (text.empty() ? "m" : ", m") + std::to_string(number);
        return brackets.front() + text + brackets.back();
    }

    std::vector<Waiting> waiting(const State& state) const {
        std::vector<Waiting> all;
        for (Process p = 0; p < network_.processes(); ++p) {
            if (model_.recorded(state, p) && model_.done(state, p)) continue;
            all.push_back({p, model_.recorded(state, p), awaited(state, p)});
        }
        return all;
    }

    // Algorithms may say which inputs a process waits on: ChannelSet awaited(const Site&) const.
    std::vector<unsigned> awaited(const State& state, Process p) const {
        std::vector<unsigned> channels;
        model_.look(state, p, [&](const auto& algorithm, const auto& site) {
            if constexpr (requires { algorithm.awaited(site); }) {
                for (const Channel channel : algorithm.awaited(site))
                    channels.push_back(model_.plan().processes[p].channels[channel.port]);
            }
        });
        return channels;
    }

    const Model& model_;
    const Network& network_;
};

template <class Algorithm, class Channels, unsigned WordCount>
std::string SnapshotModel<Algorithm, Channels, WordCount>::describe(const State& before, Step step) const {
    return to_string(Narrator(*this).event(before, step, apply(before, step)), network());
}

}  // namespace snapcheck
