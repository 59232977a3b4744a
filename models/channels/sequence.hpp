// A short sequence of small numbers in one field: the items from the low bits up, then a 1 that
// marks the end. Push, pop and length are a few shifts, and equal sequences have equal bits.
#pragma once

#include <bit>
#include <vector>

#include "models/layout.hpp"

namespace snapcheck {

class Sequence {
  public:
    Sequence() = default;
    Sequence(LayoutBuilder& layout, unsigned slots, unsigned item_bits)
        : field_(layout.add(slots == 0 ? 0 : 1 + slots * item_bits)), item_bits_(item_bits) {}

    /// The empty sequence; a fresh state needs it once.
    void start(std::uint64_t* words) const {
        if (field_.bits != 0) field_.set(words, 1);
    }

    bool empty(const std::uint64_t* words) const { return field_.get(words) <= 1; }
    std::uint64_t front(const std::uint64_t* words) const {
        return field_.get(words) & item_mask();
    }
    void pop(std::uint64_t* words) const { field_.set(words, field_.get(words) >> item_bits_); }
    unsigned size(const std::uint64_t* words) const {
        return empty(words)
                   ? 0
                   : static_cast<unsigned>(std::bit_width(field_.get(words)) - 1) / item_bits_;
    }

    /// Throws AssumptionFailed{full} when there is no room.
    void push(std::uint64_t* words, std::uint64_t item, Assumption full) const {
        const std::uint64_t old = field_.get(words);
        const auto end = static_cast<unsigned>(std::bit_width(old)) - 1;
        if (old == 0 || end + item_bits_ >= field_.bits) throw AssumptionFailed{full};
        field_.set(words, (old ^ std::uint64_t{1} << end) | item << end |
                              std::uint64_t{1} << (end + item_bits_));
    }

    /// The same at the front.
    void push_front(std::uint64_t* words, std::uint64_t item, Assumption full) const {
        const std::uint64_t old = field_.get(words);
        if (old == 0 || static_cast<unsigned>(std::bit_width(old)) + item_bits_ > field_.bits)
            throw AssumptionFailed{full};
        field_.set(words, old << item_bits_ | item);
    }

    std::vector<std::uint64_t> items(const std::uint64_t* words) const {
        std::vector<std::uint64_t> items;
        for_each_item(words, [&](std::uint64_t item) { items.push_back(item); });
        return items;
    }

    /// Calls visit(item) for each item, the first one first.
    template <class Visit>
    void for_each_item(const std::uint64_t* words, Visit&& visit) const {
        for (std::uint64_t rest = field_.get(words); rest > 1; rest >>= item_bits_)
            visit(rest & item_mask());
    }

    /// Visits the position of each item that differs from the one before it.
    template <class Visit>
    void for_each_new_item(const std::uint64_t* words, Visit&& visit) const {
        std::uint64_t last = ~std::uint64_t{0};
        unsigned position = 0;
        for (std::uint64_t rest = field_.get(words); rest > 1; rest >>= item_bits_, ++position) {
            if ((rest & item_mask()) != last) visit(position);
            last = rest & item_mask();
        }
    }

    std::uint64_t at(const std::uint64_t* words, unsigned position) const {
        return field_.get(words) >> (position * item_bits_) & item_mask();
    }

    void erase(std::uint64_t* words, unsigned position) const {
        const std::uint64_t old = field_.get(words);
        const unsigned shift = position * item_bits_;
        const std::uint64_t below = old & ((std::uint64_t{1} << shift) - 1);
        field_.set(words, old >> (shift + item_bits_) << shift | below);
    }

    /// Keeps the sequence sorted: a multiset in canonical form.
    void insert_sorted(std::uint64_t* words, std::uint64_t item, Assumption full) const {
        const std::uint64_t old = field_.get(words);
        if (old == 0 || static_cast<unsigned>(std::bit_width(old)) + item_bits_ > field_.bits)
            throw AssumptionFailed{full};
        unsigned shift = 0;
        while (old >> shift > 1 && (old >> shift & item_mask()) <= item) shift += item_bits_;
        const std::uint64_t below = old & ((std::uint64_t{1} << shift) - 1);
        field_.set(words, old >> shift << (shift + item_bits_) | item << shift | below);
    }

    const Field& field() const { return field_; }
    unsigned item_bits() const { return item_bits_; }

  private:
    std::uint64_t item_mask() const { return (std::uint64_t{1} << item_bits_) - 1; }

    Field field_;
    unsigned item_bits_ = 1;
};

}  // namespace snapcheck
