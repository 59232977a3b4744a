// How a long search is going, on standard error: a line that redraws itself on a terminal, a plain
// line every half minute elsewhere, or JSON events. Nothing in the first half second.
#pragma once

#include "checker/report.hpp"

namespace snapcheck {

class ProgressLine {
  public:
    ProgressLine(bool as_events, bool silent);
    void show(const Progress& now);
    /// Takes the line away, before the result is printed; the next search begins anew.
    void clear();

  private:
    bool as_events_;
    bool silent_;
    bool on_terminal_;
    bool drawn_ = false;
    double last_ = 0;  // seconds into the search
};

}  // namespace snapcheck
