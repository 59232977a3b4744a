// What a check comes to, in the words that every report uses.
#pragma once

#include <string>

#include "models/smallest.hpp"

namespace snapcheck {

enum class Outcome { holds, violated, inconclusive };

Outcome outcome_of(const CheckResult& result);

/// Of many: violated if one is; holds only if each is decided, and something was judged.
Outcome outcome_of(const AttemptCounts& counts);

/// Violated only if no smaller instance was left undecided; holds as above.
Outcome outcome_of(const Smallest& found);

/// What the process ends with (see ExitCode).
int exit_code_of(Outcome outcome, bool interrupted);

std::string_view name_of(Outcome outcome);
std::string_view name_of(Finding::Verdict verdict);

/// What cut a search off: "state limit", "interrupted".
std::string_view limit_name(Ending ending);

/// The properties with this verdict: "no-lost, no-orphan"; empty where there is none.
std::string names_of(const CheckResult& result, Finding::Verdict verdict);

/// Of the shortest of its counterexamples, if there are any.
unsigned fewest_steps(const CheckResult& result);

/// A verdict in the colour of its outcome, never the only sign of it; `when` is the word of
/// --color.
std::string painted(const std::string& text, Outcome outcome, const std::string& when);

}  // namespace snapcheck
