// A run as a graph for Graphviz: events, and what happened before what.
#pragma once

#include "traces/trace.hpp"

namespace snapcheck {

std::string to_dot(const std::vector<Trace>& traces);

}  // namespace snapcheck
