#include "traces/application_trace.hpp"

#include <algorithm>

namespace snapcheck {

namespace {

std::string meaning_of(const ApplicationFinding& finding) {
    const auto property = std::ranges::find(catalogue(), finding.name, &Property::name);
    return property == catalogue().end() ? "the recorded state keeps " + finding.name
                                         : std::string(property->meaning);
}

// That it is violated by the run as a whole, no state says.
void mark_end(Trace& trace, std::string_view property) {
    if (property == "terminates")
        trace.run.observed.back() |= Observations{1} << property_bit(property);
}

}  // namespace

Trace trace_of(const ApplicationRun& run, const ApplicationSetting& setting,
               std::string_view algorithm) {
    Trace trace{std::string(algorithm),
                setting.application.name,
                to_string(setting.instance.channels),
                setting.application.network,
                {},
                run.run,
                terms_of(setting.instance)};
    trace.application = {setting.application.channels, run.transitions, {}, {}};
    for (const Predicate& invariant : setting.invariants)
        trace.application->invariants.push_back(invariant.text());
    trace.loop = run.loop;
    return trace;
}

std::vector<Trace> traces_of(const ApplicationResult& result, const ApplicationSetting& setting,
                             std::string_view algorithm, Fairness fairness) {
    std::vector<Trace> traces;
    for (const ApplicationFinding& finding : result.findings) {
        if (!finding.run) continue;
        const auto same = [&](const Trace& other) {
            return other.loop == finding.run->loop && other.run.events == finding.run->run.events &&
                   other.run.facts == finding.run->run.facts;
        };
        auto trace = std::ranges::find_if(traces, same);
        if (trace == traces.end()) {
            trace = traces.insert(traces.end(), trace_of(*finding.run, setting, algorithm));
            if (trace->loop) trace->application->fairness = name_of(fairness);
        }
        trace->violations.push_back({finding.name, meaning_of(finding), finding.run->reason});
        mark_end(*trace, finding.name);
    }
    return traces;
}

bool can_be_drawn(const Trace& trace) {
    return !trace.run.channels.empty();
}

}  // namespace snapcheck
