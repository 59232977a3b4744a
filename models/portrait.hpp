// A state and a step in the terms of docs/semantics.md, as JSON: what a process knows of itself,
// what is in a channel. Whoever reads this needs to know nothing of how states are packed. Defined
// for every discipline in portrait.cpp.
#pragma once

#include "models/snapshot_state.hpp"

namespace snapcheck {

/// The parts of a state: the local state of each process, the content of each channel, and, where
/// channels make mistakes, how many are left.
template <class Channels>
std::vector<std::string> portrait(const SnapshotState<Channels>& rules, View state);

/// ["deliver",0,{"control":"marker","snapshot":0}]
template <class Channels>
std::string step_portrait(const SnapshotState<Channels>& rules, View before, Step step);

}  // namespace snapcheck
