#include "traces/svg_loop.hpp"

#include <fmt/format.h>

namespace snapcheck::svg {

namespace {

constexpr std::string_view style = R"(
.trace .loop-frame { fill: #1b1f24; fill-opacity: 0.06; stroke: #1b1f24; stroke-width: 1.6; stroke-dasharray: 2 3; }
.trace .loop-way { stroke: #1b1f24; stroke-width: 1.6; }
.trace .loop-word { font-weight: bold; }
@media (prefers-color-scheme: dark) {
  .trace .loop-frame { fill: #e6e9ed; stroke: #e6e9ed; }
  .trace .loop-way { stroke: #e6e9ed; }
}
@media print {
  .trace .loop-frame, .trace .loop-way { stroke: #000000; }
}
)";

constexpr double above = 30;  // the line of the way back, above the numbers of steps

std::string words_at(Point at, std::string_view words) {
    return fmt::format(
        R"xml(<text class="loop-word" text-anchor="middle" x="{:.1f}" y="{:.1f}">{}</text>)xml",
        at.x, at.y, words);
}

}  // namespace

std::string_view loop_style() {
    return style;
}

std::string loop_of(const Trace& trace, const Sheet& sheet) {
    const double right = sheet.x(sheet.steps()) + 0.45 * sheet.column();
    const double y = sheet.top() - above;
    if (!trace.repeats())
        return fmt::format("<g class=\"loop\"><title>nothing more need happen</title>{}{}</g>\n",
                           line("loop-way", {right, sheet.top()}, {right, sheet.bottom()}),
                           text("loop-word", {right + 5, sheet.top() - 8}, "and nothing more"));
    const double left = sheet.x(static_cast<unsigned>(*trace.loop) + 1) - 0.45 * sheet.column();
    const std::string words = sheet.steps() - *trace.loop == 1 ? "for ever" : "again and again";
    const double half = 4 * static_cast<double>(words.size()) + 4;
    const double middle = (left + right) / 2;
    std::string shape = fmt::format(
        "<g class=\"loop\"><title>steps {} to {}, again and again</title>"
        "<rect class=\"loop-frame\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" "
        "rx=\"9\"/>",
        *trace.loop + 1, sheet.steps(), left, sheet.top(), right - left,
        sheet.bottom() - sheet.top());
    // Up on the right, back, and down to where the frame begins.
    shape += line("loop-way", {right, sheet.top() + 9}, {right, y});
    shape += line("loop-way", {right, y}, {std::min(middle + half, right), y});
    shape += line("loop-way", {std::max(middle - half, left), y}, {left, y});
    shape += line("loop-way", {left, y}, {left, sheet.top() - 8});
    shape += arrow_head({left, y}, {left, sheet.top() + 1});
    return shape + words_at({middle, y + 4.5}, words) + "</g>\n";
}

}  // namespace snapcheck::svg
