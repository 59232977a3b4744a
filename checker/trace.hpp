// Counterexamples, walked back from the states that show them. There are no parent pointers: the search
// is run again up to the depth of the finding with its layers kept, and one pass from the last layer
// to the first says for every state on a shortest path how few changes of actor it takes from there.
// Forward from the initial state the path is then chosen: shortest, fewest changes of actor, least
// steps. Every choice is made by the graph alone, so the path is the same for any number of workers.
#pragma once

#include <optional>
#include <stdexcept>

#include "checker/explore.hpp"

namespace snapcheck {

/// A path: an initial state and the steps from it, in order.
template <Model M>
struct Path {
    typename M::State start;
    std::vector<Step> steps;
};

/// Raised when a path does not replay: a fault of ours, never of the user.
struct ReplayFailure : std::logic_error {
    using std::logic_error::logic_error;
};

/// All states along a path. Every step must be enabled where it is taken.
template <Model M>
std::vector<typename M::State> replay(const M& model, const Path<M>& path) {
    std::vector<typename M::State> states{path.start};
    for (const Step step : path.steps) {
        bool enabled = false;
        model.for_each_step(states.back(), [&](Step candidate) { enabled |= candidate == step; });
        if (!enabled) throw ReplayFailure("not enabled: " + model.describe(states.back(), step));
        states.push_back(model.apply(states.back(), step));
    }
    return states;
}

template <Model M>
Observations observe(const M& model, const typename M::State& state, unsigned depth) {
    bool terminal = true;
    model.for_each_step(state, [&](Step) { terminal = false; });
    return model.judge()(state, terminal, depth);
}

/// The least shortest paths to states at known depths, out of one retained search.
template <Model M>
class PathFinder {
  public:
    using State = typename M::State;

    /// Explores again up to `depth` and keeps everything.
    PathFinder(const M& model, unsigned depth, unsigned workers) : model_(model), workers_(workers) {
        SearchOptions options;
        options.workers = workers;
        options.count_runs = false;
        options.keep_layers = true;
        options.limits.max_depth = depth;
        Search<M> search(model, options);
        search.run();
        layers_ = search.take_layers();
    }

    /// The least shortest path to a state at `depth` in which one of `wanted` is observed.
    Path<M> find(Observations wanted, unsigned depth) {
        wanted_ = wanted;
        end_depth_ = depth;
        cost_everything();
        Path<M> path{best_start(), {}};
        Place here = *find_state(0, path.start);
        unsigned actor = nobody();
        while (path.steps.size() < depth) {
            const Step step = best_step(here, actor);
            path.steps.push_back(step);
            actor = model_.actor(step);
            here = *place_after(here, step);
        }
        if ((observe(model_, replay(model_, path).back(), depth) & wanted) == 0)
            throw ReplayFailure("a path does not end in what it was to show");
        return path;
    }

  private:
    using Cost = std::uint16_t;  // changes of actor
    static constexpr Cost hopeless = std::numeric_limits<Cost>::max();

    struct Place {
        std::size_t layer;
        std::size_t shard;
        std::size_t index;
    };

    unsigned nobody() const { return model_.actors(); }
    const Shard<State>& shard(const Place& at) const { return layers_[at.layer].shards[at.shard]; }
    const State& state(const Place& at) const { return shard(at).states[at.index]; }
    unsigned depth(const Place& at) const { return shard(at).depths[at.index]; }
    // The fewest changes from there to the end, for each actor that may go next.
    const Cost* costs(const Place& at) const {
        return &costs_[at.layer][at.shard][at.index * model_.actors()];
    }

    // From the last layer to the first, so that the costs of all successors are known. A model
    // without grades has one layer, whose shards are sorted by depth: there, depth by depth.
    void cost_everything() {
        costs_.assign(layers_.size(), {});
        for (std::size_t layer = layers_.size(); layer-- > 0;) {
            costs_[layer].resize(layers_[layer].shards.size());
            if (max_rise(model_) != 0) {
                cost_layer(layer, 0, end_depth_);
            } else {
                for (unsigned depth = end_depth_ + 1; depth-- > 0;) cost_layer(layer, depth, depth);
            }
        }
    }

    void cost_layer(std::size_t layer, unsigned least_depth, unsigned most_depth) {
        workers_.for_each(layers_[layer].shards.size(), [&](std::size_t i, unsigned) {
            const Shard<State>& shard = layers_[layer].shards[i];
            costs_[layer][i].resize(shard.states.size() * model_.actors(), hopeless);
            for (std::size_t k = 0; k < shard.states.size(); ++k)
                if (shard.depths[k] >= least_depth && shard.depths[k] <= most_depth)
                    cost_state({layer, i, k}, &costs_[layer][i][k * model_.actors()]);
        });
    }

    void cost_state(const Place& at, Cost* cost_of) const {
        if (depth(at) == end_depth_) {
            const bool found = (observe(model_, state(at), end_depth_) & wanted_) != 0;
            if (found) std::fill_n(cost_of, model_.actors(), Cost{0});
            return;
        }
        model_.for_each_step(state(at), [&](Step step) {
            Cost& cost = cost_of[model_.actor(step)];
            cost = std::min(cost, cost_of_taking(at, step));
        });
    }

    Cost cost_of_taking(const Place& at, Step step) const {
        const auto next = place_after(at, step);
        return next ? cheapest(*next, model_.actor(step)) : hopeless;
    }

    Cost cheapest(const Place& at, unsigned last_actor) const {
        if (depth(at) == end_depth_) return costs(at)[0];
        Cost best = hopeless;
        for (unsigned actor = 0; actor < model_.actors(); ++actor)
            best = std::min(best, with_change(costs(at)[actor], last_actor, actor));
        return best;
    }

    Cost with_change(Cost cost, unsigned last_actor, unsigned actor) const {
        const bool changes = last_actor != nobody() && last_actor != actor;
        return cost == hopeless ? hopeless : static_cast<Cost>(cost + (changes ? 1 : 0));
    }

    // Where a step leads to, if that lies one step deeper: only such steps are on shortest paths.
    std::optional<Place> place_after(const Place& at, Step step) const {
        const State next = model_.apply(state(at), step);
        const auto place = find_state(at.layer + rise(model_, state(at), step, next), next);
        if (!place || depth(*place) != depth(at) + 1) return std::nullopt;
        return place;
    }

    std::optional<Place> find_state(std::size_t layer, const State& wanted) const {
        if (layer >= layers_.size()) return std::nullopt;
        const std::uint64_t h = hash(wanted);
        const std::size_t shard = layers_[layer].shard_of(h);
        const auto index = layers_[layer].shards[shard].states.find(wanted, h);
        if (!index) return std::nullopt;
        return Place{layer, shard, *index};
    }

    State best_start() const {
        const std::vector<State> starts = model_.initial();
        return *std::ranges::min_element(starts, {}, [&](const State& start) {
            return cheapest(*find_state(0, start), nobody());
        });
    }

    Step best_step(const Place& at, unsigned last_actor) const {
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

    const M& model_;
    Workers workers_;
    std::vector<Layer<State>> layers_;
    std::vector<std::vector<std::vector<Cost>>> costs_;  // [layer][shard], actors() costs a state
    Observations wanted_ = 0;
    unsigned end_depth_ = 0;
};

}  // namespace snapcheck
