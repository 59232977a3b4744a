// What every channel discipline is asked: which contents may arrive, and how content in transit,
// receipts and the recorded content are kept. One discipline a file; each is a class like Fifo.
#pragma once

#include <algorithm>
#include <bit>
#include <string>

#include "models/channels/sequence.hpp"
#include "models/instance.hpp"
#include "properties/cut.hpp"

namespace snapcheck {

/// How many bits the contents of a channel take.
struct ContentBits {
    unsigned stamp;    // what an application message carries for the algorithm
    unsigned control;  // a control message
};

/// Something in transit, or taken from a channel.
struct Content {
    bool control = false;
    unsigned number = 0;     // of an application message
    std::uint64_t code = 0;  // its stamp, or the control message
};

inline unsigned bits_to_count(unsigned most) {
    return static_cast<unsigned>(std::bit_width(most));
}

/// Bits for a message number less one, at least 1: a sequence cannot hold items of no bits.
inline unsigned bits_to_number(unsigned messages) {
    return std::max(1U, static_cast<unsigned>(std::bit_width(messages == 0 ? 0U : messages - 1)));
}

}  // namespace snapcheck
