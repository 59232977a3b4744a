// Shortest paths to many states at once: one pass over the kept states, in the order of their
// depths, finds for each of them and for each actor that may have taken the last step the best way
// in. A way is better with fewer changes of actor, then with the lesser last step, then from the
// lesser state: the states themselves decide, not the order in which workers found them.
#pragma once

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

#include "checker/kept_states.hpp"
#include "checker/path_finder.hpp"

namespace snapcheck {

template <class State>
class WaysIn {
  public:
    WaysIn(const Generator& model, const KeptStates<State>& kept) : model_(model), kept_(kept) {
        number_states();
        ways_.resize(places_.size() * model_.actors());
        for (const std::vector<Number>& same_depth : by_depth_)
            for (const Number from : same_depth) lead_on(from);
    }

    std::vector<Path> to_each(const PathFinder::Classify& classify) const {
        std::map<std::size_t, Number> nearest;
        for (const std::vector<Number>& same_depth : by_depth_)
            for (const Number number : same_depth)
                if (const auto wanted = classify(state(number).data())) {
                    const auto [at, fresh] = nearest.emplace(*wanted, number);
                    if (!fresh && better_end(number, at->second)) at->second = number;
                }
        std::vector<Path> paths;
        for (const auto& [wanted, number] : nearest) paths.push_back(path_to(number));
        std::ranges::sort(paths, [](const Path& a, const Path& b) {
            return std::tuple(a.steps.size(), a.steps) < std::tuple(b.steps.size(), b.steps);
        });
        return paths;
    }

  private:
    using Number = std::uint32_t;
    using Place = typename KeptStates<State>::Place;

    /// The last step to a state, by one actor: from where, and who had gone before.
    struct Way {
        Number from = 0;
        Step step{};
        std::uint16_t changes = unknown;
        std::uint16_t actor_before = 0;
    };
    static constexpr std::uint16_t unknown = std::numeric_limits<std::uint16_t>::max();

    const State& state(Number number) const { return kept_.state(places_[number]); }
    unsigned depth(Number number) const { return kept_.depth(places_[number]); }
    const Way& way(Number number, unsigned actor) const {
        return ways_[std::size_t{number} * model_.actors() + actor];
    }
    Number number_of(const Place& at) const {
        return static_cast<Number>(first_[at.layer][at.shard] + at.index);
    }

    void number_states() {
        for (std::size_t layer = 0; layer < kept_.layers().size(); ++layer) {
            const auto& shards = kept_.layers()[layer].shards;
            first_.emplace_back();
            for (std::size_t shard = 0; shard < shards.size(); ++shard) {
                first_.back().push_back(places_.size());
                for (std::size_t i = 0; i < shards[shard].states.size(); ++i)
                    add({layer, shard, i});
            }
        }
    }

    void add(const Place& place) {
        const unsigned depth = kept_.depth(place);
        if (by_depth_.size() <= depth) by_depth_.resize(depth + 1);
        by_depth_[depth].push_back(static_cast<Number>(places_.size()));
        places_.push_back(place);
    }

    void lead_on(Number from) {
        model_.for_each_step(state(from).data(), [&](Step step) {
            const auto next = kept_.after(places_[from], step);
            if (!next) return;
            const unsigned actor = model_.actor(step);
            Way& best = ways_[std::size_t{number_of(*next)} * model_.actors() + actor];
            const Way candidate = way_through(from, step, actor);
            if (better(candidate, best)) best = candidate;
        });
    }

    Way way_through(Number from, Step step, unsigned actor) const {
        if (depth(from) == 0) return {from, step, 0, 0};
        Way best{from, step};
        for (unsigned before = 0; before < model_.actors(); ++before) {
            const std::uint16_t so_far = way(from, before).changes;
            const unsigned changes = so_far + (before == actor ? 0U : 1U);
            if (so_far == unknown || changes >= best.changes) continue;
            best.changes = static_cast<std::uint16_t>(changes);
            best.actor_before = static_cast<std::uint16_t>(before);
        }
        return best;
    }

    bool better(const Way& a, const Way& b) const {
        if (a.changes != b.changes) return a.changes < b.changes;
        if (a.step != b.step) return a.step < b.step;
        return state(a.from).word < state(b.from).word;
    }

    /// The least actor of those with whom as the last there are the fewest changes.
    unsigned best_actor(Number number) const {
        unsigned best = 0;
        for (unsigned actor = 1; actor < model_.actors(); ++actor)
            if (way(number, actor).changes < way(number, best).changes) best = actor;
        return best;
    }

    bool better_end(Number a, Number b) const {
        const auto rank = [&](Number number) {
            return std::tuple(depth(number), way(number, best_actor(number)).changes);
        };
        if (rank(a) != rank(b)) return rank(a) < rank(b);
        return state(a).word < state(b).word;
    }

    Path path_to(Number number) const {
        Path path;
        for (unsigned actor = best_actor(number); depth(number) != 0;) {
            const Way& last = way(number, actor);
            path.steps.push_back(last.step);
            number = last.from;
            actor = last.actor_before;
        }
        std::ranges::reverse(path.steps);
        path.start.assign(state(number).data(), state(number).data() + model_.words());
        return path;
    }

    const Generator& model_;
    const KeptStates<State>& kept_;
    std::vector<std::vector<std::size_t>> first_;  // [layer][shard]: the number of its first state
    std::vector<Place> places_;                    // by number
    std::vector<std::vector<Number>> by_depth_;
    std::vector<Way> ways_;  // actors() a state
};

}  // namespace snapcheck
