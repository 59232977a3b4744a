// A suite's result for people: a line a check, and a last one with the totals.
#pragma once

#include "cli/suite/suite_run.hpp"

namespace snapcheck {

/// "ok      NAME: holds, 65 states", or "FAILED  NAME: ..." and how to see it; "" of what did not
/// run.
std::string text_of(const SuiteItem& item, bool color);

/// "OK - 13 checks, all as expected; 0.52 s"
std::string totals_of(const SuiteReport& report, bool color);

}  // namespace snapcheck
