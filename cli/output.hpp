// Results on standard output. A result that nobody can read must not end in exit code 0.
#pragma once

#include <string>

namespace snapcheck {

/// Prints and flushes. Throws std::runtime_error when it cannot be written.
void print_result(const std::string& text);

/// Columns of the terminal that standard output is; 100 where it is none.
unsigned page_width();

}  // namespace snapcheck
