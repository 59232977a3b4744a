// What every channel discipline is asked: which contents may arrive, and how content in transit,
// receipts and the recorded content are kept. One discipline a file; each is a class like Fifo.
#pragma once

#include <algorithm>
#include <bit>
#include <optional>
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
    bool operator==(const Content&) const = default;
};

/// What a field of a channel consists of, for whoever gives processes and channels other names.
struct Slot {
    enum class Holds {
        plain,      // numbers, of messages and of how many: nobody is named
        contents,   // a sequence: a control message is odd, its code above; a message's stamps are
                    // likewise, but even
        controls,   // a sorted sequence of control messages
        stamps,     // of one message after the other
        knowledge,  // a count for each channel of the network
    };
    Field field;
    Holds holds = Holds::plain;
    unsigned item_bits = 0;   // of a sequence, or of what a message is stamped with
    unsigned count_bits = 0;  // of one count; in a sequence: such counts are above each item
};

/// What most disciplines have nothing of. `words` is a state.
struct PlainChannels {
    using View = const std::uint64_t*;

    /// Whether an application message may enter the channel now.
    bool may_send(View, unsigned) const { return true; }
    /// Whether a process has to wait for the transport before it may do anything.
    bool blocked(View, unsigned) const { return false; }
    /// Whether the transport takes steps of its own; whether it may now, and what that does.
    static constexpr bool has_transport = false;
    bool may_transport(View, unsigned) const { return false; }
    void transport(std::uint64_t*, unsigned) const {}
    /// What such a step is.
    static constexpr bool transport_loses = false;
    /// Whether sending to all at once differs from sending to one after the other.
    static constexpr bool distinguishes_multicast = false;
    /// Whether an arrival leaves what arrives in the channel.
    bool stays(unsigned) const { return false; }
    /// How many contents wait before the channel.
    unsigned waiting(View, unsigned) const { return 0; }
    /// Whether there is somewhere for them to wait.
    static constexpr bool has_outboxes = false;
    /// Whether nothing but 0 is ever the detail of an arrival.
    static constexpr bool only_the_head_arrives = false;
    /// For each channel, how many contents a process knows to have been sent on it, and how many
    /// the sender of each content in transit knew of, without that one; where that is known.
    std::vector<unsigned> knowledge(View, unsigned) const { return {}; }
    std::vector<std::vector<unsigned>> pasts(View, unsigned) const { return {}; }
    /// How many mistakes the channels may still make, where they make any.
    std::optional<unsigned> faults_left(View) const { return std::nullopt; }
    /// Steps of the transport so far, where no other count shows them; controls: sent on the
    /// channel.
    unsigned transport_steps(View, unsigned, unsigned) const { return 0; }
    /// Whether a state tells them channel by channel.
    static constexpr bool counts_by_channel = true;
    /// The fields that say, with how many were sent, whether something can be sent on a channel and
    /// can arrive or move there; none where other channels bear on it.
    std::vector<Field> guarding_fields(unsigned) const { return {}; }
    /// Whether what happens on a channel may, from this state on, bear on other channels, or at one
    /// of its ends on the other while it is not empty.
    bool tangled(View) const { return false; }
    /// What is kept of each process, and for all together, beside what is kept of the channels.
    std::vector<Slot> slots_of_process(unsigned) const { return {}; }
    std::vector<Slot> common_slots() const { return {}; }
    /// Receipts beyond the first of each message, in the recorded cut.
    unsigned repeated_receipts(View, unsigned, unsigned) const { return 0; }
};

inline unsigned bits_to_count(unsigned most) {
    return static_cast<unsigned>(std::bit_width(most));
}

/// Bits for a message number less one, at least 1: a sequence cannot hold items of no bits.
inline unsigned bits_to_number(unsigned messages) {
    return std::max(1U, static_cast<unsigned>(std::bit_width(messages == 0 ? 0U : messages - 1)));
}

}  // namespace snapcheck
