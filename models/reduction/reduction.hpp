// What a check needs to know of a reduction, whatever the discipline.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "checker/reducer.hpp"
#include "checker/sleep_sets.hpp"

namespace snapcheck {

struct Reduction {
    std::unique_ptr<const Reducer> reducer;  // none: nothing can be left out
    std::unique_ptr<const Reducer> witness;  // leaves out nothing, and looks whether it could have
    std::string obstacle;                    // why nothing can
    /// Calls visit(state) for states in which, together, every process does all that it can do.
    std::function<void(const std::function<void(View)>& visit)> for_each_case = {};
};

struct SleepSetsFound {
    std::optional<SleepSets> sets;
    std::string obstacle;  // why there are none
};

/// A reduction did not keep what it promises. A fault of ours, never of the user.
struct ReductionFault : std::logic_error {
    using std::logic_error::logic_error;
};

}  // namespace snapcheck
