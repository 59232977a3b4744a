// Happened-before of a run (L. Lamport: Time, clocks, and the ordering of events in a distributed
// system. CACM 21(7), 1978), and vector clocks that say the same. What the transport does by
// itself, losing or moving something, happens to no process: it gets a place of its own, the
// channel.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "models/event.hpp"

namespace snapcheck {

/// Where a step happens: a process, or a channel.
std::string place_of(const Event& event, const Network& network);

/// Pairs of steps: one comes next after the other at one place, or receives what the other sent.
struct Causality {
    std::vector<std::pair<unsigned, unsigned>> order;     // at one place
    std::vector<std::pair<unsigned, unsigned>> messages;  // from place to place
};

Causality causality_of(const Run& run, const Network& network);

/// The clock of each step, by place; places that it knows nothing of are left out.
using Clock = std::map<std::string, unsigned>;
std::vector<Clock> clocks_of(const Run& run, const Network& network);

}  // namespace snapcheck
