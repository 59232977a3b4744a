// The smallest instance on which something goes wrong, by trying them all, smallest first: fewest
// processes, then channels, then messages, then in the order of models/instances.hpp.
#pragma once

#include "models/check_many.hpp"
#include "models/instances.hpp"

namespace snapcheck {

struct SmallestBounds {
    unsigned processes = 4;
    unsigned messages = 2;
    Scope scope;
    ChannelSpec channels;
    bool may_fall_silent = false;
};

struct Smallest {
    std::optional<Instance> instance;  // nullopt: none was found
    CheckResult result;                // on it
    AttemptCounts smaller;             // of all instances before it, or up to the bounds
};

/// `options` say which properties; first_violation_only is understood.
Smallest find_smallest(const AlgorithmEntry& algorithm, const SmallestBounds& bounds,
                       const ManyOptions& options);

}  // namespace snapcheck
