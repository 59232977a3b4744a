#include "checker/path_finder.hpp"

#include <algorithm>

namespace snapcheck {

template <class State>
std::vector<State> replay(const Expander<State>& model, const Path<State>& path) {
    std::vector<State> states{path.start};
    for (const Step step : path.steps) {
        bool enabled = false;
        model.for_each_step(states.back(), [&](Step candidate) { enabled |= candidate == step; });
        if (!enabled) throw ReplayFailure("not enabled: " + model.describe(states.back(), step));
        states.push_back(model.apply(states.back(), step));
    }
    return states;
}

template <class State>
PathFinder<State>::PathFinder(Expander<State>& model, unsigned depth, const SearchOptions& asked)
    : model_(model), workers_(asked.workers) {
    SearchOptions options;
    options.workers = asked.workers;
    options.count_runs = false;
    options.keep_layers = true;
    options.limits.max_depth = depth;
    options.limits.max_bytes = asked.limits.max_bytes;
    options.limits.interrupt = asked.limits.interrupt;
    Search<State> search(model, options);
    report_ = search.run();
    if (report_.ending != Ending::exhausted && report_.ending != Ending::depth_limit)
        throw SearchStopped{};
    layers_ = search.take_layers();
}

template <class State>
Path<State> PathFinder<State>::find(Observations wanted, unsigned depth) {
    wanted_ = wanted;
    end_depth_ = depth;
    cost_everything();
    Path<State> path{best_start(), {}};
    Place here = *find_state(0, path.start);
    unsigned actor = nobody();
    while (path.steps.size() < depth) {
        const Step step = best_step(here, actor);
        path.steps.push_back(step);
        actor = model_.actor(step);
        here = *place_after(here, step);
    }
    if ((model_.observe(replay(model_, path).back(), depth) & wanted) == 0)
        throw ReplayFailure("a path does not end in what it was to show");
    return path;
}

// From the last layer to the first, so that the costs of all successors are known. A model
// without grades has one layer, whose shards are sorted by depth: there, depth by depth.
template <class State>
void PathFinder<State>::cost_everything() {
    costs_.assign(layers_.size(), {});
    for (std::size_t layer = layers_.size(); layer-- > 0;) {
        costs_[layer].resize(layers_[layer].shards.size());
        if (model_.max_rise() != 0) {
            cost_layer(layer, 0, end_depth_);
        } else {
            for (unsigned depth = end_depth_ + 1; depth-- > 0;) cost_layer(layer, depth, depth);
        }
    }
}

template <class State>
void PathFinder<State>::cost_layer(std::size_t layer, unsigned least_depth, unsigned most_depth) {
    workers_.for_each(layers_[layer].shards.size(), [&](std::size_t i, unsigned) {
        const Shard<State>& shard = layers_[layer].shards[i];
        costs_[layer][i].resize(shard.states.size() * model_.actors(), hopeless);
        for (std::size_t k = 0; k < shard.states.size(); ++k)
            if (shard.depths[k] >= least_depth && shard.depths[k] <= most_depth)
                cost_state({layer, i, k}, &costs_[layer][i][k * model_.actors()]);
    });
}

template <class State>
void PathFinder<State>::cost_state(const Place& at, Cost* cost_of) const {
    if (depth(at) == end_depth_) {
        const bool found = (model_.observe(state(at), end_depth_) & wanted_) != 0;
        if (found) std::fill_n(cost_of, model_.actors(), Cost{0});
        return;
    }
    model_.for_each_step(state(at), [&](Step step) {
        Cost& cost = cost_of[model_.actor(step)];
        cost = std::min(cost, cost_of_taking(at, step));
    });
}

template <class State>
typename PathFinder<State>::Cost PathFinder<State>::cost_of_taking(const Place& at,
                                                                   Step step) const {
    const auto next = place_after(at, step);
    return next ? cheapest(*next, model_.actor(step)) : hopeless;
}

template <class State>
typename PathFinder<State>::Cost PathFinder<State>::cheapest(const Place& at,
                                                             unsigned last_actor) const {
    if (depth(at) == end_depth_) return costs(at)[0];
    Cost best = hopeless;
    for (unsigned actor = 0; actor < model_.actors(); ++actor)
        best = std::min(best, with_change(costs(at)[actor], last_actor, actor));
    return best;
}

template <class State>
typename PathFinder<State>::Cost PathFinder<State>::with_change(Cost cost, unsigned last_actor,
                                                                unsigned actor) const {
    const bool changes = last_actor != nobody() && last_actor != actor;
    return cost == hopeless ? hopeless : static_cast<Cost>(cost + (changes ? 1 : 0));
}

// Where a step leads to, if that lies one step deeper: only such steps are on shortest paths.
template <class State>
std::optional<typename PathFinder<State>::Place> PathFinder<State>::place_after(const Place& at,
                                                                                Step step) const {
    const State next = model_.apply(state(at), step);
    const auto place = find_state(at.layer + model_.rise(state(at), step, next), next);
    if (!place || depth(*place) != depth(at) + 1) return std::nullopt;
    return place;
}

template <class State>
std::optional<typename PathFinder<State>::Place> PathFinder<State>::find_state(
    std::size_t layer, const State& wanted) const {
    if (layer >= layers_.size()) return std::nullopt;
    const std::uint64_t h = hash(wanted);
    const std::size_t shard = layers_[layer].shard_of(h);
    const auto index = layers_[layer].shards[shard].states.find(wanted, h);
    if (!index) return std::nullopt;
    return Place{layer, shard, *index};
}

template <class State>
State PathFinder<State>::best_start() const {
    const std::vector<State> starts = model_.initial();
    return *std::ranges::min_element(
        starts, {}, [&](const State& start) { return cheapest(*find_state(0, start), nobody()); });
}

template <class State>
Step PathFinder<State>::best_step(const Place& at, unsigned last_actor) const {
    Step best{};
    Cost least = hopeless;
    model_.for_each_step(state(at), [&](Step step) {
        const Cost cost = with_change(cost_of_taking(at, step), last_actor, model_.actor(step));
        if (cost < least) {
            least = cost;
            best = step;
        }
    });
    return best;
}

template class PathFinder<Words<1>>;
template class PathFinder<Words<2>>;
template class PathFinder<Words<4>>;
template class PathFinder<Words<8>>;
template std::vector<Words<1>> replay(const Expander<Words<1>>&, const Path<Words<1>>&);
template std::vector<Words<2>> replay(const Expander<Words<2>>&, const Path<Words<2>>&);
template std::vector<Words<4>> replay(const Expander<Words<4>>&, const Path<Words<4>>&);
template std::vector<Words<8>> replay(const Expander<Words<8>>&, const Path<Words<8>>&);

}  // namespace snapcheck
