#include "traces/detection_trace.hpp"

#include "models/application/application_judge.hpp"
#include "traces/application_trace.hpp"

namespace snapcheck {

std::vector<Trace> traces_of(const DetectionResult& result, const ApplicationSetting& setting,
                             std::string_view algorithm) {
    std::vector<Trace> traces;
    std::vector<std::string> names;
    for (const ApplicationFinding& finding : result.findings) names.push_back(finding.name);
    for (std::size_t k = 0; k < names.size(); ++k) {
        const ApplicationFinding& finding = result.findings[k];
        if (!finding.run) continue;
        Trace& trace = traces.emplace_back(trace_of(*finding.run, setting, algorithm));
        // A trace knows what was asked for beside the catalogue.
        trace.application->invariants = names;
        trace.violations.push_back({finding.name,
                                    finding.name == no_missed_detection
                                        ? "what held when the snapshot began holds in the record"
                                        : "what holds in the record holds when it is complete",
                                    finding.run->reason});
        if (!trace.run.observed.empty())
            trace.run.observed.back() |= Observations{1} << (first_invariant_bit + k);
    }
    return traces;
}

Trace trace_of(const RunBesideItsRecord& found, const ApplicationSetting& setting,
               std::string_view algorithm) {
    Trace trace = trace_of(found.run, setting, algorithm);
    std::string order;
    for (const PermutedStep& step : found.permuted.steps)
        order.append(order.empty() ? "" : ", ").append(std::to_string(step.step));
    const std::string& failure = found.permuted.failure;
    trace.shown = {
        "Theorem 1", "the recorded state could have occurred", failure.empty(),
        "the application never is in the recorded state (" +
            to_string(found.recorded, setting.application) + "); " +
            (failure.empty() ? "it would be, had its steps come in the order " + order
                             : "nor would it be in the order " + order + ": " + failure)};
    return trace;
}

}  // namespace snapcheck
