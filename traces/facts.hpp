// What a step changed, and what a state says, below the line of a step in a text.
#pragma once

#include <string>
#include <vector>

#include "models/event.hpp"

namespace snapcheck {

/// A line for each fact that is not as it was: "p0: has not recorded -> has recorded".
std::string changes(const std::vector<Fact>& before, const std::vector<Fact>& after);

/// A line for each fact.
std::string everything(const std::vector<Fact>& facts);

}  // namespace snapcheck
