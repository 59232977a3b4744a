// A run of an application that somebody tells, taken again step by step; and a lasso judged anew:
// whether its cycle closes, and is fair.
#pragma once

#include "models/application/application_check.hpp"

namespace snapcheck {

/// A run as it is told. What happens in each step is in words, as ApplicationModel::describe().
struct ToldRun {
    const Run& run;
    std::vector<std::string> steps;
    std::optional<std::size_t> loop;
    Fairness fairness;  // of a loop
};

/// Goes as far as steps are enabled and change what they are said to change. A loop that is one
/// makes `terminates` violated in the last state. Throws as check_application().
Replay replay_application(const AlgorithmEntry& algorithm, const ApplicationSetting& setting,
                          const ToldRun& told);

}  // namespace snapcheck
