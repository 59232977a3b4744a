// The cut that a state has recorded, as the properties see it. Defined for every discipline in
// recorded_cut.cpp.
#pragma once

#include "models/snapshot_state.hpp"

namespace snapcheck {

/// What is recorded: the cut of a complete snapshot.
template <class Channels>
std::vector<ChannelCut> recorded_cut(const SnapshotState<Channels>& rules, View state,
                                     unsigned snapshot);

/// The cut so far: a source that has not recorded will record all that it sends, and what a target
/// that has not recorded has received, it will record as received.
template <class Channels>
std::vector<ChannelCut> cut_so_far(const SnapshotState<Channels>& rules, View state,
                                   unsigned snapshot);

}  // namespace snapcheck
