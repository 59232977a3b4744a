#include "checker/path_finder.hpp"

#include <algorithm>
#include <optional>

#include "checker/search.hpp"
#include "checker/ways_in.hpp"

namespace snapcheck {

namespace {

/// A path finder for states of one width.
template <class State>
class LayerWalk final : public PathFinder {
  public:
    LayerWalk(Generator& model, unsigned depth, const SearchOptions& options);

    unsigned first_depth(unsigned bit) const override { return report_.observed[bit].depth; }
    Path find(Observations wanted, unsigned depth) override;
    std::vector<Path> find_each(const Classify& classify) override {
        return WaysIn<State>(model_, *kept_).to_each(classify);
    }

  private:
    using Cost = std::uint16_t;  // changes of actor
    static constexpr Cost hopeless = std::numeric_limits<Cost>::max();

    using Place = typename KeptStates<State>::Place;

    static Place existing(std::optional<Place> place) {
        if (!place) throw ReplayFailure("a path leads out of what was explored");
        return *place;
    }
    unsigned nobody() const { return model_.actors(); }
    const State& state(const Place& at) const { return kept_->state(at); }
    unsigned depth(const Place& at) const { return kept_->depth(at); }
    // The fewest changes from there to the end, for each actor that may go next.
    const Cost* costs(const Place& at) const {
        return &costs_[at.layer][at.shard][at.index * model_.actors()];
    }

    void cost_everything();
    void cost_layer(std::size_t layer, unsigned least_depth, unsigned most_depth);
    void cost_state(const Place& at, Cost* cost_of) const;
    Cost cost_of_taking(const Place& at, Step step) const;
    Cost cheapest(const Place& at, unsigned last_actor) const;
    Cost with_change(Cost cost, unsigned last_actor, unsigned actor) const;
    State best_start() const;
    Step best_step(const Place& at, unsigned last_actor) const;

    Generator& model_;
    Workers workers_;
    Report report_;
    std::optional<KeptStates<State>> kept_;
    std::vector<std::vector<std::vector<Cost>>> costs_;  // [layer][shard], actors() costs a state
    Observations wanted_ = 0;
    unsigned end_depth_ = 0;
};

template <class State>
LayerWalk<State>::LayerWalk(Generator& model, unsigned depth, const SearchOptions& asked)
    : model_(model), workers_(asked.workers) {
    auto kept = Search<State>::explore_and_keep(model, depth, asked);
    report_ = std::move(kept.report);
    kept_.emplace(model, std::move(kept.layers));
}

template <class State>
Path LayerWalk<State>::find(Observations wanted, unsigned depth) {
    wanted_ = wanted;
    end_depth_ = depth;
    cost_everything();
    const State start = best_start();
    Path path{{start.data(), start.data() + model_.words()}, {}};
    Place here = existing(kept_->find(0, start));
    unsigned actor = nobody();
    while (path.steps.size() < depth) {
        const Step step = best_step(here, actor);
        path.steps.push_back(step);
        actor = model_.actor(step);
        here = existing(kept_->after(here, step));
    }
    if ((model_.observe(replay(model_, path).back().data(), depth) & wanted) == 0)
        throw ReplayFailure("a path does not end in what it was to show");
    return path;
}

// From the last layer to the first, so that the costs of all successors are known. A model
// without grades has one layer, whose shards are sorted by depth: there, depth by depth.
template <class State>
void LayerWalk<State>::cost_everything() {
    const auto& layers = kept_->layers();
    costs_.assign(layers.size(), {});
    for (std::size_t layer = layers.size(); layer-- > 0;) {
        costs_[layer].resize(layers[layer].shards.size());
        if (model_.max_rise() != 0) {
            cost_layer(layer, 0, end_depth_);
        } else {
            for (unsigned depth = end_depth_ + 1; depth-- > 0;) cost_layer(layer, depth, depth);
        }
    }
}

template <class State>
void LayerWalk<State>::cost_layer(std::size_t layer, unsigned least_depth, unsigned most_depth) {
    const auto& shards = kept_->layers()[layer].shards;
    workers_.for_each(shards.size(), [&](std::size_t i, unsigned) {
        const Shard<State>& shard = shards[i];
        costs_[layer][i].resize(shard.states.size() * model_.actors(), hopeless);
        for (std::size_t k = 0; k < shard.states.size(); ++k)
            if (shard.depths[k] >= least_depth && shard.depths[k] <= most_depth)
                cost_state({layer, i, k}, &costs_[layer][i][k * model_.actors()]);
    });
}

template <class State>
void LayerWalk<State>::cost_state(const Place& at, Cost* cost_of) const {
    if (depth(at) == end_depth_) {
        const bool found = (model_.observe(state(at).data(), end_depth_) & wanted_) != 0;
        if (found) std::fill_n(cost_of, model_.actors(), Cost{0});
        return;
    }
    model_.for_each_step(state(at).data(), [&](Step step) {
        Cost& cost = cost_of[model_.actor(step)];
        cost = std::min(cost, cost_of_taking(at, step));
    });
}

template <class State>
typename LayerWalk<State>::Cost LayerWalk<State>::cost_of_taking(const Place& at, Step step) const {
    const auto next = kept_->after(at, step);
    return next ? cheapest(*next, model_.actor(step)) : hopeless;
}

template <class State>
typename LayerWalk<State>::Cost LayerWalk<State>::cheapest(const Place& at,
                                                           unsigned last_actor) const {
    if (depth(at) == end_depth_) return costs(at)[0];
    Cost best = hopeless;
    for (unsigned actor = 0; actor < model_.actors(); ++actor)
        best = std::min(best, with_change(costs(at)[actor], last_actor, actor));
    return best;
}

template <class State>
typename LayerWalk<State>::Cost LayerWalk<State>::with_change(Cost cost, unsigned last_actor,
                                                              unsigned actor) const {
    const bool changes = last_actor != nobody() && last_actor != actor;
    return cost == hopeless ? hopeless : static_cast<Cost>(cost + (changes ? 1 : 0));
}

template <class State>
State LayerWalk<State>::best_start() const {
    State best{};
    Cost least = hopeless;
    bool found = false;
    model_.for_each_initial([&](View words) {
        State start{};
        std::copy_n(words, model_.words(), start.data());
        const Cost cost = cheapest(existing(kept_->find(0, start)), nobody());
        if (found && cost >= least) return;
        least = cost;
        best = start;
        found = true;
    });
    return best;
}

template <class State>
Step LayerWalk<State>::best_step(const Place& at, unsigned last_actor) const {
    Step best{};
    Cost least = hopeless;
    model_.for_each_step(state(at).data(), [&](Step step) {
        const Cost cost = with_change(cost_of_taking(at, step), last_actor, model_.actor(step));
        if (cost < least) {
            least = cost;
            best = step;
        }
    });
    return best;
}

}  // namespace

std::vector<std::vector<std::uint64_t>> replay(const Generator& model, const Path& path) {
    std::vector<std::vector<std::uint64_t>> states{path.start};
    for (const Step step : path.steps) {
        const View here = states.back().data();
        bool enabled = false;
        model.for_each_step(here, [&](Step candidate) { enabled |= candidate == step; });
        if (!enabled) throw ReplayFailure("not enabled: " + model.describe(here, step));
        states.push_back(states.back());
        model.take(states.back().data(), step);
    }
    return states;
}

std::unique_ptr<PathFinder> explore_for_paths(Generator& model, unsigned depth,
                                              const SearchOptions& options) {
    return with_states_of(model.words(), [&]<class State>() -> std::unique_ptr<PathFinder> {
        return std::make_unique<LayerWalk<State>>(model, depth, options);
    });
}

}  // namespace snapcheck
