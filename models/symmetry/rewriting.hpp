// Packed words under other names: for one permutation, where each bit goes, worked out once, so
// that renaming a state is a few shifts.
#pragma once

#include <vector>

#include "models/channels/discipline.hpp"
#include "models/symmetry/anatomy.hpp"
#include "models/symmetry/automorphisms.hpp"

namespace snapcheck {

/// How to rewrite words. What is not told where to go is not there afterwards.
class Rewriting {
  public:
    /// A place in the words: its word and the bit there where it begins.
    struct At {
        std::uint32_t word;
        std::uint32_t shift;
    };

    explicit Rewriting(unsigned words) : moves_(words), names_(words), sequences_(words) {}

    /// A value moves, and who is named in it changes; `ports`: of the process that keeps it.
    void add(const Anatomy& value, At from, At to, const Renaming& renaming,
             const std::vector<unsigned>& ports);

    /// The items of a sequence, `item_bits` each; the odd ones are rewritten in one way and the
    /// even ones in another. Sorted again afterwards, where they are kept sorted.
    void add_sequence(const Field& from, const Field& to, unsigned item_bits, Rewriting odd,
                      Rewriting even, bool sorted);

    unsigned words() const { return static_cast<unsigned>(moves_.size()); }

    /// One word of what comes out.
    std::uint64_t word(unsigned index, View words) const {
        std::uint64_t out = 0;
        for (const Move& move : moves_[index])
            out |= std::rotl(words[move.word] & move.mask, static_cast<int>(move.rotation));
        for (const Name& name : names_[index]) out |= image(name, words);
        for (const Items& items : sequences_[index]) out |= image(items, words);
        return out;
    }

  private:
    struct Move {
        std::uint32_t word;
        std::uint32_t rotation;
        std::uint64_t mask;
    };
    struct Name {
        Field from;
        std::uint32_t shift;
        std::vector<std::uint64_t> images;
    };
    struct Items {
        Field from;
        std::uint32_t shift;
        unsigned item_bits;
        std::vector<Rewriting> by_lowest_bit;
        bool sorted;
    };

    void move(unsigned bits, At from, At to);
    static std::uint64_t image(const Name& name, View words);
    static std::uint64_t image(const Items& items, View words);

    // By the word that they go to.
    std::vector<std::vector<Move>> moves_;
    std::vector<std::vector<Name>> names_;
    std::vector<std::vector<Items>> sequences_;
};

/// A packed state under other names. Defined for the plan of every discipline in rewriting.cpp.
template <class Plan>
Rewriting rewriting_of(const Plan& plan, const AlgorithmAnatomy& algorithm,
                       const Renaming& renaming);

}  // namespace snapcheck
