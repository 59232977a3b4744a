// Which kinds of steps commute, for sleep sets: those of different processes (docs/reductions.md).
#pragma once

#include "models/reduction/reduction.hpp"
#include "models/snapshot_state.hpp"

namespace snapcheck {

/// `kinds`: of steps that are counted; 0 for none. `obstacle`: why it is not known what steps
/// depend on, if it is not. Defined for every discipline in sleep.cpp.
template <class Channels>
SleepSetsFound sleep_sets_on(const SnapshotState<Channels>& rules, unsigned kinds,
                             const std::string& obstacle);

}  // namespace snapcheck
