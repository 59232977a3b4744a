// FIFO channels with a number of places. A control message first goes into an outbox of its
// sender's, and the transport moves it into the channel when there is room; until then it holds
// back the application's messages on that channel, and, where the channels block, everything else
// that its sender might do. A message that the algorithm sends something in front of, in the same
// step, waits behind it. What is put ahead of everything needs neither place nor outbox.
#pragma once

#include "models/channels/fifo.hpp"

namespace snapcheck {

class Bounded : public Fifo {
  public:
    static constexpr bool has_outboxes = true;

    Bounded(const Instance& instance, ContentBits bits, const Assumptions& assumed,
            LayoutBuilder& layout)
        : Fifo(instance, bits, assumed, layout, 0, instance.channels.number + assumed.controls),
          network_(instance.network),
          places_(instance.channels.number),
          blocking_(instance.channels.kind == ChannelKind::bounded_blocking) {
        for (unsigned channel = 0; channel < instance.network.channels(); ++channel)
            outboxes_.emplace_back(layout, assumed.controls, item_bits_);
    }

    void start(std::uint64_t* words) const {
        Fifo::start(words);
        for (const Sequence& outbox : outboxes_) outbox.start(words);
    }

    bool may_send(View words, unsigned channel) const {
        return outboxes_[channel].empty(words) && has_room(words, channel);
    }

    bool blocked(View words, unsigned process) const {
        return blocking_ && std::ranges::any_of(network_.outputs(process), [&](unsigned channel) {
                   return !outboxes_[channel].empty(words);
               });
    }

    static constexpr bool has_transport = true;
    bool may_transport(View words, unsigned channel) const {
        return !outboxes_[channel].empty(words) && has_room(words, channel);
    }

    void transport(std::uint64_t* words, unsigned channel) const {
        lanes_[channel].transit.push(words, outboxes_[channel].front(words), Assumption::controls);
        outboxes_[channel].pop(words);
    }

    void put_message(std::uint64_t* words, unsigned channel, unsigned number,
                     std::uint64_t stamp) const {
        if (outboxes_[channel].empty(words))
            Fifo::put_message(words, channel, number, stamp);
        else
            outboxes_[channel].push(words, stamp << 1, Assumption::controls);
    }
    void put_control(std::uint64_t* words, unsigned channel, std::uint64_t code) const {
        outboxes_[channel].push(words, code << 1 | 1, Assumption::controls);
    }

    std::vector<Field> moving_fields(unsigned channel) const {
        std::vector<Field> fields = Fifo::moving_fields(channel);
        fields.push_back(outboxes_[channel].field());
        return fields;
    }

    std::vector<Field> guarding_fields(unsigned channel) const {
        std::vector<Field> fields;
        if (!blocking_) fields = {lanes_[channel].transit.field(), outboxes_[channel].field()};
        return fields;
    }

    bool tangled(View) const { return true; }  // a receipt makes room for what is sent

    unsigned waiting(View words, unsigned channel) const { return outboxes_[channel].size(words); }
    /// What waits, the oldest first; its messages are the last ones of those sent.
    std::vector<Content> outbox(View words, unsigned channel, unsigned sent) const {
        std::vector<Content> contents;
        for (const std::uint64_t item : outboxes_[channel].items(words))
            contents.push_back(content(item, 0));
        for (auto last = contents.rbegin(); last != contents.rend(); ++last)
            if (!last->control) last->number = sent--;
        return contents;
    }
    unsigned transport_steps(View words, unsigned channel, unsigned controls) const {
        return controls - waiting(words, channel);
    }

    std::vector<Slot> slots(unsigned channel) const {
        std::vector<Slot> slots = Fifo::slots(channel);
        slots.push_back({outboxes_[channel].field(), Slot::Holds::contents, item_bits_});
        return slots;
    }

  private:
    bool has_room(View words, unsigned channel) const {
        return lanes_[channel].transit.size(words) < places_;
    }

    const Network& network_;
    unsigned places_;
    bool blocking_;
    std::vector<Sequence> outboxes_;
};

}  // namespace snapcheck
