// Families of instances, each instance once: what differs only in the numbers of the processes is
// the same instance.
#pragma once

#include "models/instance.hpp"
#include "models/topology/enumerate.hpp"

namespace snapcheck {

/// Which topologies and initiators belong to a family.
struct Scope {
    Connectivity connectivity = Connectivity::strong;
    unsigned max_channels = Network::max_channels;
    InitiatorChoice initiators = InitiatorChoice::one;
};

/// What all instances of a family have in common.
struct Common {
    ChannelSpec channels;
    unsigned messages = 1;  // a channel
    bool may_fall_silent = false;
};

/// All instances of a size, by number of channels, then topology, then initiators.
std::vector<Instance> instances_of_size(unsigned processes, const Scope& scope,
                                        const Common& common);

}  // namespace snapcheck
