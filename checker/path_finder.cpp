#include "checker/path_finder.hpp"

#include <algorithm>
#include <optional>

#include "checker/search.hpp"

namespace snapcheck {

namespace {

/// A path finder for states of one width.
template <class State>
class LayerWalk final : public PathFinder {
  public:
    LayerWalk(Generator& model, unsigned depth, const SearchOptions& options);

    unsigned first_depth(unsigned bit) const override { return report_.observed[bit].depth; }
    Path find(Observations wanted, unsigned depth) override;

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

    void cost_everything();
    void cost_layer(std::size_t layer, unsigned least_depth, unsigned most_depth);
    void cost_state(const Place& at, Cost* cost_of) const;
    Cost cost_of_taking(const Place& at, Step step) const;
    Cost cheapest(const Place& at, unsigned last_actor) const;
    Cost with_change(Cost cost, unsigned last_actor, unsigned actor) const;
    std::optional<Place> place_after(const Place& at, Step step) const;
    std::optional<Place> find_state(std::size_t layer, const State& wanted) const;
    State best_start() const;
    Step best_step(const Place& at, unsigned last_actor) const;
    Generator& model_;
    Workers workers_;
    Report report_;
    std::vector<Layer<State>> layers_;
    std::vector<std::vector<std::vector<Cost>>> costs_;  // [layer][shard], actors() costs a state
    Observations wanted_ = 0;
    unsigned end_depth_ = 0;
};

template <class State>
LayerWalk<State>::LayerWalk(Generator& model, unsigned depth, const SearchOptions& asked)
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
Path LayerWalk<State>::find(Observations wanted, unsigned depth) {
    wanted_ = wanted;
    end_depth_ = depth;
    cost_everything();
    const State start = best_start();
    Path path{{start.data(), start.data() + model_.words()}, {}};
    Place here = *find_state(0, start);
    unsigned actor = nobody();
    while (path.steps.size() < depth) {
        const Step step = best_step(here, actor);
        path.steps.push_back(step);
        actor = model_.actor(step);
        here = *place_after(here, step);
    }
    if ((model_.observe(replay(model_, path).back().data(), depth) & wanted) == 0)
        throw ReplayFailure("a path does not end in what it was to show");
    return path;
}

// From the last layer to the first, so that the costs of all successors are known. A model
// without grades has one layer, whose shards are sorted by depth: there, depth by depth.
template <class State>
void LayerWalk<State>::cost_everything() {
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
void LayerWalk<State>::cost_layer(std::size_t layer, unsigned least_depth, unsigned most_depth) {
    workers_.for_each(layers_[layer].shards.size(), [&](std::size_t i, unsigned) {
        const Shard<State>& shard = layers_[layer].shards[i];
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
    const auto next = place_after(at, step);
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

// Where a step leads to, if that lies one step deeper: only such steps are on shortest paths.
template <class State>
std::optional<typename LayerWalk<State>::Place> LayerWalk<State>::place_after(const Place& at,
                                                                              Step step) const {
    const State next = model_.after(state(at), step);
    const auto place =
        find_state(at.layer + model_.rise(state(at).data(), step, next.data()), next);
    if (!place || depth(*place) != depth(at) + 1) return std::nullopt;
    return place;
}

template <class State>
std::optional<typename LayerWalk<State>::Place> LayerWalk<State>::find_state(
    std::size_t layer, const State& wanted) const {
    if (layer >= layers_.size()) return std::nullopt;
    const std::uint64_t h = hash(wanted);
    const std::size_t shard = layers_[layer].shard_of(h);
    const auto index = layers_[layer].shards[shard].states.find(wanted, h);
    if (!index) return std::nullopt;
    return Place{layer, shard, *index};
}

template <class State>
State LayerWalk<State>::best_start() const {
    std::optional<State> best;
    Cost least = hopeless;
    model_.for_each_initial([&](View words) {
        State start{};
        std::copy_n(words, model_.words(), start.data());
        const Cost cost = cheapest(*find_state(0, start), nobody());
        if (best && cost >= least) return;
        least = cost;
        best = start;
    });
    return *best;
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
