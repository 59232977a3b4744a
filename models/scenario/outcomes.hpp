// Everything that one snapshot of a scenario can come to. The other snapshots are left out: their
// markers delay, and what is delayed can also arrive later without them (docs/scenarios.md).
#pragma once

#include "models/check.hpp"
#include "models/scenario/script.hpp"

namespace snapcheck {

/// What was found out about one property of one snapshot.
struct ScenarioFinding {
    Finding finding;
    std::vector<std::string> run;  // a shortest one that violates it, a step each
};

struct Outcomes {
    unsigned snapshot = 0;
    Report report;
    std::uint64_t distinct = 0;  // complete records
    std::vector<ScenarioFinding> findings;
};

/// Throws InputError where the scenario is too large.
Outcomes explore_outcomes(const Script& script, unsigned snapshot, const SearchOptions& options);

}  // namespace snapcheck
