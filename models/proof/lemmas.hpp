// The lemmas that the proof of Theorem 1 rests on (Chandy, Lamport 1985, sections 3 and 4), each as
// an invariant: of every state, or of every step out of one. Where one of them fails, a shortest
// run breaks it; where it holds, a shortest run has it at work, and without such a run it holds
// for want of anything to judge.
#pragma once

#include "models/check.hpp"

namespace snapcheck {

struct Lemma {
    std::string_view name;
    std::string_view meaning;
    std::string_view because;  // why it holds where the rules of the paper are kept
    bool of_markers;           // speaks of nothing where there are none
};

/// In the order in which one rests on the others. "Behind the marker" is judged as "after the
/// sender recorded", which is the same wherever the first lemma holds.
std::span<const Lemma> lemmas();

struct LemmaFinding {
    enum class Verdict { holds, violated, vacuous, unknown, not_applicable };

    unsigned lemma = 0;  // its place among them
    Verdict verdict = Verdict::unknown;
    std::optional<Run> at_work;  // a shortest run that shows it
    std::optional<Run> broken;   // a shortest run that violates it
};

struct LemmaResult {
    Report report;
    std::vector<LemmaFinding> findings;  // in their order
};

/// Whether a control message is what the paper calls a marker: by its name, "marker" or "barrier",
/// or by its kind, where an algorithm has several.
bool is_marker(std::string_view control);

/// Judges all of them, for each snapshot that is taken. Throws as AlgorithmEntry::check() does.
LemmaResult check_lemmas(const AlgorithmEntry& algorithm, const Instance& instance,
                         const CheckOptions& options);

}  // namespace snapcheck
