// How tests ask for a check: by the words a user would type.
#pragma once

#include <string>

#include "models/check.hpp"

namespace snapcheck::testing {

struct Asked {
    std::string algorithm = "chandy-lamport";
    std::string topology = "ring:2";
    std::string channels = "fifo";
    unsigned messages = 1;
    std::vector<Process> initiators = {0};
    unsigned snapshots = 1;
    std::string properties = "all";  // or one name
    bool go_on = true;
    unsigned workers = 2;
};

Instance instance_of(const Asked& asked);
CheckResult check(const Asked& asked);
CheckResult check(const Asked& asked, const Instance& instance);
const AlgorithmEntry& algorithm(std::string_view name);
std::span<const AlgorithmEntry> algorithms();

/// The finding on one property.
const Finding& finding(const CheckResult& result, std::string_view property);
/// The names of all violated properties, in the order of the catalogue.
std::vector<std::string> violated(const CheckResult& result);
/// A run in words, a line a step.
std::vector<std::string> told(const Run& run, const Network& network);

}  // namespace snapcheck::testing
