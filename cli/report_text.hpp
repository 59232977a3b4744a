// The result for people; the verdict line is always the last.
#pragma once

#include "cli/request.hpp"
#include "traces/trace.hpp"

namespace snapcheck {

enum class Outcome { holds, violated, inconclusive };

/// In its colour, where the flag and the terminal want one.
std::string painted(const std::string& verdict, Outcome outcome, const std::string& color_flag);

/// "time limit", or whatever else cut a search off.
std::string_view limit_name(Ending ending);

std::string text_report(const Request& request, const CheckResult& result,
                        const std::vector<Trace>& traces, Outcome outcome);

}  // namespace snapcheck
