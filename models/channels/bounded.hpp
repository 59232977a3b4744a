// FIFO channels with a number of places. A control message first goes into an outbox of its
// sender's, and the transport moves it into the channel when there is room; until then it holds
// back the application's messages on that channel, and, where the channels block, everything else
// that its sender might do. One that is put ahead of everything needs neither place nor outbox.
#pragma once

#include "models/channels/fifo.hpp"

namespace snapcheck {

class Bounded : public Fifo {
  public:
    Bounded(const Instance& instance, ContentBits bits, const Assumptions& assumed,
            LayoutBuilder& layout)
        : Fifo(instance, bits, assumed, layout, 0, instance.channels.number + assumed.controls),
          network_(instance.network),
          places_(instance.channels.number),
          blocking_(instance.channels.kind == ChannelKind::bounded_blocking) {
        for (unsigned channel = 0; channel < instance.network.channels(); ++channel)
            outboxes_.emplace_back(layout, assumed.controls, std::max(1U, bits.control));
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

    bool may_transport(View words, unsigned channel) const {
        return !outboxes_[channel].empty(words) && has_room(words, channel);
    }

    void transport(std::uint64_t* words, unsigned channel) const {
        Fifo::put_control(words, channel, outboxes_[channel].front(words));
        outboxes_[channel].pop(words);
    }

    void put_control(std::uint64_t* words, unsigned channel, std::uint64_t code) const {
        outboxes_[channel].push(words, code, Assumption::controls);
    }

    unsigned waiting_controls(View words, unsigned channel) const {
        return outboxes_[channel].size(words);
    }
    unsigned transport_steps(View words, unsigned channel, unsigned controls) const {
        return controls - waiting_controls(words, channel);
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
