// Compression that every platform can undo: `xz -d`, Python's lzma.
#pragma once

#include <string>
#include <string_view>

namespace snapcheck {

/// One .xz stream of one block, with a SHA-256 of what is in it. Throws std::bad_alloc.
std::string to_xz(std::string_view bytes);

}  // namespace snapcheck
