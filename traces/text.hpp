// A trace as text: numbered steps and what each changed, or a diagram; and why it ends badly.
#pragma once

#include "traces/trace.hpp"

namespace snapcheck {

enum class Detail { diff, full, diagram, diagram_and_diff };

/// A diagram is at most `width` columns wide.
std::string to_text(const Trace& trace, Detail detail, unsigned width = 100);

}  // namespace snapcheck
