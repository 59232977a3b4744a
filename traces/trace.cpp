#include "traces/trace.hpp"

#include <algorithm>
#include <iterator>

#include "checker/printable.hpp"
#include "traces/explain.hpp"

namespace snapcheck {

namespace {

bool same_run(const Run& one, const Run& other) {
    if (one.events.size() != other.events.size()) return false;
    return one.facts == other.facts;
}

std::string reason(const Run& run, std::string_view property, const Network& network) {
    const std::string words = explain(run, property, network);
    return run.snapshot == 0 ? words : "Of snapshot " + std::to_string(run.snapshot) + ": " + words;
}

}  // namespace

Terms terms_of(const Instance& instance) {
    return {instance.messages, instance.budget, instance.initiators, instance.may_fall_silent,
            instance.snapshots};
}

Instance instance_of(const Trace& trace) {
    const Terms& terms = trace.terms;
    return {trace.network,    parse_channels(trace.channels), terms.messages, terms.budget,
            terms.initiators, terms.may_fall_silent,          terms.snapshots};
}

std::string names_of(const std::vector<Violation>& violations) {
    std::string names;
    for (const Violation& violation : violations)
        names += (names.empty() ? "" : ", ") + violation.property;
    return names;
}

std::vector<std::string> reasons_of(const std::vector<Violation>& violations) {
    std::vector<std::string> sentences;
    for (auto one = violations.begin(); one != violations.end(); ++one) {
        const auto same = [&](const Violation& other) { return other.reason == one->reason; };
        if (std::find_if(violations.begin(), one, same) != one) continue;
        std::vector<Violation> all;
        std::copy_if(one, violations.end(), std::back_inserter(all), same);
        sentences.push_back(names_of(all) + (all.size() == 1 ? " is" : " are") +
                            " violated: " + one->reason);
    }
    return sentences;
}

std::vector<std::string> conclusions_of(const Trace& trace) {
    std::vector<std::string> sentences = reasons_of(trace.violations);
    if (trace.shown)
        sentences.push_back(trace.shown->lemma + (trace.shown->holds ? ": " : " is violated: ") +
                            trace.shown->reason);
    return sentences;
}

std::string subject_of(const Trace& trace) {
    if (!trace.shown) return "a shortest counterexample";
    return trace.shown->holds ? "a run with " + trace.shown->lemma + " at work"
                              : "a run that violates " + trace.shown->lemma;
}

std::string names_of(const Trace& trace) {
    return trace.shown ? trace.shown->lemma : names_of(trace.violations);
}

std::vector<Trace> traces_of(const CheckResult& result, const Instance& instance,
                             std::string_view algorithm, std::string_view topology) {
    std::vector<Trace> traces;
    for (const Finding& finding : result.findings) {
        if (!finding.run) continue;
        const Property& property = catalogue()[finding.property];
        auto trace = std::ranges::find_if(
            traces, [&](const Trace& t) { return same_run(t.run, *finding.run); });
        if (trace == traces.end())
            trace = traces.insert(traces.end(), Trace{std::string(algorithm),
                                                      printable(topology),
                                                      to_string(instance.channels),
                                                      instance.network,
                                                      {},
                                                      *finding.run,
                                                      terms_of(instance)});
        trace->violations.push_back({std::string(property.name), std::string(property.meaning),
                                     reason(trace->run, property.name, instance.network)});
    }
    return traces;
}

}  // namespace snapcheck
