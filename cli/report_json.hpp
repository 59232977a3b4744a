// The result for programs: one versioned document (docs/output.md).
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "cli/report_text.hpp"

namespace snapcheck {

/// The parts that a check is told in, whichever document it stands in: the instance; from the
/// verdict to the seconds; the properties.
nlohmann::ordered_json instance_json(const Request& request);
nlohmann::ordered_json result_json(const CheckResult& result);
nlohmann::ordered_json properties_json(const CheckResult& result, const std::vector<Trace>& traces);

std::string json_report(const Request& request, const CheckResult& result,
                        const std::vector<Trace>& traces);

/// How a search ended, in the word of the document.
std::string_view name_of(Ending ending);

/// The document of a run that came to nothing.
std::string error_document(const std::string& message, int exit_code);

}  // namespace snapcheck
