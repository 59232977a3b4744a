// One check, from an algorithm and an instance to verdicts with counterexamples.
#pragma once

#include <functional>

#include "checker/report.hpp"
#include "models/instance.hpp"
#include "models/layout.hpp"
#include "models/replay.hpp"
#include "models/state_table.hpp"
#include "models/subject.hpp"
#include "models/surroundings.hpp"
#include "properties/catalogue.hpp"

namespace snapcheck {

class AlgorithmPart;

struct CheckOptions {
    Observations properties = 0;  // the bits that are asked for
    bool go_on = false;           // after the first violation
    bool with_runs = true;        // a counterexample for each property that is violated
    bool reduce = false;      // leave out steps that no terminal state needs, where that is known
    bool sleep = false;       // leave out steps to states that are reached otherwise
    bool symmetry = false;    // keep one of the states that are alike, where that is known
    bool self_check = false;  // compare a reduced search with the full one; throws ReductionFault
    bool with_evidence = false;  // for a certificate
    unsigned workers = 1;
    Limits limits;
    std::function<void(const Progress&)> on_progress;
    Checkpoints* checkpoints = nullptr;
    std::string spill_folder;  // empty: none
};

/// What such a check asks of the search.
SearchOptions search_options_of(const CheckOptions& options);

/// A run for programs that know nothing of us: its steps, and the parts of each of its states, as
/// JSON (portrait.hpp).
struct RunEvidence {
    std::vector<std::string> steps;
    std::vector<std::vector<std::string>> states;
};

/// What was found out about one property.
struct Finding {
    enum class Verdict { holds, violated, vacuous, unknown };

    unsigned property = 0;  // its bit
    Verdict verdict = Verdict::unknown;
    std::uint64_t violations = 0;  // states
    unsigned steps = 0;            // of a shortest counterexample
    std::optional<Run> run;
    RunEvidence evidence = {};
    bool shortest = true;  // or of one that a reduced search came upon
};

/// What there is besides where one of the states that are alike was kept.
struct Folded {
    unsigned permutations = 1;          // of the processes, with the one that changes nothing
    std::uint64_t snapshots_apart = 0;  // of which none is like another
};

struct CheckResult {
    Report report;
    std::uint64_t snapshots = 0;           // distinct ones
    std::uint64_t stuck = 0;               // terminal states in which the snapshot is not complete
    std::vector<Finding> findings;         // in the order of the catalogue
    bool reduced = false;                  // steps were left out
    bool slept = false;                    // steps were, but no states
    std::optional<Folded> folded;          // states were
    std::string obstacle;                  // why not, if that was asked for
    std::optional<StateTable> all_states;  // with evidence: where everything holds, if memory does
};

/// The verdict on all properties that were asked for, together: it holds only where everything was
/// explored, and is vacuous only where nothing was judged at all.
Finding::Verdict verdict_on_all(const CheckResult& result);

/// What the catalogue of algorithms is made of.
struct AlgorithmEntry {
    std::string_view name;
    std::string_view about;  // for people; of a mutant: the rule that is broken
    std::span<const std::string_view>
        caught_by;                   // of a mutant: the properties that must be violated
    std::span<const Need> needs;     // of an instance
    std::span<const Trial> trials;   // small instances that it is meant for, or known to fail on
    bool claims = false;             // whether it has invariants of its own
    std::optional<Trial> killed_on;  // of a mutant: a small instance on which it is caught
    std::unique_ptr<Subject> (*make)(const Instance&, const Assumptions&, unsigned workers);
    /// For applications that may run for ever: nullptr comes out where it cannot be asked about
    /// them.
    std::unique_ptr<AlgorithmPart> (*make_part)() = nullptr;

    /// Why the algorithm cannot be checked on an instance, in words; nullopt where it can.
    std::optional<std::string> inapplicable(const Instance& instance) const;

    /// Checks the algorithm on one instance. Throws InstanceTooLarge, or InputError where the
    /// instance is not what the algorithm needs.
    CheckResult check(const Instance& instance, const CheckOptions& options) const;

    /// Takes a run again. Throws as check() does.
    Replay replay(const Instance& instance, const Run& run) const;

    /// Calls job(subject) with the algorithm on an instance; once more from the start wherever a
    /// state turns out to need more room. Throws as check() does.
    void explore_with(const Instance& instance, unsigned workers,
                      const std::function<void(Subject&)>& job) const;
};

}  // namespace snapcheck
