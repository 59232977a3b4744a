// Traces out of a .json file: the same values that were written into it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "traces/trace.hpp"

namespace snapcheck {

/// Throws InputError for the first thing that makes no sense: "FILE: traces[0].steps[2].event: what
/// is wrong", or "FILE:LINE:COLUMN: what" where it is no JSON. What is accepted can be drawn; that
/// the algorithm does it is for Replay to say.
std::vector<Trace> parse_traces(std::string_view text, const std::string& where);

/// The same from a file.
std::vector<Trace> read_traces(const std::string& path);

}  // namespace snapcheck
