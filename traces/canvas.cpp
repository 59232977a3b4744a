#include "traces/canvas.hpp"

#include <algorithm>

namespace snapcheck {

namespace {

// By the weight of the arms of a cell as a number of base 3: up, right, down, left. Where a line
// ends, it fills the cell.
constexpr std::string_view shapes =
    " ─━│┐┑┃┒┓──╾┌┬┭┎┰┱━╼━┍┮┯┏┲┳"
    "│┘┙│┤┥╽┧┪└┴┵├┼┽┟╁╅┕┶┷┝┾┿┢╆╈"
    "┃┚┛╿┦┩┃┨┫┖┸┹┞╀╃┠╂╉┗┺┻┡╄╇┣╊╋";

}  // namespace

std::vector<std::string> code_points(std::string_view text) {
    std::vector<std::string> points;
    for (const char byte : text) {
        const bool continues = (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U;
        if (!continues || points.empty()) points.emplace_back();
        points.back() += byte;
    }
    return points;
}

void Canvas::horizontal(unsigned row, unsigned from, unsigned to, Stroke stroke) {
    if (from > to) std::swap(from, to);
    for (unsigned column = from; column < to; ++column) {
        this->stroke(cells_[row][column], right, stroke);
        this->stroke(cells_[row][column + 1], left, stroke);
    }
}

void Canvas::vertical(unsigned column, unsigned from, unsigned to, Stroke stroke) {
    if (from > to) std::swap(from, to);
    for (unsigned row = from; row < to; ++row) {
        this->stroke(cells_[row][column], down, stroke);
        this->stroke(cells_[row + 1][column], up, stroke);
    }
}

void Canvas::write(unsigned row, unsigned column, std::string_view text) {
    for (const std::string& point : code_points(text)) {
        if (column >= columns()) return;
        cells_[row][column++].letter = point;
    }
}

std::string Canvas::row(unsigned row, unsigned from, unsigned to) const {
    std::string text;
    for (unsigned column = from; column < std::min(to, columns()); ++column)
        text += look(cells_[row][column]);
    return text.substr(0, text.find_last_not_of(' ') + 1);
}

void Canvas::stroke(Cell& cell, Arm arm, Stroke stroke) {
    cell.arms[arm] = std::max(cell.arms[arm], stroke == Stroke::heavy ? 2U : 1U);
    cell.dashed = cell.dashed && stroke == Stroke::dashed;
}

std::string Canvas::look(const Cell& cell) {
    static const std::vector<std::string> shape = code_points(shapes);
    if (!cell.letter.empty()) return cell.letter;
    const auto& arms = cell.arms;
    const bool along = arms[up] == 0 && arms[down] == 0;
    const bool across = arms[left] == 0 && arms[right] == 0;
    if (cell.dashed && along != across) return along ? "┄" : "┆";
    return shape[arms[up] * 27 + arms[right] * 9 + arms[down] * 3 + arms[left]];
}

}  // namespace snapcheck
