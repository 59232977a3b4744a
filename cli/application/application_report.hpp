// What a check of an application came to, for people and for programs.
#pragma once

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

std::string application_text(const ApplicationRequest& request, const ApplicationResult& result,
                             const std::vector<Trace>& traces);
std::string application_json(const ApplicationRequest& request, const ApplicationResult& result);

}  // namespace snapcheck
