// A trace as a picture: the space-time diagram of papers, with the cut through it.
#pragma once

#include <string>
#include <vector>

#include "traces/trace.hpp"

namespace snapcheck {

/// A document with a diagram a trace, one below the other.
std::string to_svg(const std::vector<Trace>& traces);

/// What is written around a diagram: a page has title and explanation of its own.
enum class Caption { legend, whole };

/// One diagram, as an element of such a document or of a page. What appears in the course of the
/// run says at which step: data-step, data-decided.
std::string svg_element(const Trace& trace, Caption caption);

/// The style sheet of these elements.
std::string_view svg_style();

}  // namespace snapcheck
