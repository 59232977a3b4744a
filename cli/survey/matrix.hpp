// Algorithms and instances down, disciplines across: a verdict in each cell.
#pragma once

#include "cli/survey/document.hpp"
#include "cli/survey/survey.hpp"

namespace snapcheck {

struct Matrix {
    std::vector<std::string> columns;  // disciplines
    Survey survey;                     // row by row
};

/// For people. Properties are called by letters where their names leave no room within `width`.
Document document_of(const Matrix& matrix, std::size_t width);

/// For programs.
std::string json_of(const Matrix& matrix);

}  // namespace snapcheck
