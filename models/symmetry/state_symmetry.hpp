// What a check needs to know of a symmetry, whatever the algorithm and the discipline
// (docs/reductions.md).
#pragma once

#include <memory>
#include <string>

#include "checker/symmetry.hpp"
#include "checker/word_set.hpp"
#include "models/reduction/reduction.hpp"

namespace snapcheck {

/// Which permutations of the processes are tried: all that keep the topology, its budgets and its
/// initiators; of these only such as keep the back edges and the spanning tree too, which an
/// algorithm may ask for; or the one that changes nothing.
enum class Kept { topology, surroundings, everything };

/// Caught where a check is started: the algorithm tells processes apart that were taken to be
/// alike.
struct NotAlike {};

/// Recorded cuts: those that were kept of cuts that are alike, and all that these stand for.
struct CutsAlike {
    std::uint64_t classes = 0;
    std::uint64_t cuts = 0;
};

class StateSymmetry : public Symmetry {
  public:
    /// How many permutations there are, with the one that changes nothing.
    virtual unsigned size() const = 0;

    /// What was taken for granted of a state, looked at under every permutation and for every
    /// process, without a memory. Throws NotAlike.
    virtual void examine_all(View state) const = 0;

    /// Of cuts as a judge keeps them: states in which all else is 0.
    virtual CutsAlike count(const WordSet& cuts) const = 0;
};

struct SymmetryFound {
    std::unique_ptr<StateSymmetry> symmetry;  // none: no two states are known to be alike
    std::string obstacle;                     // why not
};

}  // namespace snapcheck
