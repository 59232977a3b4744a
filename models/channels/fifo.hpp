// FIFO channels: only the head can arrive, so what was received is a prefix of what was sent and a
// number says it all; the recorded content of a channel is a sequence.
#pragma once

#include "models/channels/ordered_channels.hpp"

namespace snapcheck {

class Fifo : public OrderedChannels {
  public:
    Fifo(const Instance& instance, ContentBits bits, const Assumptions& assumed,
         LayoutBuilder& layout)
        : Fifo(instance, bits, assumed, layout, 0, 0) {}

    void start(std::uint64_t* words) const {
        for (const Lane& lane : lanes_) lane.transit.start(words);
        start_records(words);
    }

    /// arrivals(channel)(words, sent, visit) calls visit(detail) for every content that may arrive
    /// next. It has all that it needs at hand, for loops over many states.
    auto arrivals(unsigned channel) const {
        return [transit = lanes_[channel].transit](View words, unsigned, auto&& visit) {
            if (!transit.empty(words)) visit(0U);
        };
    }

    /// What arrivals() called `detail`.
    Content peek(const std::uint64_t* words, unsigned channel, unsigned, unsigned) const {
        const Lane& lane = lanes_[channel];
        return content(lane.transit.front(words),
                       static_cast<unsigned>(lane.received.get(words)) + 1);
    }

    void remove(std::uint64_t* words, unsigned channel, unsigned) const {
        lanes_[channel].transit.pop(words);
    }

    void put_message(std::uint64_t* words, unsigned channel, unsigned, std::uint64_t stamp) const {
        lanes_[channel].transit.push(words, stamp << 1, Assumption::controls);
    }
    void put_control(std::uint64_t* words, unsigned channel, std::uint64_t code) const {
        lanes_[channel].transit.push(words, code << 1 | 1, Assumption::controls);
    }
    /// Before everything that is in transit.
    void put_control_ahead(std::uint64_t* words, unsigned channel, std::uint64_t code) const {
        lanes_[channel].transit.push_front(words, code << 1 | 1, Assumption::controls);
    }

    void receive(std::uint64_t* words, unsigned channel, unsigned) const {
        lanes_[channel].received.add(words, 1);
    }
    void freeze_received(std::uint64_t* words, unsigned channel, unsigned snapshot) const {
        record_of(channel, snapshot).received.set(words, lanes_[channel].received.get(words));
    }

    const Field& received_field(unsigned channel) const { return lanes_[channel].received; }
    MessageSet received(const std::uint64_t* words, unsigned channel) const {
        return MessageSet::first(static_cast<unsigned>(lanes_[channel].received.get(words)));
    }
    MessageSet cut_received(View words, unsigned channel, unsigned snapshot) const {
        return MessageSet::first(
            static_cast<unsigned>(record_of(channel, snapshot).received.get(words)));
    }
    /// The same, as often as each was received.
    std::vector<unsigned> receipts(View words, unsigned channel) const {
        return numbers_in(received(words, channel));
    }
    std::vector<unsigned> cut_receipts(View words, unsigned channel, unsigned snapshot) const {
        return numbers_in(cut_received(words, channel, snapshot));
    }
    /// The largest number in what a field says of receipts, 0 for none.
    unsigned last_of(std::uint64_t receipts) const { return static_cast<unsigned>(receipts); }

    std::vector<Content> in_transit(const std::uint64_t* words, unsigned channel, unsigned) const {
        std::vector<Content> contents;
        auto number = static_cast<unsigned>(lanes_[channel].received.get(words)) + 1;
        for (const std::uint64_t item : lanes_[channel].transit.items(words)) {
            contents.push_back(content(item, number));
            number += contents.back().control ? 0U : 1U;
        }
        return contents;
    }

    std::vector<Field> moving_fields(unsigned channel) const {
        std::vector<Field> fields = OrderedChannels::moving_fields(channel);
        fields.insert(fields.end(), {lanes_[channel].transit.field(), lanes_[channel].received});
        return fields;
    }

    static constexpr bool only_the_head_arrives = true;
    std::vector<Field> guarding_fields(unsigned channel) const {
        return {lanes_[channel].transit.field()};
    }

    /// How many contents are in transit.
    unsigned how_many_in_transit(const std::uint64_t* words, unsigned channel, unsigned) const {
        return lanes_[channel].transit.size(words);
    }

    /// All that is kept of a channel.
    std::vector<Slot> slots(unsigned channel) const { return slots(channel, 0); }

  protected:
    struct Lane {
        Sequence transit;  // a control message is odd, its code above; a stamp likewise, but even
        Field received;
    };

    // For disciplines that are FIFO with something more: `tag_bits` above each item, and at most
    // `places` items in a channel (0: as many as there can be).
    Fifo(const Instance& instance, ContentBits bits, const Assumptions& assumed,
         LayoutBuilder& layout, unsigned tag_bits, unsigned places)
        : OrderedChannels(instance.snapshots), item_bits_(1 + std::max(bits.stamp, bits.control)) {
        for (unsigned channel = 0; channel < instance.network.channels(); ++channel) {
            const unsigned most = instance.capacity(channel);
            lanes_.push_back({Sequence(layout, places == 0 ? most + assumed.controls : places,
                                       item_bits_ + tag_bits),
                              layout.add(bits_to_count(most))});
            add_records(layout, most, bits_to_count(most), assumed);
        }
    }

    std::vector<Slot> slots(unsigned channel, unsigned count_bits) const {
        const Lane& lane = lanes_[channel];
        std::vector<Slot> slots{
            {lane.transit.field(), Slot::Holds::contents, item_bits_, count_bits}, {lane.received}};
        add_record_slots(channel, slots);
        return slots;
    }

    Content content(std::uint64_t item, unsigned number) const {
        const bool control = (item & 1) != 0;
        return {control, control ? 0 : number,
                (item & ((std::uint64_t{1} << item_bits_) - 1)) >> 1};
    }

    std::vector<Lane> lanes_;
    unsigned item_bits_;  // without tags
};

}  // namespace snapcheck
