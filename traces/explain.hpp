// Why a run violates a property, in words with step numbers. A sentence for each way to fail, made
// of what happened in the run and of nothing that is known about the algorithm.
#pragma once

#include <string>
#include <string_view>

#include "models/event.hpp"

namespace snapcheck {

std::string explain(const Run& run, std::string_view property, const Network& network);

}  // namespace snapcheck
