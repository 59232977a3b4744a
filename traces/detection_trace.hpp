// Runs on which a stable predicate is not detected, or the recorded state never occurs, as traces
// like any others.
#pragma once

#include "models/application/detect.hpp"
#include "models/application/never_occurred.hpp"
#include "traces/trace.hpp"

namespace snapcheck {

/// One for each finding that has a run.
std::vector<Trace> traces_of(const DetectionResult& result, const ApplicationSetting& setting,
                             std::string_view algorithm);

/// A run with Theorem 1 at work; or one that violates it.
Trace trace_of(const RunBesideItsRecord& found, const ApplicationSetting& setting,
               std::string_view algorithm);

}  // namespace snapcheck
