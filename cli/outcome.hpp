// What a check comes to, for exit codes, verdict lines and documents.
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

/// "holds", "violated", "inconclusive"
std::string_view name_of(Outcome outcome);

/// The properties with this verdict: "no-lost, no-orphan"
std::string names_of(const CheckResult& result, Finding::Verdict verdict);

/// Of the shortest of its counterexamples, if there are any.
unsigned fewest_steps(const CheckResult& result);

/// The limit that a search ran into: "depth limit".
std::string_view limit_name(Ending ending);

/// A verdict line in the colour of its outcome; `when` is the word of --color.
std::string painted(const std::string& text, Outcome outcome, const std::string& when);

}  // namespace snapcheck
