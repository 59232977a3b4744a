// What is not as it was told, in words: for every way to take a run again.
#pragma once

#include <string>
#include <vector>

#include "models/event.hpp"

namespace snapcheck {

/// "p0 open: {p1->p0}, not {}" for the first thing that is not as it was told.
std::string difference(const std::vector<Fact>& facts, const std::vector<Fact>& told);

/// The first thing that is not as told of a run whose facts are; empty where there is none.
std::string difference(const Run& run, const Run& told);

}  // namespace snapcheck
