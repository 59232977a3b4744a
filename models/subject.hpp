// What is checked, behind one face: an algorithm on an instance, compiled for its discipline.
#pragma once

#include "checker/generator.hpp"
#include "models/event.hpp"

namespace snapcheck {

class Subject {
  public:
    virtual ~Subject() = default;

    virtual Generator& generator() = 0;

    /// Distinct cuts that the generator has met, complete at most that deep; where several
    /// snapshots are taken, of all of them.
    virtual std::uint64_t count_snapshots(unsigned last_depth) const = 0;

    /// The run of `steps` through `states`, of which there is one more: as seen by the snapshot
    /// that violates a property at its end.
    virtual Run tell(const std::vector<View>& states, const std::vector<Step>& steps,
                     unsigned property) const = 0;

    // --- piece by piece, of the first snapshot

    virtual Event event(View before, Step step, View after) const = 0;
    virtual Side side(View before, Step step, View after) const = 0;
    virtual bool complete(View state) const = 0;
    /// What is recorded: the cut of a complete snapshot.
    virtual std::vector<ChannelCut> cut(View state) const = 0;
};

}  // namespace snapcheck
