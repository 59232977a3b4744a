// The seam between the search and what spares it steps.
#pragma once

#include <vector>

#include "checker/model.hpp"

namespace snapcheck {

/// Chooses, of the steps that are enabled in a state, those that a search has to take so that it
/// still reaches every terminal state. Asked by many workers at a time, and answers the same to
/// all.
class Reducer {
  public:
    virtual ~Reducer() = default;

    /// Leaves at least one of the steps, if there was one; in increasing order, as they are given.
    virtual void reduce(View state, std::vector<Step>& enabled) const = 0;
};

}  // namespace snapcheck
