// FIFO channels: only the head can arrive, so what was received is a prefix of what was sent and a
// number says it all; the recorded content of a channel is a sequence.
#pragma once

#include "models/channels/discipline.hpp"

namespace snapcheck {

class Fifo : public PlainChannels {
  public:
    static constexpr bool ordered = true;

    Fifo(const Instance& instance, ContentBits bits, const Assumptions& assumed,
         LayoutBuilder& layout)
        : Fifo(instance, bits, assumed, layout, 0, 0) {}

    void start(std::uint64_t* words) const {
        for (const Lane& lane : lanes_) {
            lane.transit.start(words);
            lane.recorded.start(words);
        }
    }

    /// Calls visit(detail) for every content that may arrive next.
    template <class Visit>
    void for_each_arrival(const std::uint64_t* words, unsigned channel, unsigned,
                          Visit&& visit) const {
        if (!lanes_[channel].transit.empty(words)) visit(0U);
    }

    /// What for_each_arrival called `detail`.
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
    void freeze_received(std::uint64_t* words, unsigned channel) const {
        lanes_[channel].cut_received.set(words, lanes_[channel].received.get(words));
    }
    void record(std::uint64_t* words, unsigned channel, unsigned number) const {
        lanes_[channel].recorded.push(words, number - 1, Assumption::repeats);
    }
    void forget(std::uint64_t* words, unsigned channel) const {
        lanes_[channel].recorded.start(words);
    }

    MessageSet received(const std::uint64_t* words, unsigned channel) const {
        return MessageSet::first(static_cast<unsigned>(lanes_[channel].received.get(words)));
    }
    MessageSet cut_received(const std::uint64_t* words, unsigned channel) const {
        return MessageSet::first(static_cast<unsigned>(lanes_[channel].cut_received.get(words)));
    }
    std::vector<unsigned> recorded(const std::uint64_t* words, unsigned channel) const {
        std::vector<unsigned> numbers;
        for (const std::uint64_t item : lanes_[channel].recorded.items(words))
            numbers.push_back(static_cast<unsigned>(item) + 1);
        return numbers;
    }
    /// The largest number in each, 0 for none: enough to see that nothing can be wrong.
    unsigned last_received(const std::uint64_t* words, unsigned channel, bool in_cut) const {
        const Lane& lane = lanes_[channel];
        return static_cast<unsigned>((in_cut ? lane.cut_received : lane.received).get(words));
    }
    unsigned last_recorded(const std::uint64_t* words, unsigned channel) const {
        unsigned last = 0;
        lanes_[channel].recorded.for_each_new_item(words, [&](unsigned position) {
            last = std::max(
                last, static_cast<unsigned>(lanes_[channel].recorded.at(words, position)) + 1);
        });
        return last;
    }

    std::vector<Content> in_transit(const std::uint64_t* words, unsigned channel, unsigned) const {
        std::vector<Content> contents;
        auto number = static_cast<unsigned>(lanes_[channel].received.get(words)) + 1;
        for (const std::uint64_t item : lanes_[channel].transit.items(words)) {
            contents.push_back(content(item, number));
            number += contents.back().control ? 0U : 1U;
        }
        return contents;
    }

    /// How many contents are in transit.
    unsigned how_many_in_transit(const std::uint64_t* words, unsigned channel, unsigned) const {
        return lanes_[channel].transit.size(words);
    }

    /// The fields that hold the recorded cut: they are what tells snapshots apart.
    std::vector<Field> cut_fields(unsigned channel) const {
        return {lanes_[channel].cut_received, lanes_[channel].recorded.field()};
    }

  protected:
    struct Lane {
        Sequence transit;  // a control message is odd, its code above; a stamp likewise, but even
        Field received;
        Field cut_received;
        Sequence recorded;  // numbers less one
    };

    // For disciplines that are FIFO with something more: `tag_bits` above each item, and at most
    // `places` items in a channel (0: as many as there can be).
    Fifo(const Instance& instance, ContentBits bits, const Assumptions& assumed,
         LayoutBuilder& layout, unsigned tag_bits, unsigned places)
        : item_bits_(1 + std::max(bits.stamp, bits.control)) {
        for (unsigned channel = 0; channel < instance.network.channels(); ++channel) {
            const unsigned most = instance.capacity(channel);
            lanes_.push_back(
                {Sequence(layout, places == 0 ? most + assumed.controls : places,
                          item_bits_ + tag_bits),
                 layout.add(bits_to_count(most)), layout.add(bits_to_count(most)),
                 Sequence(layout, most == 0 ? 0 : most + assumed.repeats, bits_to_number(most))});
        }
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
