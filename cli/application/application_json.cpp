#include <nlohmann/json.hpp>

#include "cli/application/application_report.hpp"
#include "cli/memory.hpp"
#include "cli/report_json.hpp"

namespace snapcheck {

using nlohmann::ordered_json;

namespace {

ordered_json facts_json(const std::vector<Fact>& facts) {
    ordered_json json = ordered_json::object();
    for (const Fact& fact : facts) json[fact.subject] = fact.value;
    return json;
}

}  // namespace

// The state at the start, and a step and the state after it each.
ordered_json run_json(const ApplicationRun& run) {
    ordered_json json{{"initial", facts_json(run.run.facts[0])}, {"steps", ordered_json::array()}};
    for (std::size_t i = 0; i < run.steps.size(); ++i)
        json["steps"].push_back({{"step", i + 1},
                                 {"event", run.steps[i]},
                                 {"state", facts_json(run.run.facts[i + 1])}});
    json["loop"] = run.loop ? ordered_json(*run.loop) : ordered_json();
    return json;
}

ordered_json finding_json(const ApplicationFinding& finding) {
    const bool violated = finding.verdict == Finding::Verdict::violated;
    ordered_json json{{"name", finding.name},
                      {"verdict", name_of(finding.verdict)},
                      {"violations", finding.violations}};
    json["steps"] = violated ? ordered_json(finding.steps) : ordered_json();
    json["trace"] = finding.run ? run_json(*finding.run) : ordered_json();
    if (finding.run) json["reason"] = finding.run->reason;
    return json;
}

ordered_json instance_json(const ApplicationRequest& request) {
    const Instance& instance = request.setting.instance;
    ordered_json json{{"algorithm", request.algorithm.name},
                      {"application", request.setting.application.name},
                      {"channels", to_string(instance.channels)},
                      {"initiators", instance.initiators}};
    if (instance.snapshots > 1) json["snapshots"] = instance.snapshots;
    for (Process p = 0; p < instance.network.processes(); ++p)
        json["processes"].push_back(instance.network.name(p));
    return json;
}

std::string application_json(const ApplicationRequest& request, const ApplicationResult& result) {
    const Report& report = result.report;
    ordered_json json = document_of("check");
    json["instance"] = instance_json(request);
    json["verdict"] = name_of(outcome_of(result));
    json["complete"] = report.complete() && (!result.fair_runs || result.fair_runs->decided());
    json["ending"] = name_of(report.ending);
    json["states"] = report.states;
    json["transitions"] = report.transitions;
    json["depth"] = report.depth;
    json["terminal"] = report.terminal;
    json["snapshots"] = result.snapshots;
    json["interleavings"] = nullptr;
    json["left"] = report.left;
    json["fairness"] = name_of(request.options.fairness);
    if (result.fair_runs)
        json["unfinished"] = {{"states", result.fair_runs->states},
                              {"transitions", result.fair_runs->transitions},
                              {"components", result.fair_runs->components},
                              {"rests", result.fair_runs->rests},
                              {"seconds", result.fair_runs->seconds}};
    json["reduction"] = "none";
    json["seconds"] = report.seconds;
    json["peak_bytes"] = peak_memory();
    json["workers"] = request.options.check.workers;
    json["properties"] = ordered_json::array();
    for (const ApplicationFinding& finding : result.findings)
        json["properties"].push_back(finding_json(finding));
    return json.dump(2) + "\n";
}

}  // namespace snapcheck
