// What a snapshot recorded, as the judge sees it: for each channel, messages as numbers 1..m in the
// order of sending. It says nothing of algorithms or processes, so no property can depend on how
// one works.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace snapcheck {

/// A set of the application messages 1..64 of one channel.
struct MessageSet {
    std::uint64_t bits = 0;  // bit k-1: message k

    static MessageSet first(unsigned count) {
        return {count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1};
    }

    bool contains(unsigned number) const { return (bits >> (number - 1) & 1) != 0; }
    void insert(unsigned number) { bits |= std::uint64_t{1} << (number - 1); }
    bool empty() const { return bits == 0; }
    unsigned size() const { return static_cast<unsigned>(std::popcount(bits)); }
    bool subset_of(MessageSet other) const { return (bits & ~other.bits) == 0; }
    MessageSet operator|(MessageSet other) const { return {bits | other.bits}; }
    MessageSet operator&(MessageSet other) const { return {bits & other.bits}; }
    MessageSet operator-(MessageSet other) const { return {bits & ~other.bits}; }
    bool operator==(const MessageSet&) const = default;
};

/// Its members, in increasing order.
inline std::vector<unsigned> numbers_in(MessageSet set) {
    std::vector<unsigned> numbers;
    for (std::uint64_t rest = set.bits; rest != 0; rest &= rest - 1)
        numbers.push_back(static_cast<unsigned>(std::countr_zero(rest)) + 1);
    return numbers;
}

/// The cut at one channel.
struct ChannelCut {
    MessageSet sent;                 // S: recorded as sent by the source
    MessageSet received;             // R: recorded as received by the target
    std::vector<unsigned> recorded;  // C: the recorded content, in the order of recording
    unsigned repeated = 0;           // receipts recorded beyond the first of each message
    bool ordered = true;             // whether that order means anything (FIFO)

    MessageSet recorded_set() const {
        MessageSet set;
        for (const unsigned number : recorded) set.insert(number);
        return set;
    }
    bool operator==(const ChannelCut&) const = default;
};

/// The cut at every channel.
using Cut = std::span<const ChannelCut>;

}  // namespace snapcheck
