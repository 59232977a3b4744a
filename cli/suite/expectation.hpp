// What a suite expects of a check, and where a result differs from it. A search that a limit cut
// off can differ without having missed anything yet; a mismatch says which of the two it is.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "cli/outcome.hpp"

namespace snapcheck {

/// A figure that can be pinned, under its name in the JSON document.
struct Figure {
    std::string_view name;
    std::string (*of)(const CheckResult&);  // decimal digits, or "unknown"
};

/// Every figure, one line each.
std::span<const Figure> pinnable_figures();

/// By the bit of a property.
template <class Value>
using ByProperty = std::map<unsigned, Value>;

struct Expectation {
    Outcome outcome = Outcome::holds;
    ByProperty<Finding::Verdict> verdicts;  // of the properties that are named
    bool others_hold = false;               // and all others that are asked for hold
    std::optional<unsigned> steps;          // of the shortest counterexample of all
    ByProperty<unsigned> steps_of;
    std::map<std::string, std::string, std::less<>> figures;  // digits by name
};

struct Mismatch {
    std::string what;  // "verdict", "no-lost", "steps of no-lost", "states"
    std::string expected;
    std::string got;
    bool cut_off;  // a limit is to blame: nothing speaks against the expectation
};

/// Empty where the expectation is met.
std::vector<Mismatch> mismatches(const Expectation& expected, const CheckResult& result);

}  // namespace snapcheck
