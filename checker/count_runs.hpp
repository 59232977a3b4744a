// How many maximal runs a graph has, where no grade says in which order to add them up: the states
// are taken in a topological order (A. B. Kahn: Topological sorting of large networks. CACM 5(11),
// 1962).
#pragma once

#include <optional>

#include "checker/expander.hpp"

namespace snapcheck {

/// The number of runs from the initial states to terminal ones, least significant word first;
/// nullopt where the graph has a cycle. `everything` holds all reachable states.
template <class State>
std::optional<std::vector<std::uint64_t>> count_runs(const Expander<State>& model,
                                                     const Layer<State>& everything);

}  // namespace snapcheck
