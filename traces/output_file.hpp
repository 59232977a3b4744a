// Files that a user asked for: they appear complete or not at all.
#pragma once

#include <string>
#include <string_view>

namespace snapcheck {

/// Throws InputError before any work is done: no such folder, a folder in the way. `option` is what
/// named the file, as in "--trace-out".
void require_writable(const std::string& path, std::string_view option);

/// Writes a temporary file beside `path` and renames it. Throws InputError where that fails.
void write_whole(const std::string& path, const std::string& text, std::string_view option);

}  // namespace snapcheck
