// The result for people; the verdict line is always the last.
#pragma once

#include "cli/outcome.hpp"
#include "cli/request.hpp"
#include "traces/trace.hpp"

namespace snapcheck {

std::string text_report(const Request& request, const CheckResult& result,
                        const std::vector<Trace>& traces);

/// What is checked: algorithm, topology, channels, messages, initiators.
std::string headline(const Request& request);

/// All but the verdict line: what was checked, a line a property, figures, counterexamples.
std::string text_body(const Request& request, const CheckResult& result,
                      const std::vector<Trace>& traces);

}  // namespace snapcheck
