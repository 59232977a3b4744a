// A trace as text: numbered steps, what each changed, and why it ends badly.
#pragma once

#include "traces/trace.hpp"

namespace snapcheck {

enum class Detail { diff, full };

std::string to_text(const Trace& trace, Detail detail);

}  // namespace snapcheck
