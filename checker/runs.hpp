// Numbers of runs: natural numbers of as many 64-bit words as it takes, least significant first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace snapcheck {

/// total += amount, both of `words` words; returns the carry.
inline std::uint64_t add_words(std::uint64_t* total, const std::uint64_t* amount,
                               std::size_t words) {
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < words; ++i) {
        const std::uint64_t partial = total[i] + carry;
        carry = partial < carry ? 1 : 0;
        total[i] = partial + amount[i];
        carry += total[i] < amount[i] ? 1 : 0;
    }
    return carry;
}

/// The same for a total that grows with what is added.
inline void add_runs(std::vector<std::uint64_t>& total, const std::uint64_t* amount,
                     std::size_t words) {
    if (total.size() < words) total.resize(words);
    std::uint64_t carry = add_words(total.data(), amount, words);
    for (std::size_t i = words; carry != 0; ++i) {
        if (i == total.size()) total.push_back(0);
        carry = ++total[i] == 0 ? 1 : 0;
    }
}

}  // namespace snapcheck
