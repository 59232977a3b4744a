// A counterexample as a value: what every renderer is given, and all it is given.
#pragma once

#include <string>
#include <vector>

#include "models/check.hpp"

namespace snapcheck {

/// Properties that one and the same run violates, each with the reason in words.
struct Violation {
    std::string property;
    std::string meaning;
    std::string reason;
    bool operator==(const Violation&) const = default;
};

/// What a run was looked for to show, where that is no violation of a property.
struct Shown {
    std::string lemma;
    std::string meaning;
    bool holds = true;   // the run has it at work; otherwise the run breaks it
    std::string reason;  // how, with step numbers
    bool operator==(const Shown&) const = default;
};

/// What the application and the initiators may do: with a network and a discipline, an instance.
struct Terms {
    unsigned messages = 1;
    std::optional<std::vector<unsigned>> budget;
    std::vector<Process> initiators = {0};
    bool may_fall_silent = false;
    unsigned snapshots = 1;
    bool operator==(const Terms&) const = default;
};

struct Trace {
    std::string algorithm;
    std::string topology;  // the SPEC it was asked for by
    std::string channels;
    Network network;
    std::vector<Violation> violations;
    Run run;
    Terms terms = {};
    std::optional<Shown> shown = {};
};

/// The part of an instance that a trace has so.
Terms terms_of(const Instance& instance);

/// What was checked.
Instance instance_of(const Trace& trace);

/// "no-lost, conserved"
std::string names_of(const std::vector<Violation>& violations);

/// "no-lost, conserved are violated: m1 was sent ...": a sentence for each reason, however many
/// properties it is the reason of.
std::vector<std::string> reasons_of(const std::vector<Violation>& violations);

/// What a trace says of its run, a sentence for each thing.
std::vector<std::string> conclusions_of(const Trace& trace);

/// "a shortest counterexample", "a run with all-record at work"
std::string subject_of(const Trace& trace);

/// "no-lost, conserved", or the lemma that it shows.
std::string names_of(const Trace& trace);

/// The counterexamples of a check, one for each distinct run, in the order of the catalogue.
std::vector<Trace> traces_of(const CheckResult& result, const Instance& instance,
                             std::string_view algorithm, std::string_view topology);

}  // namespace snapcheck
