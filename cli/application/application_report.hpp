// What a check of an application came to, for people and for programs.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "cli/outcome.hpp"
#include "cli/request.hpp"
#include "traces/application_trace.hpp"

namespace snapcheck {

struct ApplicationRequest {
    AlgorithmEntry algorithm;
    ApplicationSetting setting;
    ApplicationOptions options;
    std::optional<Detail> trace_detail;  // nullopt: no trace in the text
    std::vector<std::string> trace_files;
    bool json = false, quiet = false;
    std::string color;
};

Outcome outcome_of(const ApplicationResult& result);

/// "chandy-lamport on bank:2 (2 processes, 2 channels), fifo channels, started by p0", a line.
std::string headline(const ApplicationRequest& request);

std::string application_text(const ApplicationRequest& request, const ApplicationResult& result,
                             const std::vector<Trace>& traces);

/// The files that were asked for. Throws InputError where a run cannot be drawn.
void write(const ApplicationRequest& request, const std::vector<Trace>& traces);

/// Parts of documents: what was checked, what was found, and a run.
nlohmann::ordered_json instance_json(const ApplicationRequest& request);
nlohmann::ordered_json finding_json(const ApplicationFinding& finding);
nlohmann::ordered_json run_json(const ApplicationRun& run);

std::string application_json(const ApplicationRequest& request, const ApplicationResult& result);

}  // namespace snapcheck
