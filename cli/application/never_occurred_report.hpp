// A run whose recorded state never occurs in it, for people and for programs.
#pragma once

#include "cli/application/application_report.hpp"
#include "models/application/never_occurred.hpp"

namespace snapcheck {

/// Holds where the question is answered, whichever way; violated where Theorem 1 fails on the run.
Outcome outcome_of(const NeverOccurred& result);

std::string never_occurred_text(const ApplicationRequest& request, const NeverOccurred& result);
std::string never_occurred_json(const ApplicationRequest& request, const NeverOccurred& result);

}  // namespace snapcheck
