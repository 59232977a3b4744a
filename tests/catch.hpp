// Catch2 v2 (Debian 12) and v3 (Ubuntu 24.04) put their headers in different places and call one
// matcher by different names; tests include this header and say contains().
#pragma once

#include <string>

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>

namespace snapcheck::testing {
inline auto contains(const std::string& part) {
    return Catch::Matchers::ContainsSubstring(part);
}
}  // namespace snapcheck::testing
#else
#include <catch2/catch.hpp>

namespace snapcheck::testing {
inline auto contains(const std::string& part) {
    return Catch::Matchers::Contains(part);
}
}  // namespace snapcheck::testing
#endif
