// What was sent in a run: an arrow each, as every picture of a run draws it. Events do not say
// which control message they send; the contents of the channels before and after a step do.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/event.hpp"

namespace snapcheck {

/// Step numbers count from 1.
struct Arrow {
    unsigned channel = 0;
    Parcel parcel;
    unsigned sent = 0;
    std::optional<unsigned> entered;  // left the outbox for the channel, where there are outboxes
    std::vector<unsigned> arrived;    // more than one where copies stay in the channel
    std::optional<unsigned> lost;     // by the channel

    bool is_control() const { return parcel.message == 0; }
    /// When nothing more can happen to it; nullopt: it is still on its way.
    std::optional<unsigned> ended() const { return arrived.empty() ? lost : arrived.back(); }
    /// From step to step, until it arrives: each happened before the other.
    std::vector<std::pair<unsigned, unsigned>> hops() const;
};

/// "m1", or what a message of an application says; what a control message is called without what it
/// carries.
std::string short_name(const Parcel& parcel);

/// In the order in which they entered their channels.
std::vector<Arrow> arrows_of(const Run& run);

/// Where an application message stands to the cut at the end of a run.
enum class Standing { inside, across, outside, open, lost, orphan, orphan_in_channel, twice };

Standing standing_of(const Arrow& arrow, const Run& run);
Standing standing_of(unsigned channel, unsigned message, const Run& run);
/// "lost"; empty for what is neither in transit across the cut nor wrong.
std::string_view name_of(Standing standing);
std::string_view meaning_of(Standing standing);
/// What no consistent snapshot records.
bool is_wrong(Standing standing);

/// The step in which each process recorded the state that it has on record at the end, if any.
std::vector<std::optional<unsigned>> recording_steps(const Run& run, const Network& network);

/// Of a step in which a process records: whether it receives after that. Then the message is not in
/// the record.
bool records_before_receipt(const Event& event, const Run& run);

}  // namespace snapcheck
