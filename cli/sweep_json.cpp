#include <nlohmann/json.hpp>

#include "cli/memory.hpp"
#include "cli/report_json.hpp"
#include "cli/sweep_report.hpp"
#include "models/topology/topologies.hpp"

namespace snapcheck {

namespace {

using nlohmann::ordered_json;

std::string_view name_of(Attempt::Verdict verdict) {
    switch (verdict) {
        case Attempt::Verdict::holds:
            return "holds";
        case Attempt::Verdict::violated:
            return "violated";
        case Attempt::Verdict::vacuous:
            return "vacuous";
        case Attempt::Verdict::undecided:
            return "undecided";
        case Attempt::Verdict::not_applicable:
            return "not-applicable";
        default:
            return "not-begun";
    }
}

void add_result(ordered_json& json, const CheckResult& result) {
    json["ending"] = name_of(result.report.ending);
    json["states"] = result.report.states;
    json["transitions"] = result.report.transitions;
    json["depth"] = result.report.depth;
    json["violated"] = ordered_json::array();
    for (const Finding& finding : result.findings)
        if (finding.verdict == Finding::Verdict::violated)
            json["violated"].push_back(
                {{"property", catalogue()[finding.property].name}, {"steps", finding.steps}});
}

ordered_json attempt_json(const Sweep& sweep, std::size_t i) {
    const Instance& instance = sweep.instances[i];
    const Attempt& attempt = sweep.attempts[i];
    ordered_json json{{"topology", edges_spec(instance.network)},
                      {"initiators", instance.initiators},
                      {"unreachable", instance.network.unreachable_from(instance.initiators)},
                      {"verdict", name_of(attempt.verdict)}};
    if (!attempt.refusal.empty()) json["reason"] = attempt.refusal;
    if (attempt.result) add_result(json, *attempt.result);
    return json;
}

}  // namespace

std::string sweep_json(const Sweep& sweep) {
    const AttemptCounts& counts = sweep.counts;
    ordered_json document = document_of("sweep");
    document["algorithm"] = sweep.request.algorithm.name;
    document["processes"] = sweep.processes;
    document["channels"] = to_string(sweep.request.instance.channels);
    document["messages"] = sweep.request.instance.messages;
    if (sweep.request.instance.may_fall_silent) document["fall_silent"] = true;
    document.update(scope_json(sweep.scope));
    document["verdict"] = name_of(outcome_of(counts));
    document["complete"] = counts.complete();
    document["counts"] = counts_json(counts);
    document["states"] = counts.states;
    document["transitions"] = counts.transitions;
    document["seconds"] = sweep.seconds;
    document["peak_bytes"] = peak_memory();
    document["workers"] = sweep.request.options.workers;
    document["instances"] = ordered_json::array();
    for (std::size_t i = 0; i < sweep.instances.size(); ++i)
        document["instances"].push_back(attempt_json(sweep, i));
    return document.dump(2) + "\n";
}

}  // namespace snapcheck
