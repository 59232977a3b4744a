// Rows in portions that fit into the first-level cache.
#pragma once

#include <algorithm>

#include "checker/generator.hpp"

namespace snapcheck {

inline void fetch_ahead(const Rows& rows, std::size_t first) {
    constexpr std::size_t words_a_line = 8;
    const std::uint64_t* const end = rows[std::min(rows.count, first + Rows::at_most)];
    for (const std::uint64_t* at = rows[std::min(rows.count, first)]; at < end; at += words_a_line)
        __builtin_prefetch(at);
}

/// Calls visit with a few rows at a time, while the next ones are on their way from memory.
template <class Visit>
void for_each_few(const Rows& rows, Visit&& visit) {
    fetch_ahead(rows, 0);
    for (std::size_t first = 0; first < rows.count; first += Rows::at_most) {
        fetch_ahead(rows, first + Rows::at_most);
        visit(Rows{rows[first], std::min(Rows::at_most, rows.count - first), rows.stride});
    }
}

}  // namespace snapcheck
