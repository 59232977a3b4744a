// One check of an algorithm on an application that may run for ever.
#pragma once

#include "checker/fair_runs.hpp"
#include "models/application/application_tell.hpp"
#include "models/check.hpp"

namespace snapcheck {

struct ApplicationOptions {
    CheckOptions check;  // its properties are bits of the catalogue
    Fairness fairness = Fairness::weak;
};

struct ApplicationFinding {
    std::string name;
    Finding::Verdict verdict = Finding::Verdict::unknown;
    std::uint64_t violations = 0;  // states
    unsigned steps = 0;            // of a shortest counterexample, of a lasso with its cycle
    std::optional<ApplicationRun> run;
};

struct ApplicationResult {
    Report report;
    std::uint64_t snapshots = 0;               // distinct ones
    std::optional<FairRuns> fair_runs;         // where termination was judged; figures of all
    std::vector<ApplicationFinding> findings;  // in the order of the catalogue, invariants last
};

/// "none", "weak", "strong"
std::string_view name_of(Fairness fairness);

/// Throws InputError with the nearest one.
Fairness parse_fairness(std::string_view text);

/// Throws InputError for a setting that is not supported.
void validate(const ApplicationSetting& setting);

/// Checks an algorithm. Throws InputError where it cannot be checked so, or where `conserved` is
/// not conserved by the application itself.
ApplicationResult check_application(const AlgorithmEntry& algorithm,
                                    const ApplicationSetting& setting,
                                    const ApplicationOptions& options);

/// Violated, undecided or held, all together, as verdict_on_all(CheckResult).
Finding::Verdict verdict_on_all(const ApplicationResult& result);

}  // namespace snapcheck
