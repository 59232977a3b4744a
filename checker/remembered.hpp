// A function of a few bits of a state, remembered: what is dear to work out is worked out once for
// each combination of these bits, and looked up from then on. Only some of the last combinations
// are kept, so that it stays in the cache. Each belongs to one worker.
#pragma once

#include <algorithm>
#include <cassert>
#include <vector>

#include "checker/traits.hpp"

namespace snapcheck {

class Remembered {
  public:
    /// `mask`, by word: of the bits that the function reads; its values take so many words.
    Remembered(std::vector<std::uint64_t> mask, unsigned value_words)
        : mask_(std::move(mask)),
          stride_(1 + mask_.size() + value_words),
          entries_(size * stride_, never) {}

    /// Where the value is kept for this state and tag, a number below 2^32. `words`: those of the
    /// mask, known to the compiler where that pays.
    std::uint64_t* place(View state, std::uint64_t tag, auto words) {
        std::uint64_t sum = tag;
        for (unsigned i = 0; i < words; ++i)
            sum = (sum ^ (state[i] & mask_[i])) * 0x9e3779b97f4a7c15;
        return entries_.data() + (sum >> (64 - size_bits)) * stride_;
    }
    static std::uint64_t* value(std::uint64_t* place, unsigned words) { return place + 1 + words; }

    /// Whether the value there is the one for this state and tag.
    bool holds(const std::uint64_t* place, View state, std::uint64_t tag, auto words) const {
        std::uint64_t difference = place[0] ^ tag;
        for (unsigned i = 0; i < words; ++i) difference |= place[1 + i] ^ (state[i] & mask_[i]);
        return difference == 0;
    }
    /// From now on it is: it has been written there.
    void keep(std::uint64_t* place, View state, std::uint64_t tag, auto words) {
        place[0] = tag;
        for (unsigned i = 0; i < words; ++i) place[1 + i] = state[i] & mask_[i];
    }

    /// The value of one word, by compute() where it is not known.
    template <class Compute>
    std::uint64_t get(View state, Compute&& compute) {
        const auto words = static_cast<unsigned>(mask_.size());
        std::uint64_t* const at = place(state, 0, words);
        if (!holds(at, state, 0, words)) {
            *value(at, words) = compute();
            keep(at, state, 0, words);
        }
        return *value(at, words);
    }

    std::uint64_t mask(unsigned word) const { return mask_[word]; }

  private:
    static constexpr unsigned size_bits = 9;
    static constexpr std::size_t size = std::size_t{1} << size_bits;
    static constexpr std::uint64_t never = ~std::uint64_t{0};  // no tag

    std::vector<std::uint64_t> mask_;
    std::size_t stride_;  // of an entry: tag, masked bits, value
    std::vector<std::uint64_t> entries_;
};

/// What steps of one kind do to a state, and to its traits. A step that reads and changes only a
/// few bits of a state does to them what it did the last time that they were as they are, so it
/// need not be taken.
class RememberedSteps {
  public:
    /// `mask`: of the bits that confined steps read or change; none where nothing is known of that.
    explicit RememberedSteps(const std::vector<std::uint64_t>& mask)
        : remembers_(std::ranges::any_of(mask, [](std::uint64_t word) { return word != 0; })),
          changes_(mask, static_cast<unsigned>(mask.size()) + 1) {}

    /// Writes the state after a step to `after`, and returns its traits, from those before.
    /// take(words, step) takes the step, and says whether it was confined; change(before, after)
    /// is what it does to traits.
    Traits take(View before, Traits traits, Step step, std::uint64_t* after, auto words,
                const auto& take, const auto& change) {
        const auto tag = static_cast<std::uint64_t>(step);
        std::uint64_t* const place = changes_.place(before, tag, words);
        if (!remembers_ || !changes_.holds(place, before, tag, words))
            return learn(place, before, step, after, words, take, change).of(traits);
        const std::uint64_t* const known = Remembered::value(place, words);
        for (unsigned i = 0; i < words; ++i) after[i] = before[i] ^ known[i];
        assert(does_the_same(before, step, after, words, take));
        return TraitsChange::unpacked(known[words]).of(traits);
    }

  private:
    // Rarely needed, so kept out of the way.
    [[gnu::noinline]] TraitsChange learn(std::uint64_t* place, View before, Step step,
                                         std::uint64_t* after, auto words, const auto& take,
                                         const auto& change) {
        for (unsigned i = 0; i < words; ++i) after[i] = before[i];
        const bool confined = take(after, step);
        const TraitsChange changed = change(before, after);
        if (!confined || !remembers_) return changed;
        std::uint64_t* const known = Remembered::value(place, words);
        for (unsigned i = 0; i < words; ++i) {
            known[i] = before[i] ^ after[i];
            assert((known[i] & ~changes_.mask(i)) == 0);
        }
        known[words] = changed.packed();
        changes_.keep(place, before, static_cast<std::uint64_t>(step), words);
        return changed;
    }

    static bool does_the_same(View before, Step step, View after, unsigned words,
                              const auto& take) {
        std::vector<std::uint64_t> taken(before, before + words);
        return take(taken.data(), step) && std::equal(taken.begin(), taken.end(), after);
    }

    bool remembers_;
    Remembered changes_;
};

}  // namespace snapcheck
