// States as rows of numbers: each part of a state is one of a few texts, and a column for each part
// says which.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace snapcheck {

class StateTable {
  public:
    /// The parts of a state, of which there are as many in every one.
    void add(const std::vector<std::string>& parts);

    /// Texts in ascending order within their column, then states by their first column, their
    /// second, and so on. To be called once, when all are there.
    void sort();

    std::size_t states() const { return columns() == 0 ? 0 : rows_.size() / columns(); }
    std::size_t columns() const { return columns_.size(); }
    /// The texts of a column; a state names them by their place.
    const std::vector<std::string>& texts(std::size_t column) const {
        return columns_[column].texts;
    }
    std::uint32_t at(std::size_t state, std::size_t column) const {
        return rows_[state * columns() + column];
    }

  private:
    struct Column {
        std::unordered_map<std::string, std::uint32_t> numbers;
        std::vector<std::string> texts;
    };

    void sort_texts();
    void sort_rows();

    std::vector<Column> columns_;
    std::vector<std::uint32_t> rows_;  // one state after the other
};

}  // namespace snapcheck
