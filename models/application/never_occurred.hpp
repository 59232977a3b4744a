// A shortest run in which S*, the recorded global state, is none of the states that the run goes
// through, from its beginning to where the snapshot is complete: example 2.2 of K. M. Chandy, L.
// Lamport: Distributed Snapshots. ACM TOCS 3(1), 1985, is the first one that was written down.
#pragma once

#include "models/application/application_tell.hpp"
#include "models/application/permuted_run.hpp"
#include "models/check.hpp"

namespace snapcheck {

struct RunBesideItsRecord {
    ApplicationRun run;
    std::vector<GlobalState> states;  // of the application; one more than steps
    GlobalState recorded;             // S*
    PermutedRun permuted;
};

struct NeverOccurred {
    Report report;                // of the search for all that can be recorded
    std::uint64_t snapshots = 0;  // distinct ones
    std::uint64_t sought = 0;     // of these, for how many a run was looked for
    Ending ending = Ending::exhausted;
    /// More was recorded, in a run that is no longer, than is kept: what, is not known.
    bool excess = false;
    std::optional<RunBesideItsRecord> found;

    /// Whether the answer is one: a shortest run, or that there is none.
    bool decided() const {
        return !excess && (ending == Ending::exhausted || (found && ending == Ending::depth_limit));
    }
};

/// For each recorded state, the runs that avoid it are searched for one that records it. Throws
/// InputError as check_application() does.
NeverOccurred find_never_occurred(const AlgorithmEntry& algorithm,
                                  const ApplicationSetting& setting, const CheckOptions& options);

}  // namespace snapcheck
