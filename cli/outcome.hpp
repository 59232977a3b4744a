// What a check comes to, in the words that every report uses.
#pragma once

#include <string>

#include "models/check.hpp"

namespace snapcheck {

enum class Outcome { holds, violated, inconclusive };

Outcome outcome_of(const CheckResult& result);

std::string_view name_of(Outcome outcome);
std::string_view name_of(Finding::Verdict verdict);

/// What cut a search off: "state limit", "interrupted".
std::string_view limit_name(Ending ending);

/// The properties with this verdict: "no-lost, no-orphan"; empty where there is none.
std::string names_of(const CheckResult& result, Finding::Verdict verdict);

/// A verdict in the colour of its outcome, never the only sign of it; `when` is the word of
/// --color.
std::string painted(const std::string& text, Outcome outcome, const std::string& when);

}  // namespace snapcheck
