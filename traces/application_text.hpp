// A run of an application as text: what each step changed, and, of a lasso, where it begins again.
#pragma once

#include "models/application/application_tell.hpp"
#include "traces/text.hpp"

namespace snapcheck {

/// `title`: "chandy-lamport on single-token"; `names`: what is violated.
std::string to_text(const ApplicationRun& run, const std::string& title, const std::string& names,
                    Detail detail);

}  // namespace snapcheck
