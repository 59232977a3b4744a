// Channels without order: anything in transit may arrive next. What is in transit is what was sent
// and not received, so only receipts are kept, as a set; control messages are a multiset, of which
// equal ones arrive once and not once a copy; the recorded content of a channel is a set.
#pragma once

#include "models/channels/discipline.hpp"

namespace snapcheck {

class Bag : public PlainChannels {
  public:
    static constexpr bool ordered = false;

    Bag(const Instance& instance, ContentBits bits, const Assumptions& assumed,
        LayoutBuilder& layout)
        : snapshots_(instance.snapshots), stamp_bits_(bits.stamp) {
        for (unsigned channel = 0; channel < instance.network.channels(); ++channel) {
            const unsigned most = instance.capacity(channel);
            lanes_.push_back({Sequence(layout, assumed.controls, std::max(1U, bits.control)),
                              layout.add(most * bits.stamp), layout.add(most)});
            for (unsigned s = 0; s < snapshots_; ++s)
                records_.push_back({layout.add(most), layout.add(most)});
        }
    }

    void start(std::uint64_t* words) const {
        for (const Lane& lane : lanes_) lane.controls.start(words);
    }

    auto arrivals(unsigned channel) const {
        return [lane = lanes_[channel]](View words, unsigned sent, auto&& visit) {
            std::uint64_t rest = MessageSet::first(sent).bits & ~lane.received.get(words);
            for (; rest != 0; rest &= rest - 1)
                visit(static_cast<unsigned>(std::countr_zero(rest)) + 1);
            lane.controls.for_each_new_item(
                words, [&](unsigned position) { visit(first_control + position); });
        };
    }

    Content peek(const std::uint64_t* words, unsigned channel, unsigned, unsigned detail) const {
        const Lane& lane = lanes_[channel];
        if (detail >= first_control)
            return {true, 0, lane.controls.at(words, detail - first_control)};
        return {false, detail, stamp_of(words, lane, detail)};
    }

    void remove(std::uint64_t* words, unsigned channel, unsigned detail) const {
        const Lane& lane = lanes_[channel];
        if (detail >= first_control) return lane.controls.erase(words, detail - first_control);
        const std::uint64_t stamp = stamp_of(words, lane, detail) << (detail - 1) * stamp_bits_;
        lane.stamps.set(words, lane.stamps.get(words) & ~stamp);
    }

    void put_message(std::uint64_t* words, unsigned channel, unsigned number,
                     std::uint64_t stamp) const {
        lanes_[channel].stamps.add(words, stamp << (number - 1) * stamp_bits_);
    }
    void put_control(std::uint64_t* words, unsigned channel, std::uint64_t code) const {
        lanes_[channel].controls.insert_sorted(words, code, Assumption::controls);
    }
    void put_control_ahead(std::uint64_t* words, unsigned channel, std::uint64_t code) const {
        put_control(words, channel, code);  // there is no order to be ahead in
    }

    void receive(std::uint64_t* words, unsigned channel, unsigned number) const {
        lanes_[channel].received.add(words, std::uint64_t{1} << (number - 1));
    }
    void freeze_received(std::uint64_t* words, unsigned channel, unsigned snapshot) const {
        record_of(channel, snapshot).received.set(words, lanes_[channel].received.get(words));
    }
    void record(std::uint64_t* words, unsigned channel, unsigned snapshot, unsigned number) const {
        const Field& content = record_of(channel, snapshot).content;
        content.set(words, content.get(words) | std::uint64_t{1} << (number - 1));
    }
    void forget(std::uint64_t* words, unsigned channel, unsigned snapshot) const {
        record_of(channel, snapshot).content.set(words, 0);
    }

    const Field& received_field(unsigned channel) const { return lanes_[channel].received; }
    MessageSet received(const std::uint64_t* words, unsigned channel) const {
        return {lanes_[channel].received.get(words)};
    }
    MessageSet cut_received(View words, unsigned channel, unsigned snapshot) const {
        return {record_of(channel, snapshot).received.get(words)};
    }
    std::vector<unsigned> receipts(View words, unsigned channel) const {
        return numbers_in(received(words, channel));
    }
    std::vector<unsigned> cut_receipts(View words, unsigned channel, unsigned snapshot) const {
        return numbers_in(cut_received(words, channel, snapshot));
    }
    std::vector<unsigned> recorded(View words, unsigned channel, unsigned snapshot) const {
        return numbers_in({record_of(channel, snapshot).content.get(words)});
    }
    unsigned last_of(std::uint64_t receipts) const {
        return static_cast<unsigned>(std::bit_width(receipts));
    }
    using RecordedContent = Field;
    const Field& content_field(unsigned channel, unsigned snapshot) const {
        return record_of(channel, snapshot).content;
    }
    static unsigned last_in(const Field& content, View words) {
        return static_cast<unsigned>(std::bit_width(content.get(words)));
    }

    std::vector<Content> in_transit(const std::uint64_t* words, unsigned channel,
                                    unsigned sent) const {
        std::vector<Content> contents;
        for (unsigned number = 1; number <= sent; ++number)
            if (!received(words, channel).contains(number))
                contents.push_back(peek(words, channel, sent, number));
        for (const std::uint64_t code : lanes_[channel].controls.items(words))
            contents.push_back({true, 0, code});
        return contents;
    }

    unsigned how_many_in_transit(const std::uint64_t* words, unsigned channel,
                                 unsigned sent) const {
        return sent - received(words, channel).size() + lanes_[channel].controls.size(words);
    }

    std::vector<Field> moving_fields(unsigned channel) const {
        const Lane& lane = lanes_[channel];
        std::vector<Field> fields = {lane.controls.field(), lane.stamps, lane.received};
        for (unsigned s = 0; s < snapshots_; ++s) fields.push_back(record_of(channel, s).content);
        return fields;
    }
    std::vector<Field> guarding_fields(unsigned channel) const {
        return {lanes_[channel].controls.field(), lanes_[channel].received};
    }
    std::vector<Field> cut_fields(unsigned channel, unsigned snapshot) const {
        const Record& record = record_of(channel, snapshot);
        return {record.received, record.content};
    }

    /// All that is kept of a channel.
    std::vector<Slot> slots(unsigned channel) const {
        const Lane& lane = lanes_[channel];
        std::vector<Slot> slots{
            {lane.controls.field(), Slot::Holds::controls, lane.controls.item_bits()},
            {lane.stamps, Slot::Holds::stamps, stamp_bits_},
            {lane.received}};
        for (unsigned s = 0; s < snapshots_; ++s) {
            slots.push_back({record_of(channel, s).received});
            slots.push_back({record_of(channel, s).content});
        }
        return slots;
    }

  private:
    static constexpr unsigned first_control = 128;  // details below are message numbers

    struct Lane {
        Sequence controls;  // sorted
        Field stamps;       // of messages in transit, by number; 0 elsewhere
        Field received;
    };
    struct Record {
        Field received;  // what the target had received when it recorded
        Field content;
    };

    std::uint64_t stamp_of(const std::uint64_t* words, const Lane& lane, unsigned number) const {
        return lane.stamps.get(words) >> (number - 1) * stamp_bits_ &
               ((std::uint64_t{1} << stamp_bits_) - 1);
    }

    const Record& record_of(unsigned channel, unsigned snapshot) const {
        return records_[channel * snapshots_ + snapshot];
    }

    unsigned snapshots_;
    unsigned stamp_bits_;
    std::vector<Lane> lanes_;
    std::vector<Record> records_;  // of a channel, those of all snapshots one after the other
};

}  // namespace snapcheck
