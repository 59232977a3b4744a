// FIFO channels: only the head can arrive, so what was received is a prefix of what was sent and a
// number says it all; the recorded content of a channel is a sequence.
#pragma once

#include "models/channels/discipline.hpp"

namespace snapcheck {

class Fifo {
  public:
    static constexpr bool ordered = true;

    Fifo(const Instance& instance, ContentBits bits, const Assumptions& assumed,
         LayoutBuilder& layout) {
        for (unsigned channel = 0; channel < instance.network.channels(); ++channel) {
            const unsigned most = instance.capacity(channel);
            const unsigned item = 1 + std::max(bits.stamp, bits.control);
            lanes_.push_back(
                {Sequence(layout, most + assumed.controls, item), layout.add(bits_to_count(most)),
                 layout.add(bits_to_count(most)),
                 Sequence(layout, most == 0 ? 0 : most + assumed.repeats, bits_to_number(most))});
        }
    }

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
    Content peek(const std::uint64_t* words, unsigned channel, unsigned) const {
        const Lane& lane = lanes_[channel];
        const std::uint64_t item = lane.transit.front(words);
        return {(item & 1) != 0, static_cast<unsigned>(lane.received.get(words)) + 1, item >> 1};
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

    void receive(std::uint64_t* words, unsigned channel, unsigned) const {
        lanes_[channel].received.add(words, 1);
    }
    void freeze_received(std::uint64_t* words, unsigned channel) const {
        lanes_[channel].cut_received.set(words, lanes_[channel].received.get(words));
    }
    void record(std::uint64_t* words, unsigned channel, unsigned number) const {
        lanes_[channel].recorded.push(words, number - 1, Assumption::repeats);
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
        unsigned number = static_cast<unsigned>(lanes_[channel].received.get(words));
        for (const std::uint64_t item : lanes_[channel].transit.items(words))
            contents.push_back({(item & 1) != 0, (item & 1) != 0 ? 0 : ++number, item >> 1});
        return contents;
    }

    /// The fields that hold the recorded cut: they are what tells snapshots apart.
    std::vector<Field> cut_fields(unsigned channel) const {
        return {lanes_[channel].cut_received, lanes_[channel].recorded.field()};
    }

  private:
    struct Lane {
        Sequence transit;  // a control message is odd, its code above; a stamp likewise, but even
        Field received;
        Field cut_received;
        Sequence recorded;  // numbers less one
    };
    std::vector<Lane> lanes_;
};

}  // namespace snapcheck
