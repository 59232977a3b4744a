// One algorithm on many instances: side by side, one worker each, begun in their order. What comes
// of an instance does not depend on the others, nor on the number of workers.
#pragma once

#include "models/check.hpp"

namespace snapcheck {

/// What came of one instance.
struct Attempt {
    enum class Verdict {
        holds,
        violated,
        vacuous,         // no snapshot was ever complete, so nothing was judged
        undecided,       // a limit, a run that may go on for ever, or an instance that is too large
        not_applicable,  // it is not what the algorithm needs
        not_begun        // interrupted before, or no longer of interest
    };

    Verdict verdict = Verdict::not_begun;
    std::optional<CheckResult> result;  // of what was explored
    std::string refusal;                // of what was not: why
};

/// How many attempts ended how, and what they explored.
struct AttemptCounts {
    std::size_t holds = 0, violated = 0, vacuous = 0, undecided = 0, not_applicable = 0,
                not_begun = 0;
    std::uint64_t states = 0;
    std::uint64_t transitions = 0;
    bool interrupted = false;  // some of them

    void add(const Attempt& attempt);
    /// Whether nothing that the algorithm applies to was left undecided.
    bool complete() const { return undecided == 0 && !interrupted; }
    std::size_t all() const {
        return holds + violated + vacuous + undecided + not_applicable + not_begun;
    }
};

AttemptCounts count(std::span<const Attempt> attempts);

/// Where a walk through many instances stands, for a progress line.
struct ManyProgress {
    std::size_t done, instances;
    std::uint64_t states;
    const Instance& latest;
};

struct ManyOptions {
    CheckOptions each;  // its workers are shared out among the instances
    std::optional<std::chrono::milliseconds> time_limit;   // of each instance
    bool first_violation_only = false;                     // what comes after it is of no interest
    std::function<void(const ManyProgress&)> on_progress;  // by one thread at a time
};

/// An attempt for each instance. Throws InputError for a question that the algorithm cannot be
/// asked on any instance, and what it is to blame for.
std::vector<Attempt> check_many(const AlgorithmEntry& algorithm,
                                std::span<const Instance> instances, const ManyOptions& options);

}  // namespace snapcheck
