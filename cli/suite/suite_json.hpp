// A suite's result for programs: one versioned document (docs/suites.md).
#pragma once

#include "cli/suite/suite_run.hpp"

namespace snapcheck {

std::string json_of(const SuiteReport& report);

}  // namespace snapcheck
