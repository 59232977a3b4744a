// FIFO channels that may deliver the head, a message or a marker, and keep it too, a limited number
// of times in a run.
#pragma once

#include "models/channels/faulty.hpp"

namespace snapcheck {

class Duplicating : public Faulty {
  public:
    Duplicating(const Instance& instance, ContentBits bits, const Assumptions& assumed,
                LayoutBuilder& layout)
        : Faulty(instance, bits, assumed, layout, 1 + instance.channels.number) {}

    auto arrivals(unsigned channel) const {
        return [this, channel](View words, unsigned, auto&& visit) {
            if (empty(words, channel)) return;
            visit(0U);
            if (may_fail(words)) visit(1U);
        };
    }

    bool stays(unsigned detail) const { return detail == 1; }
    void remove(std::uint64_t* words, unsigned channel, unsigned detail) const {
        if (stays(detail))
            count_fault(words);
        else
            Faulty::remove(words, channel, detail);
    }

    static constexpr bool counts_by_channel = false;

    // Counted once for the whole network: at channel 0.
    unsigned transport_steps(View words, unsigned channel, unsigned) const {
        return channel == 0 ? faults_so_far(words) : 0;
    }
};

}  // namespace snapcheck
