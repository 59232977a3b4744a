// What channels that keep an order have in common: the content that a snapshot records of one is a
// sequence of message numbers.
#pragma once

#include "models/channels/discipline.hpp"

namespace snapcheck {

class OrderedChannels : public PlainChannels {
  public:
    static constexpr bool ordered = true;

    void record(std::uint64_t* words, unsigned channel, unsigned snapshot, unsigned number) const {
        record_of(channel, snapshot).content.push(words, number - 1, Assumption::repeats);
    }
    void forget(std::uint64_t* words, unsigned channel, unsigned snapshot) const {
        record_of(channel, snapshot).content.start(words);
    }
    std::vector<unsigned> recorded(View words, unsigned channel, unsigned snapshot) const {
        std::vector<unsigned> numbers;
        record_of(channel, snapshot).content.for_each_item(words, [&](std::uint64_t item) {
            numbers.push_back(static_cast<unsigned>(item) + 1);
        });
        return numbers;
    }
    /// What is recorded of a channel, and the largest number in it, 0 for none.
    using RecordedContent = Sequence;
    const Sequence& content_field(unsigned channel, unsigned snapshot) const {
        return record_of(channel, snapshot).content;
    }
    static unsigned last_in(const Sequence& content, View words) {
        unsigned last = 0;
        content.for_each_item(words, [&](std::uint64_t item) {
            last = std::max(last, static_cast<unsigned>(item) + 1);
        });
        return last;
    }

    /// The fields that hold the recorded cut: they are what tells snapshots apart.
    std::vector<Field> cut_fields(unsigned channel, unsigned snapshot) const {
        const Record& record = record_of(channel, snapshot);
        return {record.received, record.content.field()};
    }

    /// The fields that change as contents move on a channel and are recorded.
    std::vector<Field> moving_fields(unsigned channel) const {
        std::vector<Field> fields;
        for (unsigned s = 0; s < snapshots_; ++s)
            fields.push_back(record_of(channel, s).content.field());
        return fields;
    }

  protected:
    struct Record {
        Field received;    // what the target had received when it recorded
        Sequence content;  // numbers less one
    };

    explicit OrderedChannels(unsigned snapshots) : snapshots_(snapshots) {}

    // Channel after channel: `messages` that it may carry, `receipt_bits` to say which arrived.
    void add_records(LayoutBuilder& layout, unsigned messages, unsigned receipt_bits,
                     const Assumptions& assumed) {
        for (unsigned s = 0; s < snapshots_; ++s)
            records_.push_back({layout.add(receipt_bits),
                                Sequence(layout, messages == 0 ? 0 : messages + assumed.repeats,
                                         bits_to_number(messages))});
    }

    void add_record_slots(unsigned channel, std::vector<Slot>& slots) const {
        for (unsigned s = 0; s < snapshots_; ++s) {
            slots.push_back({record_of(channel, s).received});
            slots.push_back({record_of(channel, s).content.field()});
        }
    }

    void start_records(std::uint64_t* words) const {
        for (const Record& record : records_) record.content.start(words);
    }

    const Record& record_of(unsigned channel, unsigned snapshot) const {
        return records_[channel * snapshots_ + snapshot];
    }

  private:
    unsigned snapshots_;
    std::vector<Record> records_;  // of a channel, those of all snapshots one after the other
};

}  // namespace snapcheck
