// The result for people; the verdict line is always the last.
#pragma once

#include "cli/request.hpp"
#include "traces/trace.hpp"

namespace snapcheck {

enum class Outcome { holds, violated, inconclusive };

std::string text_report(const Request& request, const CheckResult& result,
                        const std::vector<Trace>& traces, Outcome outcome);

}  // namespace snapcheck
