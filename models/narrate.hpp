// A path, told as a run: who did what, what it changed, and what stands at its end. Defined for
// every discipline in narrate.cpp, so that no algorithm has it compiled again.
#pragma once

#include "models/snapshot_state.hpp"

namespace snapcheck {

/// The run of `steps` through `states`, of which there is one more. Where several snapshots are
/// taken, what was recorded is told of one of them.
template <class Channels>
Run tell_run(const SnapshotState<Channels>& rules, const std::vector<View>& states,
             const std::vector<Step>& steps, unsigned snapshot);

/// What a step did.
template <class Channels>
Event tell_event(const SnapshotState<Channels>& rules, View before, Step step, View after,
                 unsigned snapshot);

}  // namespace snapcheck
