// The search that decides whether snapshots of which so much is said can come out.
#pragma once

#include "models/scenario/ask.hpp"
#include "models/scenario/claims.hpp"

namespace snapcheck {

/// Whether a run has all that is claimed of each snapshot that the timeline asks about.
Answer decide(const Timeline& timeline, const std::vector<Claims>& claims,
              const SearchOptions& options);

}  // namespace snapcheck
