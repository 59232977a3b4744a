// A log for ShiViz (I. Beschastnikh, P. Liu, A. Xing, P. Wang, Y. Brun, M. Ernst: Visualizing
// distributed system executions. TOSEM 29(2), 2020). Its first line is the regular expression that
// reads the rest, its second the one that separates executions: where ShiViz looks for them in a
// file.
#pragma once

#include "traces/trace.hpp"

namespace snapcheck {

std::string to_shiviz(const std::vector<Trace>& traces);

}  // namespace snapcheck
