// What stands below the diagram: the legend, what was recorded, and the explanation.
#pragma once

#include "traces/svg_sheet.hpp"

namespace snapcheck::svg {

/// Elements, and where they end.
struct Lines {
    std::string body;
    double bottom;
};

Lines caption_of(const Trace& trace, const Diagram& diagram, const Sheet& sheet, Caption caption);

}  // namespace snapcheck::svg
