// A run as a space-time diagram for the terminal: a line for each process, time to the right, a
// column for each step. Arrows run in lanes between the lines, at right angles, so that they can
// cross and overtake.
#pragma once

#include "traces/trace.hpp"

namespace snapcheck {

/// As wide as it gets, up to `width` columns; what is longer goes on below. Ends with a legend.
std::string to_diagram(const Trace& trace, unsigned width);

}  // namespace snapcheck
