// The ways to name a topology: ring:3, line:4, star:5, complete:3, grid:2x3, tree:7, edges:0-1,1-0,
// a GraphViz file (.dot, .gv) or a GraphML file (.graphml).
#pragma once

#include <span>
#include <string_view>

#include "models/topology/network.hpp"

namespace snapcheck {

struct TopologyForm {
    std::string_view form;     // "ring:N"
    std::string_view meaning;  // "i -> i+1 only, N processes"
};

/// One line for each way, for `snapcheck list` and for error messages.
std::span<const TopologyForm> topology_forms();

/// Reads a SPEC. Throws InputError: what is wrong, where, and the nearest valid word.
Network parse_topology(std::string_view spec);

/// Processes p0, p1, ... and these channels.
Network numbered_network(unsigned processes, std::vector<ChannelEnds> channels);

/// The SPEC that names each channel: "edges:0-1,1-0". It leads back to the same network, if that
/// has numbers for names and its last process has a channel.
std::string edges_spec(const Network& network);

/// The two file formats, from their text; `where` is named in errors.
Network parse_dot(std::string_view text, std::string_view where);
Network parse_graphml(std::string_view text, std::string_view where);

}  // namespace snapcheck
