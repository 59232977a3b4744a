// The result for programs: one versioned document (docs/output.md).
#pragma once

#include "cli/report_text.hpp"

namespace snapcheck {

std::string json_report(const Request& request, const CheckResult& result,
                        const std::vector<Trace>& traces, Outcome outcome);

/// The words of the document.
std::string_view name_of(Outcome outcome);
std::string_view name_of(Finding::Verdict verdict);
std::string_view name_of(Ending ending);

/// The document of a run that came to nothing.
std::string error_document(const std::string& message, int exit_code);

}  // namespace snapcheck
