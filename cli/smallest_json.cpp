#include <nlohmann/json.hpp>

#include "cli/memory.hpp"
#include "cli/report_json.hpp"
#include "cli/smallest_report.hpp"

namespace snapcheck {

std::string smallest_json(const SmallestAnswer& answer) {
    const AttemptCounts& smaller = answer.found.smaller;
    nlohmann::ordered_json document = document_of("smallest");
    document["algorithm"] = answer.request.algorithm.name;
    document["property"] = answer.property;
    document["channels"] = to_string(answer.bounds.channels);
    document["up_to_processes"] = answer.bounds.processes;
    document["up_to_messages"] = answer.bounds.messages;
    if (answer.bounds.may_fall_silent) document["fall_silent"] = true;
    document.update(scope_json(answer.bounds.scope));
    document["verdict"] = name_of(outcome_of(answer.found));
    document["complete"] = smaller.complete();
    document["smaller"] = counts_json(smaller);
    document["states"] = smaller.states;
    document["seconds"] = answer.seconds;
    document["peak_bytes"] = peak_memory();
    document["workers"] = answer.request.options.workers;
    document["smallest"] = nullptr;
    if (answer.found.instance)
        document["smallest"] = check_json(answer.request, answer.found.result, answer.traces);
    return document.dump(2) + "\n";
}

}  // namespace snapcheck
