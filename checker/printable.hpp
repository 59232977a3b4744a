// The user's own words inside our sentences. They may hold anything: line breaks, escape codes for
// the terminal, bytes that are no UTF-8 (which JSON cannot carry), or a megabyte.
#pragma once

#include <string>
#include <string_view>

namespace snapcheck {

/// One line of valid UTF-8: control characters and broken sequences become '?'.
std::string printable(std::string_view text);

/// The text between single quotes: printable, and cut short when it is long.
std::string in_quotes(std::string_view text);

}  // namespace snapcheck
