// Numbers, plurals and lists for people.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/topology/network.hpp"

namespace snapcheck {

/// "1,629,885", from digits or a number.
std::string grouped(std::string digits);
std::string grouped(std::uint64_t number);

/// "steps", "classes", "properties"
std::string plural(const std::string& noun);

/// "1 step", "4 steps"
std::string counted(std::uint64_t number, const std::string& noun);
std::string counted(const std::string& digits, const std::string& noun);

/// "p0, p2"
std::string names_of(std::span<const Process> processes, const Network& network);

/// ", the application may fall silent", where it may
std::string_view silence_in_words(bool may_fall_silent);

}  // namespace snapcheck
