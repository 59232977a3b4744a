// The steps of a run of an application, for people.
#pragma once

#include "models/application/application_tell.hpp"
#include "traces/text.hpp"

namespace snapcheck {

/// A line for each step, and below it what it changed, or the whole state.
std::string steps_in_text(const ApplicationRun& run, Detail detail);

}  // namespace snapcheck
