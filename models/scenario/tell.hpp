// The steps of a scenario in words.
#pragma once

#include "models/scenario/scenario_rules.hpp"

namespace snapcheck {

/// "A receives token(1) from B, recorded in snapshot 0"
std::string tell(const ScenarioRules& rules, const std::uint64_t* state, Step step);

/// "1 token", "2 tokens"
std::string tokens_in_words(Tokens tokens);

}  // namespace snapcheck
