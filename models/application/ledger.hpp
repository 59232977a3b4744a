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
};

}  // namespace snapcheck
