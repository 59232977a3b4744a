#include <nlohmann/json.hpp>

#include "cli/application/detect_report.hpp"
#include "cli/memory.hpp"
#include "cli/program.hpp"
#include "cli/report_json.hpp"

namespace snapcheck {

using nlohmann::ordered_json;

namespace {

ordered_json beginning_of(const DetectRequest& request) {
    ordered_json json = document_of("detect");
    json["instance"] = instance_json(request.on);
    json["stable"] = {{"name", request.stable.name},
                      {"expression", request.stable.predicate.text()}};
    return json;
}

}  // namespace

std::string detect_json(const DetectRequest& request, const DetectionResult& result) {
    const Report& report = result.report;
    ordered_json json = beginning_of(request);
    json["verdict"] = name_of(outcome_of(result));
    json["complete"] = report.complete();
    json["ending"] = name_of(report.ending);
    json["states"] = report.states;
    json["transitions"] = report.transitions;
    json["depth"] = report.depth;
    json["left"] = report.left;
    json["complete_states"] = {{"all", result.complete},
                               {"held_at_start", result.held_at_start},
                               {"recorded", result.recorded}};
    json["seconds"] = report.seconds;
    json["peak_bytes"] = peak_memory();
    json["workers"] = request.on.options.check.workers;
    json["properties"] = ordered_json::array();
    for (const ApplicationFinding& finding : result.findings)
        json["properties"].push_back(finding_json(finding));
    return json.dump(2) + "\n";
}

std::string refusal_json(const DetectRequest& request, const ApplicationRun& unstable) {
    ordered_json json = beginning_of(request);
    json["error"] = {{"message", why_refused(request, unstable)}, {"exit_code", exit_usage}};
    json["trace"] = run_json(unstable);
    return json.dump(2) + "\n";
}

}  // namespace snapcheck
