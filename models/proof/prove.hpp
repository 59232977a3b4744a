// Theorem 1 for everything that an algorithm can record on an instance: on one run for each
// distinct snapshot, or on every run there is.
#pragma once

#include "models/check.hpp"
#include "models/proof/theorem.hpp"

namespace snapcheck {

struct ProveOptions {
    CheckOptions search;             // workers, limits, progress
    bool every_run = false;          // of a number that can be gone through; else one a snapshot
    bool never_occurred = false;     // look for a run in which the recorded state never occurs
    std::optional<unsigned> number;  // which to show, from 1
};

/// The theorem on one run, in full.
struct Proof {
    std::uint64_t number = 0;  // in the order in which it was judged, from 1; 0: outside of it
    Run run;
    Demonstration demonstration;
};

struct Proofs {
    Report report;                     // of the search
    bool judged_all = false;           // nothing that should have been judged was not
    std::uint64_t judged = 0;          // snapshots, or runs
    std::uint64_t incomplete = 0;      // runs that end before the snapshot is complete
    std::uint64_t failed = 0;          // of those judged
    std::uint64_t swaps = 0;           // in all
    std::uint64_t most_swaps = 0;      // in one run
    std::uint64_t never_occurred = 0;  // runs judged in which S* never occurs
    unsigned fewest_steps = 0;         // of a run on which it fails
    // The one asked for; else the shortest on which the theorem fails, or of those with the most
    // swaps a longest.
    std::optional<Proof> shown;
    std::optional<Proof> unreached;  // a shortest maximal run in which S* never occurs
    bool sought_everywhere = false;  // or there is none
};

/// The most runs that are gone through one by one.
inline constexpr std::uint64_t most_runs = 1'000'000;

/// Throws as AlgorithmEntry::check() does, and InputError where the channels are not reliable or
/// the runs are too many.
Proofs prove(const AlgorithmEntry& algorithm, const Instance& instance,
             const ProveOptions& options);

}  // namespace snapcheck
