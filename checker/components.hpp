// The strongly connected components of a graph, in linear time and without recursion: R. Tarjan:
// Depth-first search and linear graph algorithms. SIAM Journal on Computing 1(2), 1972.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

namespace snapcheck {

/// The edges out of node i are targets[first[i]] to targets[first[i + 1]], exclusively; so `first`
/// has one entry more than there are nodes.
struct Graph {
    std::vector<std::uint64_t> first = {0};
    std::vector<std::uint32_t> targets;

    std::uint32_t nodes() const { return static_cast<std::uint32_t>(first.size() - 1); }
};

struct Components {
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    std::vector<std::uint32_t> of;  // of each node; `none` for those that are left out
    std::uint32_t count = 0;
};

/// The components of what is left of a graph when only nodes that are `alive` count. They are
/// numbered so that no edge leads to one of a higher number.
Components strong_components(const Graph& graph, const std::vector<bool>& alive);

}  // namespace snapcheck
