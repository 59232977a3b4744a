// The two colours of Dijkstra, Lai, Yang and Mattern: white before the recording, red after it.
#pragma once

#include <cstdint>

namespace snapcheck {

enum class Colour : std::uint8_t { white, red };

}  // namespace snapcheck
