// What a check of an application came to, for people and for programs.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "cli/outcome.hpp"
#include "cli/request.hpp"
#include "models/application/application_check.hpp"

namespace snapcheck {

struct ApplicationRequest {
    AlgorithmEntry algorithm;
    ApplicationSetting setting;
    ApplicationOptions options;
    std::optional<Detail> trace_detail;  // nullopt: no trace in the text
    bool json = false, quiet = false;
    std::string color;
};

Outcome outcome_of(const ApplicationResult& result);

/// "chandy-lamport on bank:2 (2 processes, 2 channels), fifo channels, started by p0", a line.
std::string headline(const ApplicationRequest& request);

std::string application_text(const ApplicationRequest& request, const ApplicationResult& result);
/// Parts of documents: what was checked, what was found, and a run.
nlohmann::ordered_json instance_json(const ApplicationRequest& request);
nlohmann::ordered_json finding_json(const ApplicationFinding& finding);
nlohmann::ordered_json run_json(const ApplicationRun& run);

std::string application_json(const ApplicationRequest& request, const ApplicationResult& result);

}  // namespace snapcheck
