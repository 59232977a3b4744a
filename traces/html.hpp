// A trace as a page: the diagram, the state after each step, what changed, and which properties
// hold so far. One file that needs no network and no other file.
#pragma once

#include <string>
#include <vector>

#include "traces/trace.hpp"

namespace snapcheck {

std::string to_html(const std::vector<Trace>& traces);

}  // namespace snapcheck
