// The consistency conditions of a recorded global state, one function each
// (A. Kshemkalyani, M. Singhal: Distributed Computing. 2008, section 4.2; docs/semantics.md).
#include "properties/consistency.hpp"

#include <algorithm>

namespace snapcheck {

namespace {

template <class Condition>
bool on_every_channel(Cut cut, Condition condition) {
    return std::ranges::all_of(cut, condition);
}

bool twice_in(const std::vector<unsigned>& recorded, MessageSet as_set) {
    return recorded.size() != as_set.size();
}

}  // namespace

// Condition 1: what is recorded as sent is recorded as received, or in the channel.
bool no_lost(Cut cut) {
    return on_every_channel(
        cut, [](const ChannelCut& c) { return c.sent.subset_of(c.received | c.recorded_set()); });
}

// Condition 2 at the receiver: what is not recorded as sent is not recorded as received.
bool no_orphan(Cut cut) {
    return on_every_channel(cut, [](const ChannelCut& c) { return c.received.subset_of(c.sent); });
}

// Condition 2 at the channel: what is not recorded as sent is not recorded in transit.
bool no_orphan_in_channel(Cut cut) {
    return on_every_channel(cut,
                            [](const ChannelCut& c) { return c.recorded_set().subset_of(c.sent); });
}

// The "exclusive or" of condition 1: received, or in the channel, but not both and not twice.
bool no_duplicate(Cut cut) {
    return on_every_channel(cut, [](const ChannelCut& c) {
        const MessageSet in_channel = c.recorded_set();
        return (c.received & in_channel).empty() && !twice_in(c.recorded, in_channel);
    });
}

// A channel's state is exactly what was in transit across the cut, in the order of sending on FIFO.
bool exact_channels(Cut cut) {
    return on_every_channel(cut, [](const ChannelCut& c) {
        const MessageSet in_channel = c.recorded_set();
        return in_channel == c.sent - c.received && !twice_in(c.recorded, in_channel) &&
               (!c.ordered || std::ranges::is_sorted(c.recorded));
    });
}

// Every message carries one token from its sender to its receiver: none appears, none vanishes.
bool conserved(Cut cut) {
    std::size_t taken = 0;
    std::size_t found = 0;
    for (const ChannelCut& c : cut) {
        taken += c.sent.size();
        found += c.received.size() + c.repeated + c.recorded.size();
    }
    return taken == found;
}

// Condition 1 read literally. No algorithm that lets the application run can keep it.
bool transitless(Cut cut) {
    return on_every_channel(cut, [](const ChannelCut& c) { return c.sent.subset_of(c.received); });
}

// Judged on the cut so far: a process records before it takes in what was sent behind the cut.
bool records_in_time(Cut cut_so_far) {
    return no_orphan(cut_so_far);
}

// Judged on the cut so far: the FIFO lemma, that nothing sent behind the marker is recorded in
// transit.
bool post_marker_unrecorded(Cut cut_so_far) {
    return no_orphan_in_channel(cut_so_far);
}

}  // namespace snapcheck
