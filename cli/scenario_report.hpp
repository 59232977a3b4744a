// What came out of a scenario, for people and for programs.
#pragma once

#include "cli/report_text.hpp"
#include "models/scenario/ask.hpp"
#include "models/scenario/outcomes.hpp"

namespace snapcheck {

/// A scenario as it was asked for, and what was found: either outcomes or an answer.
struct ScenarioResult {
    const CheckWords& words;
    const CheckOptions& options;
    Script script;
    std::vector<SnapFile> expected;
    std::vector<Outcomes> outcomes;  // where nothing was expected
    std::optional<Answer> answer;
};

/// How the search ended that the verdict is about.
Ending ending_of(const ScenarioResult& result);
Outcome outcome_of(const ScenarioResult& result);

std::string scenario_text(const ScenarioResult& result);
std::string scenario_json(const ScenarioResult& result);

}  // namespace snapcheck
