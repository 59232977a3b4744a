// Channels that deliver in causal order: a message arrives at a process once every message to that
// process in its causal past has arrived, markers included. Each process knows how many messages
// were sent on each channel, and each message carries what its sender knew (M. Raynal, A. Schiper,
// S. Toueg: The causal ordering abstraction and a simple way to implement it. IPL 39(6), 1991).
#pragma once

#include "models/channels/fifo.hpp"

namespace snapcheck {

class Causal : public Fifo {
  public:
    static constexpr bool distinguishes_multicast = true;

    Causal(const Instance& instance, ContentBits bits, const Assumptions& assumed,
           LayoutBuilder& layout)
        : Fifo(instance, bits, assumed, layout,
               instance.network.channels() * count_bits(instance, assumed), 0),
          network_(instance.network),
          count_bits_(count_bits(instance, assumed)) {
        for (Process p = 0; p < network_.processes(); ++p)
            knows_.push_back(layout.add(network_.channels() * count_bits_));
    }

    auto arrivals(unsigned channel) const {
        return [this, channel](View words, unsigned, auto&& visit) {
            if (!lanes_[channel].transit.empty(words) && follows_all(words, channel)) visit(0U);
        };
    }

    void put_message(std::uint64_t* words, unsigned channel, unsigned, std::uint64_t stamp) const {
        put(words, channel, stamp << 1);
    }
    void put_control(std::uint64_t* words, unsigned channel, std::uint64_t code) const {
        put(words, channel, code << 1 | 1);
    }

    /// One event: no copy knows less of the other copies than of what was sent before.
    void put_multicast(std::uint64_t* words, std::span<const unsigned> channels,
                       std::uint64_t code) const {
        const Field& knows = knows_[network_.ends(channels.front()).source];
        for (const unsigned c : channels) count_sent(words, knows, c);
        const std::uint64_t now = knows.get(words);
        for (const unsigned c : channels) {
            const std::uint64_t but_itself = now - (std::uint64_t{1} << c * count_bits_);
            lanes_[c].transit.push(words, but_itself << item_bits_ | code << 1 | 1,
                                   Assumption::controls);
        }
    }

    std::vector<Field> moving_fields(unsigned channel) const {
        std::vector<Field> fields = Fifo::moving_fields(channel);
        fields.insert(fields.end(), {knows_[network_.ends(channel).source],
                                     knows_[network_.ends(channel).target]});
        return fields;
    }

    std::vector<Field> guarding_fields(unsigned) const { return {}; }  // what is known of others

    // Whoever takes a message in knows what its sender knew, and of the message itself.
    void remove(std::uint64_t* words, unsigned channel, unsigned) const {
        const std::uint64_t carried = tag(words, channel);
        const Field& knows = knows_[network_.ends(channel).target];
        for (unsigned c = 0; c < network_.channels(); ++c) {
            const std::uint64_t learnt = count(carried, c) + (c == channel ? 1 : 0);
            if (learnt > count(knows.get(words), c)) set_count(words, knows, c, learnt);
        }
        lanes_[channel].transit.pop(words);
    }

    std::vector<Slot> slots(unsigned channel) const { return Fifo::slots(channel, count_bits_); }
    std::vector<Slot> slots_of_process(unsigned process) const {
        return {{knows_[process], Slot::Holds::knowledge, 0, count_bits_}};
    }

    std::vector<unsigned> knowledge(View words, unsigned process) const {
        return counts(knows_[process].get(words));
    }
    std::vector<std::vector<unsigned>> pasts(View words, unsigned channel) const {
        std::vector<std::vector<unsigned>> pasts;
        for (const std::uint64_t item : lanes_[channel].transit.items(words))
            pasts.push_back(counts(item >> item_bits_));
        return pasts;
    }

  private:
    static unsigned count_bits(const Instance& instance, const Assumptions& assumed) {
        unsigned bits = assumed.count_bits;
        for (unsigned c = 0; c < instance.network.channels(); ++c)
            bits = std::max(bits, bits_to_count(instance.capacity(c) + assumed.controls));
        return bits;
    }

    void put(std::uint64_t* words, unsigned channel, std::uint64_t item) const {
        const Field& knows = knows_[network_.ends(channel).source];
        lanes_[channel].transit.push(words, knows.get(words) << item_bits_ | item,
                                     Assumption::controls);
        count_sent(words, knows, channel);
    }

    void count_sent(std::uint64_t* words, const Field& knows, unsigned channel) const {
        const std::uint64_t so_far = count(knows.get(words), channel);
        if (so_far == count_mask()) throw AssumptionFailed{Assumption::count_bits};
        set_count(words, knows, channel, so_far + 1);
    }

    // Everything to the target that the head causally follows has arrived.
    bool follows_all(View words, unsigned channel) const {
        const std::uint64_t carried = tag(words, channel);
        return std::ranges::all_of(
            network_.inputs(network_.ends(channel).target), [&](unsigned input) {
                const std::uint64_t sent =
                    count(knows_[network_.ends(input).source].get(words), input);
                return sent - lanes_[input].transit.size(words) >= count(carried, input);
            });
    }

    std::uint64_t tag(View words, unsigned channel) const {
        return lanes_[channel].transit.front(words) >> item_bits_;
    }
    std::uint64_t count_mask() const { return (std::uint64_t{1} << count_bits_) - 1; }
    std::uint64_t count(std::uint64_t counts, unsigned channel) const {
        return counts >> channel * count_bits_ & count_mask();
    }
    std::vector<unsigned> counts(std::uint64_t code) const {
        std::vector<unsigned> counts;
        for (unsigned c = 0; c < network_.channels(); ++c)
            counts.push_back(static_cast<unsigned>(count(code, c)));
        return counts;
    }
    void set_count(std::uint64_t* words, const Field& counts, unsigned channel,
                   std::uint64_t value) const {
        const unsigned shift = channel * count_bits_;
        counts.set(words, (counts.get(words) & ~(count_mask() << shift)) | value << shift);
    }

    const Network& network_;
    unsigned count_bits_;
    std::vector<Field>
        knows_;  // of each process: for each channel, how many it knows to have been sent
};

}  // namespace snapcheck
