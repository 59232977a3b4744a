// The application of a trace file.
#pragma once

#include "traces/json_node.hpp"
#include "traces/trace.hpp"

namespace snapcheck {

/// Without the transitions of steps, which stand there. Whether all of it makes sense together is
/// seen by setting_of(). Throws InputError.
OfApplication read_application(const JsonNode& instance, const Network& network);

}  // namespace snapcheck
