// What is repeated for ever, in the picture of a trace: a frame around its steps, and the way back.
#pragma once

#include <string>

#include "traces/svg_sheet.hpp"

namespace snapcheck::svg {

/// The rules of the style sheet that only such pictures need.
std::string_view loop_style();

/// Of a trace that has a loop; without steps, the word that nothing more happens.
std::string loop_of(const Trace& trace, const Sheet& sheet);

}  // namespace snapcheck::svg
