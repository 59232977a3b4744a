// A suite's result as JUnit XML, which most CI servers read: a testsuite a file, a testcase a
// check.
#pragma once

#include "cli/suite/suite_run.hpp"

namespace snapcheck {

std::string junit_of(const SuiteReport& report);

}  // namespace snapcheck
