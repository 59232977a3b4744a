#include "traces/trace.hpp"

#include <algorithm>
#include <iterator>

#include "traces/explain.hpp"

namespace snapcheck {

namespace {

bool same_run(const Run& one, const Run& other) {
    if (one.events.size() != other.events.size()) return false;
    return one.facts == other.facts;
}

}  // namespace

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
                                                      std::string(topology),
                                                      to_string(instance.channels),
                                                      instance.network,
                                                      {},
                                                      *finding.run});
        trace->violations.push_back({std::string(property.name), std::string(property.meaning),
                                     explain(trace->run, property.name, instance.network)});
    }
    return traces;
}

}  // namespace snapcheck
