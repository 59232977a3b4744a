// Counterexamples, walked back from the states that show them. There are no parent pointers: the
// search is run again up to the depth of the finding with its layers kept, and one pass from the
// last layer to the first says for every state on a shortest path how few changes of actor it takes
// from there. Forward from the initial state the path is then chosen: shortest, fewest changes of
// actor, least steps. Every choice is made by the graph alone, so the path is the same for any
// number of workers.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <vector>

#include "checker/generator.hpp"
#include "checker/report.hpp"

namespace snapcheck {

/// A path: the words of an initial state, and the steps from it, in order.
struct Path {
    std::vector<std::uint64_t> start;
    std::vector<Step> steps;
};

/// Raised when a path does not replay: a fault of ours, never of the user.
struct ReplayFailure : std::logic_error {
    using std::logic_error::logic_error;
};

/// All states along a path. Every step must be enabled where it is taken.
std::vector<std::vector<std::uint64_t>> replay(const Generator& model, const Path& path);

/// The least shortest paths to states at known depths, out of one retained search.
class PathFinder {
  public:
    virtual ~PathFinder() = default;

    /// The smallest depth at which something was observed. A first search that ran into a limit may
    /// have come upon a deeper one.
    virtual unsigned first_depth(unsigned bit) const = 0;

    /// The least shortest path to a state at `depth` in which one of `wanted` is observed.
    virtual Path find(Observations wanted, unsigned depth) = 0;

    /// Numbers the classes of states that paths are wanted to; nullopt: to this state, none is.
    using Classify = std::function<std::optional<std::size_t>(View)>;

    /// To each class a shortest path, all out of one pass over the states: with the fewest changes
    /// of actor, and among those with the least steps, compared from the last one. In increasing
    /// order of length and steps.
    virtual std::vector<Path> find_each(const Classify& classify) = 0;
};

/// Explores again up to `depth` and keeps everything; of the limits in `options`, memory and
/// interrupt hold. Throws SearchStopped.
std::unique_ptr<PathFinder> explore_for_paths(Generator& model, unsigned depth,
                                              const SearchOptions& options);

}  // namespace snapcheck
