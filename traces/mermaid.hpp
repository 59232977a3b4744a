// A run as a sequence diagram of Mermaid, for Markdown pages that draw it.
#pragma once

#include "traces/trace.hpp"

namespace snapcheck {

/// Of no run: a diagram that says so.
std::string to_mermaid(const Trace* trace, std::string_view name);

}  // namespace snapcheck
