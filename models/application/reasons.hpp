// Why a run of an application is a counterexample, in a sentence.
#pragma once

#include "models/application/application_model.hpp"

namespace snapcheck {

/// `number`: the bit of a property, or of an invariant, that `last` violates.
std::string why_violated(const ApplicationModel& model, unsigned number, View last);

/// `states`: of the cycle, from where it begins to where it comes back.
std::string why_not_terminated(const ApplicationModel& model,
                               const std::vector<std::vector<std::uint64_t>>& states,
                               const std::vector<Step>& cycle);

}  // namespace snapcheck
