// A drawing in a terminal: lines that join and cross, and letters on top of them.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace snapcheck {

enum class Stroke { light, heavy, dashed };

class Canvas {
  public:
    Canvas(unsigned rows, unsigned columns) : cells_(rows, std::vector<Cell>(columns)) {}

    unsigned columns() const { return static_cast<unsigned>(cells_[0].size()); }
    unsigned rows() const { return static_cast<unsigned>(cells_.size()); }

    void horizontal(unsigned row, unsigned from, unsigned to, Stroke stroke);
    void vertical(unsigned column, unsigned from, unsigned to, Stroke stroke);
    /// One column a code point; what does not fit is left out.
    void write(unsigned row, unsigned column, std::string_view text);

    /// Columns [from, to) of a row, without blanks at its end.
    std::string row(unsigned row, unsigned from, unsigned to) const;

  private:
    enum Arm { up, right, down, left };
    struct Cell {
        std::array<unsigned, 4> arms{};  // 0: none, 1: light, 2: heavy
        bool dashed = true;              // as long as all its strokes are
        std::string letter;
    };

    void stroke(Cell& cell, Arm arm, Stroke stroke);
    static std::string look(const Cell& cell);

    std::vector<std::vector<Cell>> cells_;
};

/// The code points of a text, each as UTF-8.
std::vector<std::string> code_points(std::string_view text);

}  // namespace snapcheck
