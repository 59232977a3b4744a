// What each process knows of the network from the start, and what an algorithm needs of it.
#pragma once

#include <optional>
#include <string>

#include "models/instance.hpp"
#include "models/site.hpp"

namespace snapcheck {

Surroundings surroundings(const Instance& instance, Process p);

/// What an instance lacks for what an algorithm needs, in words: "a channel from p2 to p1"; nullopt
/// where it lacks nothing.
std::optional<std::string> missing(Need need, const Instance& instance);

}  // namespace snapcheck
