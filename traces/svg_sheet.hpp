// Where everything lies in the picture of a trace: steps are columns, processes are rows.
#pragma once

#include "traces/markup.hpp"
#include "traces/space_time.hpp"
#include "traces/svg.hpp"

namespace snapcheck::svg {

using namespace markup;
using namespace space_time;

inline constexpr double margin = 24;
inline constexpr double row = 78;      // from the line of a process to the next
inline constexpr double letter = 7.2;  // how wide one is, on the average
inline constexpr double bold_letter = 8.4;
inline constexpr double line_height = 19;
inline constexpr double least_width = 680;

class Sheet {
  public:
    Sheet(const Trace& trace, const Diagram& diagram, Caption caption);

    double width() const { return width_; }
    double left() const { return left_; }
    double right() const { return left_ + columns_ * column_; }
    double top() const { return top_; }
    double bottom() const { return y(trace_.network.processes() - 1) + 40; }
    double column() const { return column_; }
    unsigned steps() const { return static_cast<unsigned>(trace_.run.events.size()); }

    double x(unsigned step) const { return left_ + (step - 0.25) * column_; }
    double y(Process p) const { return top() + 38 + row * p; }

    Point event(unsigned step, Process p) const { return {x(step), y(p)}; }
    Point start(const Flight& arrow) const {
        return event(arrow.sent, trace_.network.ends(arrow.channel).source);
    }
    /// What is in transit in the end is on its way to a step that never came.
    Point end(const Flight& arrow) const;

    /// The cut, from above the first process to below the last one.
    std::vector<Point> cut() const;
    Point cut_point(Process p) const;

  private:
    const Trace& trace_;
    const Diagram& diagram_;
    double top_;
    double left_ = 0;
    double columns_ = 0;
    double column_ = 0;
    double width_ = 0;
};

}  // namespace snapcheck::svg
