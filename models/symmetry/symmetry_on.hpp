// From the rules of an algorithm on an instance to the symmetry of its states.
#pragma once

#include "checker/generator.hpp"
#include "models/snapshot_state.hpp"
#include "models/symmetry/anatomy.hpp"
#include "models/symmetry/state_symmetry.hpp"

namespace snapcheck {

/// The symmetry of a model, for so many workers, or why there is none. Defined for every discipline
/// in snapshot_symmetry.cpp.
template <class Channels>
SymmetryFound symmetry_on(const SnapshotState<Channels>& rules, const Generator& steps,
                          const AlgorithmAnatomy& algorithm, Kept kept, unsigned workers);

}  // namespace snapcheck
