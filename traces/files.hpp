// Traces in files: the formats by extension, and writing that leaves no half-written file.
#pragma once

#include <span>
#include <string>

#include "traces/trace.hpp"

namespace snapcheck {

struct TraceFormat {
    std::string_view extension;  // ".json"
    std::string_view meaning;
    std::string (*render)(const std::vector<Trace>&);
};

std::span<const TraceFormat> trace_formats();

/// What a .txt file has.
std::string all_as_text(const std::vector<Trace>& traces);

/// Throws InputError before any work is done: an unknown extension, no such folder, a folder in the
/// way. `option` is what named the file.
void require_trace_file(const std::string& path, std::string_view option = "--trace-out");

/// Writes a temporary file beside `path` and renames it. Throws InputError where that fails.
void write_traces(const std::string& path, const std::vector<Trace>& traces,
                  std::string_view option = "--trace-out");

}  // namespace snapcheck
