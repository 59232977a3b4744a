// Colour on standard output: never the only sign, so that a log without it says the same.
#pragma once

#include <string>

#include "cli/outcome.hpp"

namespace snapcheck {

/// Throws InputError unless it is auto, always or never.
void require_color(std::string_view flag);

/// flag > NO_COLOR > CLICOLOR_FORCE > whether it is a terminal
bool wants_color(std::string_view flag);

/// Green, red or yellow, where colour is wanted.
std::string painted(const std::string& text, Outcome outcome, bool color);

}  // namespace snapcheck
