// In which order a server has recorded snapshots so far, as one number: all sequences without
// repetition, the short ones first, those of one length as the digits of a number whose radix goes
// down by one from digit to digit. Ten snapshots take 24 bits, where ten numbers would take 40.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <vector>

namespace snapcheck {

/// A few different small numbers, in order.
struct Order {
    std::array<std::uint8_t, 20> ids{};
    unsigned size = 0;

    /// The place of `id`; size where it is not among them.
    unsigned place(unsigned id) const {
        unsigned at = 0;
        while (at < size && ids[at] != id) ++at;
        return at;
    }
    bool contains(unsigned id) const { return place(id) < size; }
    void push(unsigned id) { ids[size++] = static_cast<std::uint8_t>(id); }
};

/// The numbers of all orders of some of 0..count-1. 20 are the most whose code fits in a word.
class OrderCodes {
  public:
    static constexpr unsigned most = 20;

    explicit OrderCodes(unsigned count) : count_(count), first_{0} {
        std::uint64_t sequences = 1;  // of the length that comes next
        for (unsigned length = 0; length <= count; ++length) {
            first_.push_back(first_.back() + sequences);
            sequences *= count - length;
        }
    }

    /// All codes are smaller.
    std::uint64_t codes() const { return first_.back(); }

    std::uint64_t encode(const Order& order) const {
        std::uint32_t left = (std::uint32_t{1} << count_) - 1;  // numbers that may come next
        std::uint64_t code = 0;
        for (unsigned i = 0; i < order.size; ++i) {
            const std::uint32_t bit = std::uint32_t{1} << order.ids[i];
            code = code * (count_ - i) + static_cast<unsigned>(std::popcount(left & (bit - 1)));
            left &= ~bit;
        }
        return first_[order.size] + code;
    }

    Order decode(std::uint64_t code) const {
        Order order;
        while (code >= first_[order.size + 1]) ++order.size;
        code -= first_[order.size];
        for (unsigned i = order.size; i-- > 0; code /= count_ - i)
            order.ids[i] = static_cast<std::uint8_t>(code % (count_ - i));
        std::uint32_t left = (std::uint32_t{1} << count_) - 1;
        for (unsigned i = 0; i < order.size; ++i) {
            std::uint32_t rest = left;
            for (unsigned skip = order.ids[i]; skip > 0; --skip) rest &= rest - 1;
            order.ids[i] = static_cast<std::uint8_t>(std::countr_zero(rest));
            left &= ~(rest & (~rest + 1));
        }
        return order;
    }

  private:
    unsigned count_;
    std::vector<std::uint64_t> first_;  // code of each length
};

}  // namespace snapcheck
