// Numbers of any size in decimal digits: there are more runs than any machine word counts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace snapcheck {

/// A number of many 64-bit words, least significant first.
std::string decimal(const std::vector<std::uint64_t>& words);

}  // namespace snapcheck
