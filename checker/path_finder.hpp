// Counterexamples, walked back from the states that show them. There are no parent pointers: the
// search is run again up to the depth of the finding with its layers kept, and one pass from the
// last layer to the first says for every state on a shortest path how few changes of actor it takes
// from there. Forward from the initial state the path is then chosen: shortest, fewest changes of
// actor, least steps. Every choice is made by the graph alone, so the path is the same for any
// number of workers.
#pragma once

#include <optional>
#include <stdexcept>

#include "checker/search.hpp"

namespace snapcheck {

/// A path: an initial state and the steps from it, in order.
template <class State>
struct Path {
    State start;
    std::vector<Step> steps;
};

/// Raised when a path does not replay: a fault of ours, never of the user.
struct ReplayFailure : std::logic_error {
    using std::logic_error::logic_error;
};

/// The second search ran out of memory or was interrupted: there is no path to show.
struct SearchStopped {};

/// All states along a path. Every step must be enabled where it is taken.
template <class State>
std::vector<State> replay(const Expander<State>& model, const Path<State>& path);

/// The least shortest paths to states at known depths, out of one retained search.
template <class State>
class PathFinder {
  public:
    /// Explores again up to `depth` and keeps everything; of the limits in `options`, memory and
    /// interrupt hold. Throws SearchStopped.
    PathFinder(Expander<State>& model, unsigned depth, const SearchOptions& options);

    /// The smallest depth at which something was observed. A first search that ran into a limit may
    /// have come upon a deeper one.
    unsigned first_depth(unsigned bit) const { return report_.observed[bit].depth; }

    /// The least shortest path to a state at `depth` in which one of `wanted` is observed.
    Path<State> find(Observations wanted, unsigned depth);

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

    Expander<State>& model_;
    Workers workers_;
    Report report_;
    std::vector<Layer<State>> layers_;
    std::vector<std::vector<std::vector<Cost>>> costs_;  // [layer][shard], actors() costs a state
    Observations wanted_ = 0;
    unsigned end_depth_ = 0;
};

extern template class PathFinder<Words<1>>;
extern template class PathFinder<Words<2>>;
extern template class PathFinder<Words<4>>;
extern template class PathFinder<Words<8>>;

}  // namespace snapcheck
