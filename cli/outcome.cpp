#include "cli/outcome.hpp"

#include <algorithm>

namespace snapcheck {

Outcome outcome_of(const CheckResult& result) {
    const auto any = [&](Finding::Verdict verdict) {
        return std::ranges::any_of(result.findings,
                                   [&](const Finding& f) { return f.verdict == verdict; });
    };
    if (any(Finding::Verdict::violated)) return Outcome::violated;
    if (!result.report.complete() || any(Finding::Verdict::unknown)) return Outcome::inconclusive;
    return any(Finding::Verdict::holds) ? Outcome::holds : Outcome::inconclusive;
}

std::string_view name_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::holds:
            return "holds";
        case Outcome::violated:
            return "violated";
        default:
            return "inconclusive";
    }
}

std::string_view name_of(Finding::Verdict verdict) {
    switch (verdict) {
        case Finding::Verdict::holds:
            return "holds";
        case Finding::Verdict::violated:
            return "violated";
        case Finding::Verdict::vacuous:
            return "vacuous";
        default:
            return "unknown";
    }
}

std::string_view limit_name(Ending ending) {
    switch (ending) {
        case Ending::depth_limit:
            return "depth limit";
        case Ending::state_limit:
            return "state limit";
        case Ending::time_limit:
            return "time limit";
        case Ending::memory_limit:
            return "memory limit";
        case Ending::interrupted:
            return "interrupted";
        default:
            return "stopped";
    }
}

std::string names_of(const CheckResult& result, Finding::Verdict verdict) {
    std::string names;
    for (const Finding& finding : result.findings)
        if (finding.verdict == verdict)
            names.append(names.empty() ? "" : ", ").append(catalogue()[finding.property].name);
    return names;
}

}  // namespace snapcheck
