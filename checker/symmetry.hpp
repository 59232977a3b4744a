// The seam between the search and what makes states alike: of the states that differ only in names,
// the search keeps one (C. N. Ip, D. L. Dill: Better verification through symmetry. Formal Methods
// in System Design 9, 1996).
#pragma once

#include "checker/model.hpp"

namespace snapcheck {

/// A group of permutations of states that leads steps over into steps. It fixes the initial states.
class Symmetry {
  public:
    virtual ~Symmetry() = default;

    /// Puts in the place of a state the one that stands for it and all that are like it. Asked by
    /// many workers at a time.
    virtual void represent(std::uint64_t* state) const = 0;

    /// How many states a state is like, itself included.
    virtual std::uint64_t alike(View state) const = 0;

    /// Makes sure that what can happen in a state can happen likewise in all that it is like.
    /// Throws where it cannot: then it is no symmetry, and what was found means nothing. Called for
    /// every state that is expanded; keeps a memory for each worker.
    virtual void examine(View state, unsigned worker) = 0;
};

}  // namespace snapcheck
