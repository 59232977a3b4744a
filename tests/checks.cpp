#include "tests/checks.hpp"

#include <algorithm>
#include <stdexcept>

#include "models/library/library.hpp"
#include "models/topology/topologies.hpp"

namespace snapcheck::testing {

std::span<const AlgorithmEntry> algorithms() {
    return library_algorithms();
}

const AlgorithmEntry& algorithm(std::string_view name) {
    const auto found = std::ranges::find(algorithms(), name, &AlgorithmEntry::name);
    if (found == algorithms().end()) throw std::logic_error("no such algorithm in the tests");
    return *found;
}

Instance instance_of(const Asked& asked) {
    Instance instance{parse_topology(asked.topology),
                      parse_channels(asked.channels),
                      asked.messages,
                      {},
                      asked.initiators};
    instance.snapshots = asked.snapshots;
    validate(instance);
    return instance;
}

CheckResult check(const Asked& asked, const Instance& instance) {
    CheckOptions options;
    options.workers = asked.workers;
    options.go_on = asked.go_on;
    if (asked.properties != "all")
        options.properties = Observations{1} << property_bit(asked.properties);
    for (unsigned bit = 0; bit < catalogue().size() && asked.properties == "all"; ++bit)
        if (catalogue()[bit].part_of_all) options.properties |= Observations{1} << bit;
    return algorithm(asked.algorithm).check(instance, options);
}

CheckResult check(const Asked& asked) {
    return check(asked, instance_of(asked));
}

const Finding& finding(const CheckResult& result, std::string_view property) {
    return *std::ranges::find(result.findings, property_bit(property), &Finding::property);
}

std::vector<std::string> violated(const CheckResult& result) {
    std::vector<std::string> names;
    for (const Finding& finding : result.findings)
        if (finding.verdict == Finding::Verdict::violated)
            names.emplace_back(catalogue()[finding.property].name);
    return names;
}

std::vector<std::string> told(const Run& run, const Network& network) {
    std::vector<std::string> lines;
    for (const Event& event : run.events) lines.push_back(to_string(event, network));
    return lines;
}

}  // namespace snapcheck::testing
