// A suite's result for people: a line a check, and a last one with the totals.
#pragma once

#include "cli/suite/suite_run.hpp"

namespace snapcheck {

/// "ok      NAME: holds, 65 states", or "FAILED  NAME: ..." and how to see it; "" of what did not
/// run. `color` is the word of --color.
std::string text_of(const SuiteItem& item, const std::string& color);

/// "OK - 13 checks, all as expected; 0.52 s"
std::string totals_of(const SuiteReport& report, const std::string& color);

}  // namespace snapcheck
