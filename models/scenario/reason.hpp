// Why snapshots cannot come out, as far as one line of a file can say it.
#pragma once

#include "models/scenario/ask.hpp"

namespace snapcheck {

/// Names the first line with which nothing can come out any more, for files that cannot come out
/// of one run: "s.snap:3: B cannot have recorded 3 tokens ...".
std::string why_impossible(const Script& script, const std::vector<SnapFile>& files,
                           const SearchOptions& options);

}  // namespace snapcheck
