// A file that a user named, read whole.
#pragma once

#include <string>
#include <string_view>

namespace snapcheck {

/// The bytes of a file of at most 16 MiB. Throws InputError: `what` (as in "topology"), its name
/// and what is in the way.
std::string read_text_file(std::string_view path, std::string_view what);

}  // namespace snapcheck
