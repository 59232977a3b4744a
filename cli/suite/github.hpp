// A failed check as GitHub's workflow command, which becomes a note beside the line of the suite.
#pragma once

#include "cli/suite/suite_run.hpp"

namespace snapcheck {

/// "::error file=...,line=...,title=...::..."; "" where the expectation is met.
std::string annotation_of(const SuiteItem& item);

}  // namespace snapcheck
