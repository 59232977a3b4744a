// FIFO channels that may lose the head, a message or a marker, a limited number of times in a run.
#pragma once

#include "models/channels/faulty.hpp"

namespace snapcheck {

class Lossy : public Faulty {
  public:
    static constexpr bool has_transport = true;
    static constexpr bool transport_loses = true;

    Lossy(const Instance& instance, ContentBits bits, const Assumptions& assumed,
          LayoutBuilder& layout)
        : Faulty(instance, bits, assumed, layout, 1) {}

    bool may_transport(View words, unsigned channel) const {
        return may_fail(words) && !empty(words, channel);
    }
    void transport(std::uint64_t* words, unsigned channel) const {
        count_fault(words);
        remove(words, channel, 0);
    }
};

}  // namespace snapcheck
