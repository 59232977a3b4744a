// What a graph file comes down to, whatever its format: named nodes and the channels between them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "checker/input_error.hpp"
#include "models/topology/network.hpp"

namespace snapcheck {

/// Channels refer to nodes by their place in `names`.
struct NamedGraph {
    std::vector<std::string> names;
    std::vector<ChannelEnds> channels;
};

/// Processes in the natural order of their names, so that the order in the file does not matter;
/// a node called 7 is process "p7". Throws InputError with `where` in front.
Network to_network(const NamedGraph& graph, std::string_view where);

/// "2" before "10", "p2" before "p10", "p1" before "q".
bool naturally_before(std::string_view a, std::string_view b);

/// No topology needs more, and the parsers need a multiple of it.
constexpr std::size_t max_graph_text = std::size_t{16} << 20U;

/// Throws InputError for what is no text at all: nothing, too much, or zero bytes.
void check_is_text(std::string_view text, std::string_view where);

/// "ring.dot:3: " and what is wrong there; without the number when `line` is 0.
InputError error_at(std::string_view where, std::size_t line, std::string_view what);

}  // namespace snapcheck
