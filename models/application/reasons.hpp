// Why a run of an application is a counterexample, in a sentence.
#pragma once

#include "models/application/application_model.hpp"

namespace snapcheck {

/// `number`: the bit of a property, or of an invariant, that the snapshot violates in `last`.
std::string why_violated(const ApplicationModel& model, unsigned number, View last,
                         unsigned snapshot);

/// `states`: of the cycle, from where it begins to where it comes back. It is the snapshot that is
/// not complete.
std::string why_not_terminated(const ApplicationModel& model,
                               const std::vector<std::vector<std::uint64_t>>& states,
                               const std::vector<Step>& cycle, unsigned snapshot);

}  // namespace snapcheck
