#include "cli/report_json.hpp"

#include <nlohmann/json.hpp>

#include "checker/decimal.hpp"
#include "cli/memory.hpp"
#include "cli/version.hpp"
#include "cli/words.hpp"
#include "traces/json.hpp"

namespace snapcheck {

using nlohmann::ordered_json;

namespace {

const Trace* trace_of(const Finding& finding, const std::vector<Trace>& traces) {
    for (const Trace& trace : traces)
        for (const Violation& violation : trace.violations)
            if (violation.property == catalogue()[finding.property].name) return &trace;
    return nullptr;
}

ordered_json property_json(const Finding& finding, const std::vector<Trace>& traces) {
    const bool violated = finding.verdict == Finding::Verdict::violated;
    ordered_json json{{"name", catalogue()[finding.property].name},
                      {"verdict", name_of(finding.verdict)},
                      {"violations", finding.violations}};
    json["steps"] = violated ? ordered_json(finding.steps) : ordered_json();
    const Trace* trace = trace_of(finding, traces);
    json["trace"] = trace != nullptr ? steps_json(*trace) : ordered_json();
    if (trace == nullptr) return json;
    for (const Violation& violation : trace->violations)
        if (violation.property == catalogue()[finding.property].name)
            json["reason"] = violation.reason;
    return json;
}

std::string_view reduction_of(const CheckResult& result) {
    if (result.folded) return result.reduced ? "all" : "symmetry";
    if (result.slept) return "sleep";
    return result.reduced ? "por" : "none";
}

// What the states that were kept stand for, which is known where no steps were left out.
ordered_json symmetry_json(const CheckResult& result) {
    ordered_json json{{"permutations", result.folded->permutations},
                      {"snapshots_apart", result.folded->snapshots_apart}};
    const auto& unfolded = result.report.unfolded;
    const bool known = unfolded && !result.reduced;
    json["all_states"] = known ? ordered_json(unfolded->states) : ordered_json();
    json["all_transitions"] = known ? ordered_json(unfolded->transitions) : ordered_json();
    return json;
}

}  // namespace

std::string_view name_of(Ending ending) {
    switch (ending) {
        case Ending::exhausted:
            return "exhausted";
        case Ending::found:
            return "violation";
        case Ending::depth_limit:
            return "max-depth";
        case Ending::state_limit:
            return "max-states";
        case Ending::time_limit:
            return "time-limit";
        case Ending::memory_limit:
            return "memory";
        case Ending::disk_full:
            return "disk";
        default:
            return "interrupted";
    }
}

ordered_json document_of(std::string_view command) {
    return {{"schema", "snapcheck/1"}, {"version", version}, {"command", command}};
}

ordered_json instance_json(const Request& request) {
    ordered_json json{{"algorithm", request.algorithm.name},
                      {"topology", request.topology},
                      {"channels", to_string(request.instance.channels)}};
    if (request.instance.budget) {
        json["messages"] = nullptr;
        json["budget"] = *request.instance.budget;
    } else {
        json["messages"] = request.instance.messages;
    }
    json["initiators"] = request.instance.initiators;
    if (request.instance.snapshots > 1) json["snapshots"] = request.instance.snapshots;
    if (request.instance.may_fall_silent) json["fall_silent"] = true;
    for (Process p = 0; p < request.instance.network.processes(); ++p)
        json["processes"].push_back(request.instance.network.name(p));
    return json;
}

ordered_json result_json(const CheckResult& result) {
    const Report& report = result.report;
    ordered_json json;
    json["verdict"] = name_of(outcome_of(result));
    json["complete"] = report.complete();
    json["ending"] = name_of(report.ending);
    json["states"] = report.states;
    json["transitions"] = report.transitions;
    json["depth"] = report.depth;
    json["terminal"] = report.terminal;
    json["stuck"] = result.stuck;
    json["snapshots"] = result.snapshots;
    json["interleavings"] =
        report.runs.empty() ? ordered_json() : ordered_json(decimal(report.runs));
    json["left"] = report.left;
    json["reduction"] = reduction_of(result);
    if (result.folded) json["symmetry"] = symmetry_json(result);
    if (!result.obstacle.empty()) json["not_reduced"] = result.obstacle;
    json["seconds"] = report.seconds;
    return json;
}

ordered_json properties_json(const CheckResult& result, const std::vector<Trace>& traces) {
    ordered_json json = ordered_json::array();
    for (const Finding& finding : result.findings) json.push_back(property_json(finding, traces));
    return json;
}

ordered_json check_json(const Request& request, const CheckResult& result,
                        const std::vector<Trace>& traces) {
    ordered_json json{{"instance", instance_json(request)}};
    json.update(result_json(result));
    json["peak_bytes"] = peak_memory();
    if (!request.options.spill_folder.empty())
        json["spilled_bytes"] = result.report.peak_disk_bytes;
    json["workers"] = request.options.workers;
    json["properties"] = properties_json(result, traces);
    return json;
}

std::string json_report(const Request& request, const CheckResult& result,
                        const std::vector<Trace>& traces) {
    ordered_json document = document_of("check");
    document.update(check_json(request, result, traces));
    return document.dump(2) + "\n";
}

std::string error_document(const std::string& message, int exit_code) {
    const ordered_json document{{"schema", "snapcheck/1"},
                                {"version", version},
                                {"error", {{"message", message}, {"exit_code", exit_code}}}};
    return document.dump(2);
}

}  // namespace snapcheck
