// A trace as JSON, for programs.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "traces/trace.hpp"

namespace snapcheck {

/// The steps, each with who, what, in words, and the facts that it changed.
nlohmann::ordered_json to_json(const Trace& trace);

}  // namespace snapcheck
