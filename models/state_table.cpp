#include "models/state_table.hpp"

#include <algorithm>
#include <numeric>

namespace snapcheck {

void StateTable::add(const std::vector<std::string>& parts) {
    columns_.resize(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        auto& [numbers, texts] = columns_[i];
        const auto [known, fresh] =
            numbers.try_emplace(parts[i], static_cast<std::uint32_t>(texts.size()));
        if (fresh) texts.push_back(parts[i]);
        rows_.push_back(known->second);
    }
}

void StateTable::sort() {
    sort_texts();
    sort_rows();
}

void StateTable::sort_texts() {
    for (std::size_t c = 0; c < columns(); ++c) {
        std::vector<std::string>& texts = columns_[c].texts;
        std::ranges::sort(texts);
        std::vector<std::uint32_t> place(texts.size());
        for (std::uint32_t i = 0; i < texts.size(); ++i)
            place[columns_[c].numbers.at(texts[i])] = i;
        for (std::size_t i = c; i < rows_.size(); i += columns()) rows_[i] = place[rows_[i]];
        columns_[c].numbers.clear();
    }
}

void StateTable::sort_rows() {
    std::vector<std::uint32_t> order(states());
    std::iota(order.begin(), order.end(), 0U);
    const auto row = [&](std::uint32_t state) { return rows_.data() + state * columns(); };
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
        return std::lexicographical_compare(row(a), row(a) + columns(), row(b), row(b) + columns());
    });
    std::vector<std::uint32_t> sorted;
    sorted.reserve(rows_.size());
    for (const std::uint32_t state : order)
        sorted.insert(sorted.end(), row(state), row(state) + columns());
    rows_ = std::move(sorted);
}

}  // namespace snapcheck
