#include "properties/catalogue.hpp"

#include <array>

#include "checker/input_error.hpp"
#include "properties/consistency.hpp"

namespace snapcheck {

namespace {

using enum Judged;

constexpr std::array properties{
    Property{"no-lost", "every message recorded as sent is recorded as received, or in its channel",
             when_complete, true, no_lost},
    Property{"no-orphan", "every message recorded as received is recorded as sent", when_complete,
             true, no_orphan},
    Property{"no-orphan-in-channel", "every message recorded in a channel is recorded as sent",
             when_complete, true, no_orphan_in_channel},
    Property{"no-duplicate", "no message is recorded both as received and in its channel, or twice",
             when_complete, true, no_duplicate},
    Property{"exact-channels",
             "a channel is recorded as what was sent and not received, in order on FIFO",
             when_complete, true, exact_channels},
    Property{"conserved", "the recorded tokens, one a message, add up to those at the start",
             when_complete, true, conserved},
    Property{"transitless",
             "every message recorded as sent is recorded as received (informative: asked for by "
             "name only)",
             when_complete, false, transitless},
    Property{"records-in-time",
             "a process records before it takes in a message sent after its sender recorded",
             always, true, records_in_time},
    Property{"post-marker-unrecorded",
             "no message sent after its sender recorded is recorded in its channel", always, true,
             post_marker_unrecorded},
    Property{"terminates", "every run in which the snapshot starts completes it", at_the_end, true,
             nullptr},
    Property{"keeps-invariants",
             "what the algorithm claims of itself is true, where it claims anything",
             by_the_algorithm, true, nullptr},
};

}  // namespace

std::span<const Property> catalogue() {
    return properties;
}

unsigned property_bit(std::string_view name) {
    std::array<std::string_view, properties.size()> names;
    for (unsigned bit = 0; bit < properties.size(); ++bit) {
        if (properties[bit].name == name) return bit;
        names[bit] = properties[bit].name;
    }
    throw unknown_word("property", name, names);
}

}  // namespace snapcheck
