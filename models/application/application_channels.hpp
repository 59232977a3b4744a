// What the channels of an application hold, and what is recorded of them. Messages have no numbers,
// since there would be no end to them: a message carries what it says, and whether, in each
// snapshot, it was sent before its sender recorded (white) or after (red). What has arrived is
// forgotten but for a few marks a channel and snapshot, so that a state stays finite however long
// the application runs.
#pragma once

#include "checker/model.hpp"
#include "models/application/application.hpp"
#include "models/channels/sequence.hpp"
#include "models/instance.hpp"

namespace snapcheck {

/// Something in transit, or recorded in a channel.
struct Item {
    bool control = false;
    std::uint64_t reds = 0;  // a bit for each snapshot: sent after its sender recorded there
    unsigned content = 0;    // of a message of the application
    std::uint64_t code = 0;  // a control message, or the stamps of a message

    bool red(unsigned snapshot) const { return (reds >> snapshot & 1) != 0; }
};

/// Of messages that have arrived on a channel, in one snapshot.
enum class Mark : unsigned {
    missed,      // some are recorded as sent and by nobody as received or in transit
    orphan,      // some are recorded as received and not as sent
    twice,       // some are recorded as received and in transit, or twice in transit
    later,       // some are not recorded at all; noted only where processes record again
    excess,      // more would have been recorded in transit, but there were enough of them
    lost,        // the network has lost some that are recorded as sent
    lost_later,  // or would be, if their sender recorded again
};
inline constexpr unsigned marks = 5, marks_of_losses = 2;

/// A channel can be recorded for as long as its marker does not come, and without fairness, or
/// where markers are overtaken, that is for ever. Beyond so many messages it is only noted that
/// there were more.
inline constexpr unsigned most_recorded = 6;

class ApplicationChannels {
  public:
    struct Bits {
        unsigned stamp, control;
    };
    ApplicationChannels(const Application& application, const Instance& instance, Bits bits,
                        const Assumptions& assumed, LayoutBuilder& layout);

    void start(std::uint64_t* state) const;

    // --- in transit

    /// Calls visit(position) for everything that may arrive next, equal things once.
    template <class Visit>
    void for_each_arrival(View state, unsigned channel, Visit&& visit) const {
        const Sequence& transit = lanes_[channel].transit;
        if (!ordered_) return transit.for_each_new_item(state, visit);
        if (!transit.empty(state)) visit(0U);
    }
    bool ordered() const { return ordered_; }
    bool empty(View state, unsigned channel) const { return lanes_[channel].transit.empty(state); }
    std::uint64_t code_at(View state, unsigned channel, unsigned position) const {
        return lanes_[channel].transit.at(state, position);
    }
    Item at(View state, unsigned channel, unsigned position) const {
        return decode(code_at(state, channel, position));
    }
    void remove(std::uint64_t* state, unsigned channel, unsigned position) const {
        lanes_[channel].transit.erase(state, position);
    }
    void put(std::uint64_t* state, unsigned channel, const Item& item, bool ahead = false) const;
    std::vector<Item> in_transit(View state, unsigned channel) const {
        return items(state, lanes_[channel].transit);
    }
    /// That, and what waits in the outbox.
    std::vector<Item> under_way(View state, unsigned channel) const;

    // --- what the network does of its own accord, and what it takes

    /// Whether a channel takes so many messages more.
    bool has_room(View state, unsigned channel, std::size_t messages) const;
    /// What waits for a place in the channel.
    unsigned waiting(View state, unsigned channel) const {
        return lanes_[channel].outbox.size(state);
    }
    bool loses() const { return network_.kind == ChannelKind::lossy; }
    bool blocks() const { return network_.kind == ChannelKind::bounded_blocking; }
    /// Whether the head can be lost; or what has waited longest, enter the channel.
    bool may_transport(View state, unsigned channel) const;
    /// Does so. Says what it was that was lost or moved.
    Item transport(std::uint64_t* state, unsigned channel) const;

    // --- recorded in a snapshot

    void record(std::uint64_t* state, unsigned channel, unsigned snapshot, const Item& item) const;
    /// Of each message, only whether it is red in that snapshot is known.
    std::vector<Item> recorded(View state, unsigned channel, unsigned snapshot) const;
    bool marked(View state, unsigned channel, unsigned snapshot, Mark mark) const {
        return (record_of(channel, snapshot).marks.get(state) >> static_cast<unsigned>(mark) & 1) !=
               0;
    }
    void mark(std::uint64_t* state, unsigned channel, unsigned snapshot, Mark mark,
              bool value = true) const;
    /// All that was sent so far is now recorded as sent.
    void source_records(std::uint64_t* state, unsigned channel, unsigned snapshot) const;
    /// All that was received so far is now recorded as received.
    void target_records(std::uint64_t* state, unsigned channel, unsigned snapshot) const;
    /// What is recorded as in transit is dropped.
    void forget(std::uint64_t* state, unsigned channel, unsigned snapshot) const;

    /// Where the recorded content is; and, in there, the bits that say which messages are red.
    const Field& recorded_field(unsigned channel, unsigned snapshot) const {
        return record_of(channel, snapshot).content.field();
    }
    std::uint64_t red_bits() const;

  private:
    struct Record {
        Sequence content;
        Field marks;
    };
    struct Lane {
        Sequence transit, outbox;
        std::vector<Record> records;  // by snapshot
    };

    const Record& record_of(unsigned channel, unsigned snapshot) const {
        return lanes_[channel].records[snapshot];
    }
    bool is_bounded() const { return network_.kind == ChannelKind::bounded || blocks(); }
    std::vector<Item> items(View state, const Sequence& sequence) const;
    void whiten(std::uint64_t* state, const Sequence& sequence, unsigned snapshot) const;
    std::uint64_t encode(const Item& item) const;
    Item decode(std::uint64_t code) const;
    static std::uint64_t encode_recorded(const Item& item, unsigned snapshot);
    void add(std::uint64_t* state, const Sequence& sequence, std::uint64_t code,
             Assumption full) const;

    ChannelSpec network_;
    bool ordered_;
    unsigned snapshots_;
    unsigned content_bits_;
    Field losses_left_;
    std::vector<Lane> lanes_;
};

}  // namespace snapcheck
