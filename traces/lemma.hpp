// The lemmas of the proof, told on runs: how a run has one at work, or how it breaks it.
#pragma once

#include "models/proof/lemmas.hpp"
#include "traces/trace.hpp"

namespace snapcheck {

/// How a run has a lemma at work, with step numbers; `lemma` is its place among lemmas().
std::string at_work_in_words(unsigned lemma, const Run& run, const Network& network);

/// How a run breaks it.
std::string broken_in_words(unsigned lemma, const Run& run, const Network& network);

/// A run as a trace that says what it shows.
Trace trace_of_lemma(unsigned lemma, bool holds, const Run& run, const Instance& instance,
                     std::string_view algorithm, std::string_view topology);

/// The steps, a line each, and who records in them.
std::string steps_in_lines(const Run& run, const Network& network);

}  // namespace snapcheck
