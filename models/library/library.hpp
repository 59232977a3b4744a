// The algorithms that come with snapcheck.
#pragma once

#include "models/check.hpp"

namespace snapcheck {

/// All of them: right ones first, then their mutants.
const std::vector<AlgorithmEntry>& library_algorithms();

}  // namespace snapcheck
