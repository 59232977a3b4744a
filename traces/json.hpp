// A trace as JSON, for programs: the steps, as `check --json` has them, and the whole, as a file
// that read_traces() makes the same traces of again.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "traces/trace.hpp"

namespace snapcheck {

/// What the first key of such a file says.
inline constexpr std::string_view trace_schema = "snapcheck-trace/1";

/// What a step is called: "receive-control".
std::string_view name_of(Event::Kind kind);

/// The steps, each with who, what, in words, and the facts that it changed.
nlohmann::ordered_json steps_json(const Trace& trace);

/// The whole trace, with the states between the steps, the cut and the instance.
nlohmann::ordered_json to_json(const Trace& trace);

/// The document of a file: a line a step or a state, as far as they fit.
std::string to_json_document(const std::vector<Trace>& traces);

}  // namespace snapcheck
