// Traces in files: the formats by extension, and writing that leaves no half-written file.
#pragma once

#include <span>
#include <string>

#include "traces/trace.hpp"

namespace snapcheck {

/// A file holds all traces, or only one: then the second goes to a file of its own, "run_2.tla" for
/// "run.tla".
struct TraceFormat {
    std::string_view extension;  // ".json"
    std::string_view meaning;
    std::string (*render)(const std::vector<Trace>&) = nullptr;
    /// The trace may be missing; the name is the file's, without folder and extension.
    std::string (*render_one)(const Trace*, std::string_view name) = nullptr;
    void (*require_name)(const std::string& path, std::string_view name) = nullptr;
};

std::span<const TraceFormat> trace_formats();

/// What a .txt file has.
std::string all_as_text(const std::vector<Trace>& traces);

/// Throws InputError before any work is done: an unknown extension, no such folder, a folder in the
/// way. `option` is what named the file.
void require_trace_file(const std::string& path, std::string_view option = "--trace-out");

/// Writes temporary files and renames them. Throws InputError where that fails.
void write_traces(const std::string& path, const std::vector<Trace>& traces,
                  std::string_view option = "--trace-out");

}  // namespace snapcheck
