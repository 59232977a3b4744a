// What snapshots are for: whether a stable predicate y of an application is detected by them. Over
// all runs, with S* the recorded state, y(S_init) => y(S*) and y(S*) => y(S_final): nothing that
// held when the snapshot began is missed, and nothing is reported that does not hold when it is
// complete (K. M. Chandy, L. Lamport 1985, section 5).
#pragma once

#include "models/application/application_check.hpp"

namespace snapcheck {

inline constexpr std::string_view no_missed_detection = "no-missed-detection";
inline constexpr std::string_view no_false_detection = "no-false-detection";

/// Whether a property is one of these, and no expression about an application.
constexpr bool is_of_detection(std::string_view property) {
    return property == no_missed_detection || property == no_false_detection;
}

/// y, by the name it was asked for: an application's own, or an expression.
struct StablePredicate {
    std::string name;
    Predicate predicate;
};

struct DetectionResult {
    /// A shortest run of the application alone after which y holds no longer. Then nothing else was
    /// looked at.
    std::optional<ApplicationRun> unstable;
    Report report;
    std::uint64_t complete = 0;       // states in which a snapshot is complete, and, of these,
    std::uint64_t held_at_start = 0;  // those of snapshots that began when y held
    std::uint64_t recorded = 0;       // those in which y holds in what is recorded
    std::vector<ApplicationFinding> findings;  // no-missed-detection, no-false-detection
};

/// A finding is vacuous where nothing could be missed, or where no report could have been false.
/// Throws InputError as check_application() does.
DetectionResult detect(const AlgorithmEntry& algorithm, const ApplicationSetting& setting,
                       const StablePredicate& stable, const CheckOptions& options);

/// Violated, undecided, held or vacuous, all together; of a predicate that is stable.
Finding::Verdict verdict_on_all(const DetectionResult& result);

}  // namespace snapcheck
