// Which word did the user mean? The one that the fewest slips of the finger lead to: a letter too
// many, too few, wrong, or two letters exchanged (the restricted Damerau-Levenshtein distance).
#include "checker/input_error.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <vector>

#include "checker/printable.hpp"

namespace snapcheck {
namespace {

bool same_letter(char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) ==
           std::tolower(static_cast<unsigned char>(b));
}

std::size_t edits(std::string_view from, std::string_view to) {
    using Row = std::vector<std::size_t>;
    std::vector<Row> cost(from.size() + 1, Row(to.size() + 1));
    for (std::size_t i = 0; i <= from.size(); ++i) cost[i][0] = i;
    for (std::size_t j = 0; j <= to.size(); ++j) cost[0][j] = j;
    for (std::size_t i = 1; i <= from.size(); ++i) {
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const std::size_t replaced = same_letter(from[i - 1], to[j - 1]) ? 0 : 1;
            cost[i][j] =
                std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + replaced});
            const bool exchanged = i > 1 && j > 1 && same_letter(from[i - 1], to[j - 2]) &&
                                   same_letter(from[i - 2], to[j - 1]);
            if (exchanged) cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost[from.size()][to.size()];
}

/// A third of the letters may be wrong; more would be guessing.
std::size_t allowance(std::string_view word, std::string_view candidate) {
    return std::max<std::size_t>(1, std::max(word.size(), candidate.size()) / 3);
}

bool too_different_in_length(std::string_view word, std::string_view candidate) {
    const auto [shorter, longer] = std::minmax({word.size(), candidate.size()});
    return longer - shorter > allowance(word, candidate);
}

}  // namespace

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
    std::string_view best;
    std::size_t fewest = 0;
    for (std::string_view candidate : candidates) {
        // Also keeps the table small when the word is a megabyte long.
        if (too_different_in_length(word, candidate)) continue;
        const std::size_t needed = edits(word, candidate);
        const bool near = needed <= allowance(word, candidate) &&
                          needed < std::min(word.size(), candidate.size());
        if (near && (best.empty() || needed < fewest)) {
            best = candidate;
            fewest = needed;
        }
    }
    return best;
}

InputError unknown_word(std::string_view what, std::string_view word,
                        std::span<const std::string_view> candidates) {
    std::string message = "unknown " + std::string(what) + " " + in_quotes(word);
    if (const std::string_view meant = nearest(word, candidates); !meant.empty()) {
        return InputError(message + ": did you mean " + in_quotes(meant) + "?");
    }
    std::string_view separator = ": choose from ";
    for (std::string_view candidate : candidates) {
        message.append(separator).append(candidate);
        separator = ", ";
    }
    return InputError(message);
}

}  // namespace snapcheck
