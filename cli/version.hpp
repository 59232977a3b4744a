// The version of the program; CMakeLists.txt has the same, and a test compares them.
#pragma once

namespace snapcheck {

inline constexpr const char* version = "0.1.0";

}  // namespace snapcheck
