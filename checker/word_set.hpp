// An exact set of words of one length that is only known at run time, in the order of arrival: for
// what is met far less often than states.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "checker/words.hpp"

namespace snapcheck {

class WordSet {
  public:
    explicit WordSet(unsigned length) : length_(length) {}

    struct Place {
        std::size_t index;
        bool fresh;  // it was not in the set before
    };

    Place insert(const std::uint64_t* words) {
        if ((size_ + 1) * 2 > slots_.size()) grow();
        std::uint32_t& slot = slots_[probe(words)];
        if (slot != 0) return {slot - 1, false};
        words_.insert(words_.end(), words, words + length_);
        slot = static_cast<std::uint32_t>(++size_);
        return {size_ - 1, true};
    }

    std::optional<std::size_t> find(const std::uint64_t* words) const {
        if (slots_.empty()) return std::nullopt;
        const std::uint32_t slot = slots_[probe(words)];
        return slot == 0 ? std::nullopt : std::optional<std::size_t>(slot - 1);
    }

    std::size_t size() const { return size_; }
    const std::uint64_t* operator[](std::size_t index) const { return &words_[index * length_]; }

  private:
    // The slot that holds the words, or the empty one where they belong.
    std::size_t probe(const std::uint64_t* words) const {
        const std::size_t mask = slots_.size() - 1;
        std::size_t at = hash(words, length_) & mask;
        while (slots_[at] != 0 && !same(words, (*this)[slots_[at] - 1])) at = (at + 1) & mask;
        return at;
    }

    // A few words: a call of memcmp takes longer.
    bool same(const std::uint64_t* a, const std::uint64_t* b) const {
        std::uint64_t difference = 0;
        for (unsigned i = 0; i < length_; ++i) difference |= a[i] ^ b[i];
        return difference == 0;
    }

    void grow() {
        slots_.assign(slots_.empty() ? 16 : slots_.size() * 2, 0U);
        for (std::size_t i = 0; i < size_; ++i)
            slots_[probe((*this)[i])] = static_cast<std::uint32_t>(i + 1);
    }

    unsigned length_;
    std::size_t size_ = 0;
    std::vector<std::uint64_t> words_;
    std::vector<std::uint32_t> slots_;  // index + 1; 0 is empty; at most half full
};

}  // namespace snapcheck
