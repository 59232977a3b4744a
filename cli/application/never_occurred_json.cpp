#include <nlohmann/json.hpp>

#include "cli/application/never_occurred_report.hpp"
#include "cli/memory.hpp"
#include "cli/report_json.hpp"

namespace snapcheck {

using nlohmann::ordered_json;

namespace {

// {"p": "A", "q": "D", "c": [], "c'": ["M'"]}
ordered_json state_json(const GlobalState& state, const Application& application) {
    ordered_json json = ordered_json::object();
    for (Process p = 0; p < state.locals.size(); ++p)
        json[application.network.name(p)] = application.processes[p].states[state.locals[p]];
    for (unsigned c = 0; c < state.channels.size(); ++c) {
        ordered_json contents = ordered_json::array();
        for (const unsigned content : state.channels[c])
            contents.push_back(application.contents[content]);
        json[application.channels[c]] = std::move(contents);
    }
    return json;
}

ordered_json states_json(const std::vector<GlobalState>& states, const Application& application) {
    ordered_json json = ordered_json::array();
    for (const GlobalState& state : states) json.push_back(state_json(state, application));
    return json;
}

ordered_json permuted_json(const PermutedRun& permuted, const Application& application) {
    ordered_json steps = ordered_json::array();
    for (const PermutedStep& step : permuted.steps)
        steps.push_back({{"step", step.step},
                         {"process", application.network.name(step.process)},
                         {"side", step.prerecording ? "prerecording" : "postrecording"},
                         {"event", step.what}});
    ordered_json json{{"steps", steps},
                      {"states", states_json(permuted.states, application)},
                      {"begins_after", permuted.before},
                      {"recorded_after", permuted.prerecording}};
    json["failure"] = permuted.failure.empty() ? ordered_json() : ordered_json(permuted.failure);
    return json;
}

}  // namespace

std::string never_occurred_json(const ApplicationRequest& request, const NeverOccurred& result) {
    const Report& report = result.report;
    const Application& application = request.setting.application;
    ordered_json json = document_of("prove");
    json["instance"] = instance_json(request);
    json["verdict"] = result.decided() ? (result.found ? "found" : "none") : "inconclusive";
    json["complete"] = result.decided();
    json["ending"] = name_of(result.ending);
    json["states"] = report.states;
    json["transitions"] = report.transitions;
    json["depth"] = report.depth;
    json["snapshots"] = result.snapshots;
    json["seconds"] = report.seconds;
    json["peak_bytes"] = peak_memory();
    json["workers"] = request.options.check.workers;
    json["never_occurred"] = nullptr;
    if (result.found)
        json["never_occurred"] = {{"steps", result.found->run.steps.size()},
                                  {"recorded", state_json(result.found->recorded, application)},
                                  {"trace", run_json(result.found->run)},
                                  {"states", states_json(result.found->states, application)},
                                  {"permuted", permuted_json(result.found->permuted, application)}};
    return json.dump(2) + "\n";
}

}  // namespace snapcheck
