// Numbers and plurals for people.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace snapcheck {

/// "1,629,885", from digits or a number.
std::string grouped(std::string digits);
std::string grouped(std::uint64_t number);

/// "steps", "classes", "properties"
std::string plural(const std::string& noun);

/// "1 step", "4 steps"
std::string counted(std::uint64_t number, const std::string& noun);
std::string counted(const std::string& digits, const std::string& noun);

/// A number of many 64-bit words, least significant first, in decimal digits.
std::string decimal(const std::vector<std::uint64_t>& words);

}  // namespace snapcheck
