// Can these snapshots come out? One run has to produce all of them at once.
#pragma once

#include "checker/report.hpp"
#include "models/scenario/script.hpp"

namespace snapcheck {

struct Answer {
    enum class Verdict { possible, impossible, unknown };

    Verdict verdict = Verdict::unknown;
    Report report;                     // of the search that decided
    std::vector<std::string> witness;  // where possible: a run, a step each
    std::string reason;                // where impossible: the first line of a file that cannot be
};

/// `files`: of different snapshots. Throws InputError where two are of the same, or where the
/// question is too large.
Answer ask(const Script& script, const std::vector<SnapFile>& files, const SearchOptions& options);

}  // namespace snapcheck
