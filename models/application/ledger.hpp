// One channel of a run by the numbers of its messages, which states of an application do not have.
#pragma once

#include <algorithm>
#include <cassert>

#include "models/application/application_channels.hpp"
#include "models/event.hpp"

namespace snapcheck {

/// A message of the application on its way.
struct Letter {
    unsigned number;
    Item item;
};

/// The oldest letter that says what an item says; there is one.
inline std::vector<Letter>::iterator find_letter(std::vector<Letter>& letters, const Item& item) {
    const auto letter = std::ranges::find_if(letters, [&](const Letter& one) {
        return one.item.reds == item.reds && one.item.content == item.content &&
               one.item.code == item.code;
    });
    assert(letter != letters.end());
    return letter;
}

/// Whether control messages wait before they are in the channel.
inline bool has_outboxes(const ChannelSpec& channels) {
    return channels.kind == ChannelKind::bounded || channels.kind == ChannelKind::bounded_blocking;
}

struct Ledger {
    ChannelState state;              // but for what is in transit
    std::vector<Letter> on_the_way;  // oldest first
    unsigned sent = 0;

    /// The number of the message that arrives.
    unsigned take_out(const Item& item) {
        const auto letter = find_letter(on_the_way, item);
        const unsigned number = letter->number;
        on_the_way.erase(letter);
        return number;
    }
    /// That of the oldest message that is not in the channel yet.
    unsigned first_behind(const std::vector<Item>& in_transit) const {
        const auto messages = std::ranges::count(in_transit, false, &Item::control);
        return on_the_way[static_cast<std::size_t>(messages)].number;
    }
};

}  // namespace snapcheck
