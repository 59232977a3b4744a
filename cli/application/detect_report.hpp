// Whether a stable predicate is detected, for people and for programs.
#pragma once

#include "cli/application/application_report.hpp"
#include "models/application/detect.hpp"

namespace snapcheck {

struct DetectRequest {
    ApplicationRequest on;
    StablePredicate stable;
};

/// Of a predicate that is stable.
Outcome outcome_of(const DetectionResult& result);

/// "--stable p.s0 on single-token: not stable, it holds before 'p: ...' and not after it, in step
/// 3"
std::string why_refused(const DetectRequest& request, const ApplicationRun& unstable);

std::string detect_text(const DetectRequest& request, const DetectionResult& result,
                        const std::vector<Trace>& traces);
std::string detect_json(const DetectRequest& request, const DetectionResult& result);

/// The run that shows that a predicate is not stable; in JSON with what an error says.
std::string refusal_text(const DetectRequest& request, const ApplicationRun& unstable);
std::string refusal_json(const DetectRequest& request, const ApplicationRun& unstable);

}  // namespace snapcheck
