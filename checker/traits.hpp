// What is kept beside each state, so that nobody need look at the state itself to know it: which
// kinds of steps it has, and what is to be seen in it where that is as usual.
#pragma once

#include <algorithm>
#include <cstddef>

#include "checker/model.hpp"
#include "checker/sleep_sets.hpp"

namespace snapcheck {

/// A bit for each kind of steps; kinds from 29 on share one, and a state may have steps of any of
/// them. The two highest bits: see below.
using Traits = std::uint32_t;
inline constexpr unsigned trait_bits = 32;

/// What is observed in the state, unless it is an end: nothing, or what the judge calls settled.
/// Not of every such state it is known.
inline constexpr Traits shows_nothing = Traits{1} << 31;
inline constexpr Traits shows_settled = Traits{1} << 30;

/// Up to so many kinds have bits of their own.
inline constexpr unsigned exact_kinds = 30;
constexpr unsigned trait_of(unsigned kind) {
    return std::min(kind, exact_kinds - 1);
}

/// Of sets of kinds, in which kinds from 63 on share a bit.
constexpr unsigned bit_of_kind(unsigned kind) {
    return std::min(kind, most_sleeping_kinds - 1);
}
constexpr Traits traits_of(Kinds kinds) {
    constexpr Kinds own = (Kinds{1} << (exact_kinds - 1)) - 1;
    return static_cast<Traits>((kinds & own) | Kinds{(kinds & ~own) != 0} << (exact_kinds - 1));
}
constexpr Traits steps_in(Traits traits) {
    return traits & ~(shows_nothing | shows_settled);
}

/// In a column there are two states a word, the lower half first.
constexpr std::size_t column_words(std::size_t states) {
    return (states + 1) / 2;
}
constexpr Traits in_column(const std::uint64_t* column, std::size_t state) {
    return static_cast<Traits>(column[state / 2] >> state % 2 * trait_bits);
}
/// States come in their order: whatever is known of later ones is lost.
constexpr void put_in_column(std::uint64_t* column, std::size_t state, Traits traits) {
    const std::uint64_t earlier = state % 2 == 0 ? 0 : column[state / 2] & ~Traits{0};
    column[state / 2] = earlier | std::uint64_t{traits} << state % 2 * trait_bits;
}
constexpr void add_in_column(std::uint64_t* column, std::size_t state, Traits traits) {
    column[state / 2] |= std::uint64_t{traits} << state % 2 * trait_bits;
}

/// What a step does to them.
struct TraitsChange {
    Traits kept, fresh;
    constexpr Traits of(Traits before) const { return (before & kept) | fresh; }
    constexpr std::uint64_t packed() const { return std::uint64_t{kept} << trait_bits | fresh; }
    static constexpr TraitsChange unpacked(std::uint64_t word) {
        return {static_cast<Traits>(word >> trait_bits), static_cast<Traits>(word)};
    }
};

}  // namespace snapcheck
