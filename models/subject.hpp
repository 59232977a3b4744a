// What is checked, behind one face: an algorithm on an instance, compiled for its discipline.
#pragma once

#include "checker/generator.hpp"
#include "models/event.hpp"
#include "models/reduction/reduction.hpp"
#include "models/symmetry/state_symmetry.hpp"

namespace snapcheck {

class Subject {
  public:
    virtual ~Subject() = default;

    virtual Generator& generator() = 0;

    /// What spares a search steps on this instance, or why nothing can.
    virtual Reduction reduction() const = 0;

    /// The same where all states are kept, and only steps are spared.
    virtual SleepSetsFound sleep_sets() const = 0;

    /// What makes states alike on this instance, or why nothing does.
    virtual SymmetryFound symmetry(Kept kept, unsigned workers) const = 0;

    /// Distinct cuts that the generator has met, complete at most that deep; where several
    /// snapshots are taken, of all of them.
    virtual std::uint64_t count_snapshots(unsigned last_depth) const = 0;

    /// The same, with all cuts that these are like.
    virtual CutsAlike count_snapshots(unsigned last_depth, const StateSymmetry& symmetry) const = 0;

    /// The run of `steps` through `states`, of which there is one more. Where several snapshots are
    /// taken, what was recorded is told of one of them.
    virtual Run tell(const std::vector<View>& states, const std::vector<Step>& steps,
                     unsigned snapshot) const = 0;

    /// The snapshot that violates a property in the last state of a run; the first one where none
    /// of them does it alone.
    virtual unsigned culprit(View last, unsigned property) const = 0;

    /// A state, part by part, and a step, as JSON (portrait.hpp).
    virtual std::vector<std::string> portrait(View state) const = 0;
    virtual std::string step_portrait(View before, Step step) const = 0;

    // --- piece by piece, of the first snapshot

    virtual Event event(View before, Step step, View after) const = 0;
    virtual Side side(View before, Step step, View after) const = 0;
    virtual bool complete(View state) const = 0;
    /// What is recorded: the cut of a complete snapshot.
    virtual std::vector<ChannelCut> cut(View state) const = 0;
};

/// The same with what is observed in each of the states.
Run tell_with_verdicts(Subject& subject, const std::vector<std::vector<std::uint64_t>>& states,
                       const std::vector<Step>& steps, unsigned snapshot);

}  // namespace snapcheck
