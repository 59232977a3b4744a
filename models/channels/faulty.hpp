// FIFO channels that make a limited number of mistakes in a run. What was received is then no
// prefix of what was sent, and may have been received more than once: a small count for each
// message.
#pragma once

#include "models/channels/ordered_channels.hpp"

namespace snapcheck {

class Faulty : public OrderedChannels {
  public:
    Faulty(const Instance& instance, ContentBits bits, const Assumptions& assumed,
           LayoutBuilder& layout, unsigned receipts_of_one)
        : OrderedChannels(instance.snapshots),
          receipt_bits_(bits_to_count(receipts_of_one)),
          faults_(instance.channels.number),
          faults_left_(layout.add(bits_to_count(faults_))) {
        for (unsigned channel = 0; channel < instance.network.channels(); ++channel) {
            const unsigned most = instance.capacity(channel);
            const unsigned item = 1 + std::max(bits.stamp, bits.control);
            lanes_.push_back({Sequence(layout, most + assumed.controls, item),
                              layout.add(most * receipt_bits_)});
            add_records(layout, most, most * receipt_bits_, assumed);
        }
    }

    void start(std::uint64_t* words) const {
        faults_left_.set(words, faults_);
        for (const Lane& lane : lanes_) lane.transit.start(words);
        start_records(words);
    }

    auto arrivals(unsigned channel) const {
        return [transit = lanes_[channel].transit](View words, unsigned, auto&& visit) {
            if (!transit.empty(words)) visit(0U);
        };
    }

    // The head is the oldest of the messages that are still in transit.
    Content peek(View words, unsigned channel, unsigned sent, unsigned) const {
        const std::uint64_t head = lanes_[channel].transit.front(words);
        return {(head & 1) != 0, (head & 1) != 0 ? 0 : oldest(words, channel, sent), head >> 1};
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
    void put_control_ahead(std::uint64_t* words, unsigned channel, std::uint64_t code) const {
        lanes_[channel].transit.push_front(words, code << 1 | 1, Assumption::controls);
    }
    void receive(std::uint64_t* words, unsigned channel, unsigned number) const {
        lanes_[channel].received.add(words, std::uint64_t{1} << (number - 1) * receipt_bits_);
    }
    void freeze_received(std::uint64_t* words, unsigned channel, unsigned snapshot) const {
        record_of(channel, snapshot).received.set(words, lanes_[channel].received.get(words));
    }

    std::vector<Field> moving_fields(unsigned channel) const {
        std::vector<Field> fields = OrderedChannels::moving_fields(channel);
        const Lane& lane = lanes_[channel];
        fields.insert(fields.end(), {lane.transit.field(), lane.received, faults_left_});
        return fields;
    }

    const Field& received_field(unsigned channel) const { return lanes_[channel].received; }
    MessageSet received(View words, unsigned channel) const {
        return messages(lanes_[channel].received.get(words));
    }
    MessageSet cut_received(View words, unsigned channel, unsigned snapshot) const {
        return messages(record_of(channel, snapshot).received.get(words));
    }
    std::vector<unsigned> receipts(View words, unsigned channel) const {
        return all_receipts(lanes_[channel].received.get(words));
    }
    std::vector<unsigned> cut_receipts(View words, unsigned channel, unsigned snapshot) const {
        return all_receipts(record_of(channel, snapshot).received.get(words));
    }
    std::optional<unsigned> faults_left(View words) const {
        return static_cast<unsigned>(faults_left_.get(words));
    }
    unsigned last_of(std::uint64_t receipts) const {
        return (static_cast<unsigned>(std::bit_width(receipts)) + receipt_bits_ - 1) /
               receipt_bits_;
    }
    unsigned repeated_receipts(View words, unsigned channel, unsigned snapshot) const {
        const std::uint64_t receipts = record_of(channel, snapshot).received.get(words);
        unsigned total = 0;
        for (std::uint64_t rest = receipts; rest != 0; rest >>= receipt_bits_)
            total += static_cast<unsigned>(rest & receipt_mask());
        return total - messages(receipts).size();
    }

    std::vector<Content> in_transit(View words, unsigned channel, unsigned sent) const {
        unsigned number = oldest(words, channel, sent);
        std::vector<Content> contents;
        lanes_[channel].transit.for_each_item(words, [&](std::uint64_t item) {
            const bool control = (item & 1) != 0;
            contents.push_back({control, control ? 0 : number, item >> 1});
            number += control ? 0U : 1U;
        });
        return contents;
    }

    unsigned how_many_in_transit(View words, unsigned channel, unsigned) const {
        return lanes_[channel].transit.size(words);
    }

    bool tangled(View words) const { return may_fail(words); }  // a fault here is none elsewhere

    std::vector<Slot> slots(unsigned channel) const {
        const Lane& lane = lanes_[channel];
        std::vector<Slot> slots{
            {lane.transit.field(), Slot::Holds::contents, lane.transit.item_bits()},
            {lane.received}};
        add_record_slots(channel, slots);
        return slots;
    }
    std::vector<Slot> common_slots() const { return {{faults_left_}}; }

  protected:
    bool may_fail(View words) const { return faults_left_.get(words) != 0; }
    bool empty(View words, unsigned channel) const { return lanes_[channel].transit.empty(words); }
    void count_fault(std::uint64_t* words) const {
        faults_left_.set(words, faults_left_.get(words) - 1);
    }
    unsigned faults_so_far(View words) const {
        return faults_ - static_cast<unsigned>(faults_left_.get(words));
    }

  private:
    struct Lane {
        Sequence transit;
        Field received;  // a small count for each message
    };

    // The number of the oldest message in transit: the newest was the last one sent.
    unsigned oldest(View words, unsigned channel, unsigned sent) const {
        unsigned messages = 0;
        lanes_[channel].transit.for_each_item(
            words, [&](std::uint64_t item) { messages += (item & 1) == 0 ? 1U : 0U; });
        return sent + 1 - messages;
    }
    std::uint64_t receipt_mask() const { return (std::uint64_t{1} << receipt_bits_) - 1; }
    MessageSet messages(std::uint64_t receipts) const {
        MessageSet set;
        for (unsigned number = 1; receipts != 0; ++number, receipts >>= receipt_bits_)
            if ((receipts & receipt_mask()) != 0) set.insert(number);
        return set;
    }

    // Each number as often as it was received.
    std::vector<unsigned> all_receipts(std::uint64_t receipts) const {
        std::vector<unsigned> numbers;
        for (unsigned number = 1; receipts != 0; ++number, receipts >>= receipt_bits_)
            numbers.insert(numbers.end(), receipts & receipt_mask(), number);
        return numbers;
    }

    unsigned receipt_bits_;
    unsigned faults_;
    Field faults_left_;
    std::vector<Lane> lanes_;
};

}  // namespace snapcheck
