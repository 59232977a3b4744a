#include "traces/svg_sheet.hpp"

#include <algorithm>

namespace snapcheck::svg {

Sheet::Sheet(const Trace& trace, const Diagram& diagram, Caption caption)
    : trace_(trace), diagram_(diagram), top_(caption == Caption::whole ? 104 : 48) {
    std::size_t longest = 0;
    for (Process p = 0; p < trace.network.processes(); ++p)
        longest = std::max(longest, trace.network.name(p).size());
    left_ = margin + 8.6 * static_cast<double>(longest) + 14;
    // Beside what goes round there is room for what does not.
    columns_ = static_cast<double>(trace.run.events.size()) + (trace.loop ? 2.2 : 1.2);
    column_ = std::clamp((least_width - left_ - margin) / columns_, 58.0, 130.0);
    width_ = std::max(least_width, left_ + columns_ * column_ + margin);
}

Point Sheet::end(const Flight& arrow) const {
    const Process target = trace_.network.ends(arrow.channel).target;
    if (arrow.arrives && !arrow.lost) return event(*arrow.arrives, target);
    const unsigned step = arrow.arrives.value_or(steps() + 1);
    return between(start(arrow), event(step, target), arrow.lost ? 0.6 : 0.86);
}

std::vector<Point> Sheet::cut() const {
    std::vector<Point> line;
    for (Process p = 0; p < diagram_.cut.size(); ++p) line.push_back(cut_point(p));
    line.insert(line.begin(), {line.front().x, top()});
    line.push_back({line.back().x, bottom()});
    return line;
}
// A process records first and then does what else the step does, so that its markers stay on
// one side of the cut.
Point Sheet::cut_point(Process p) const {
    const auto& [step, after_message] = diagram_.cut[p];
    if (!step) return {right() - 8, y(p)};
    const double aside = std::clamp(column_ / 5, 14.0, 20.0);
    return {x(*step) + (after_message ? aside : -aside), y(p)};
}

}  // namespace snapcheck::svg
