// Runs as pictures for a paper: a LaTeX document that compiles alone, a page for each run.
#pragma once

#include "traces/trace.hpp"

namespace snapcheck {

std::string to_tikz(const std::vector<Trace>& traces);

}  // namespace snapcheck
