// A state of any model, as the checker sees it: a fixed number of 64-bit words.
// Equality, copy and hash need nothing else, so the inner loop is free of everything else.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace snapcheck {

template <unsigned Count>
struct Words {
    static constexpr unsigned count = Count;
    std::array<std::uint64_t, Count> word{};

    // Spelled out: the default would call memcmp, which costs more than it compares.
    bool operator==(const Words& other) const {
        std::uint64_t difference = 0;
        for (unsigned i = 0; i < Count; ++i) difference |= word[i] ^ other.word[i];
        return difference == 0;
    }
    std::uint64_t* data() { return word.data(); }
    const std::uint64_t* data() const { return word.data(); }
};

static_assert(std::is_trivially_copyable_v<Words<2>> && sizeof(Words<2>) == 16,
              "a state is plain words: no pointer, no padding");

/// Folds the 128-bit product: the mixing step of wyhash (Wang Yi, 2019), two instructions.
inline std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// The high bits choose a shard and the low ones a slot, so both must be good.
inline std::uint64_t hash(const std::uint64_t* words, unsigned count) {
    constexpr std::uint64_t odd[] = {0xa0761d6478bd642f, 0xe7037ed1a0b428db, 0x8ebc6af09c88c6e3};
    std::uint64_t h = odd[0];
    for (unsigned i = 0; i < count; ++i) h = mix(h ^ words[i], odd[1] + (h << 1));
    return mix(h, odd[2]);
}

/// Where to look first among few states: two words a product, since nothing but time is lost where
/// two states meet.
template <unsigned Count>
std::uint64_t scatter(const std::uint64_t* words) {
    constexpr std::uint64_t odd[] = {0xa0761d6478bd642f, 0xe7037ed1a0b428db};
    std::uint64_t h = 0;
    for (unsigned i = 0; i < Count; i += 2)
        h += mix(words[i] ^ odd[0], (i + 1 < Count ? words[i + 1] : h) ^ odd[1]);
    return h;
}

template <unsigned Count>
std::uint64_t hash(const Words<Count>& state) {
    return hash(state.data(), Count);
}

/// The widest state that the checker is built for.
inline constexpr unsigned max_words = 16;

/// Calls use.operator()<Words<N>>() with the least N that is built for and holds `words`.
template <class Use>
decltype(auto) with_states_of(unsigned words, Use&& use) {
    if (words <= 1) return use.template operator()<Words<1>>();
    if (words <= 2) return use.template operator()<Words<2>>();
    if (words <= 3) return use.template operator()<Words<3>>();
    if (words <= 4) return use.template operator()<Words<4>>();
    if (words <= 6) return use.template operator()<Words<6>>();
    if (words <= 8) return use.template operator()<Words<8>>();
    return use.template operator()<Words<max_words>>();
}

/// Which of 2^bits shards a state belongs to.
inline std::size_t shard_of(std::uint64_t hash_of_state, unsigned bits) {
    return hash_of_state >> 1 >> (63 - bits);
}

}  // namespace snapcheck
