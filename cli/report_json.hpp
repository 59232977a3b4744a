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

/// How every document begins: schema, version, command.
nlohmann::ordered_json document_of(std::string_view command);

/// The rest of the document of a check.
nlohmann::ordered_json check_json(const Request& request, const CheckResult& result,
                                  const std::vector<Trace>& traces);

/// Why a search ended, as documents call it: "exhausted", "max-depth".
std::string_view name_of(Ending ending);

/// The document of a run that came to nothing.
std::string error_document(const std::string& message, int exit_code);

}  // namespace snapcheck
