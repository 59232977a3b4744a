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

/// What a run of an application has beside that of the free workload (docs/applications.md).
struct OfApplication {
    /// What a process may do: its local states by name, and transitions as they are written down.
    struct Table {
        std::vector<std::string> states;
        std::string initial;
        std::vector<std::string> transitions;
        bool operator==(const Table&) const = default;
    };

    std::vector<Table> processes;          // by number
    std::vector<std::string> contents;     // what messages can say
    std::string conserved;                 // an expression; or empty
    std::vector<std::string> channels;     // what they are called, by number
    std::vector<std::string> transitions;  // by step, "A -> B"; empty: the application does nothing
    std::vector<std::string> invariants;   // that were asked for, by number
    std::string fairness;                  // which one a run without end keeps; empty where it ends
    bool operator==(const OfApplication&) const = default;
};

struct Trace {
    std::string algorithm;
    std::string topology;  // the SPEC it was asked for by, or the name of the application
    std::string channels;
    Network network;
    std::vector<Violation> violations;
    Run run;
    Terms terms = {};
    std::optional<Shown> shown = {};
    std::optional<OfApplication> application = {};
    /// The run goes on for ever: its last state is the one after so many steps, and what lies
    /// between is repeated. Where that is nothing, nothing more need happen.
    std::optional<std::size_t> loop = {};

    bool repeats() const { return loop && *loop < run.events.size(); }
};

/// The part of an instance that a trace has so.
Terms terms_of(const Instance& instance);

/// What was checked.
Instance instance_of(const Trace& trace);

/// What happens in a step, counted from 0: "p1 sends m1 to p0", "p: A -send M on c-> B".
std::string step_in_words(const Trace& trace, std::size_t step);

/// "p0->p1", or what the application calls it.
std::string channel_name(const Trace& trace, unsigned channel);

/// "m1", or what it says in an application.
std::string message_name(const Trace& trace, unsigned channel, unsigned message);

/// "4 steps", "3 steps and then 3 steps for ever"
std::string length_of(const Trace& trace);

/// " under weak fairness", " without fairness"; empty where none is spoken of.
std::string under_fairness(const Trace& trace);

/// "no-lost, conserved"
std::string names_of(const std::vector<Violation>& violations);

/// "no-lost, conserved are violated: m1 was sent ...": a sentence for each reason, however many
/// properties it is the reason of.
std::vector<std::string> reasons_of(const std::vector<Violation>& violations);

/// What a trace says of its run, a sentence for each thing.
std::vector<std::string> conclusions_of(const Trace& trace);

/// "a shortest counterexample", "a run with all-record at work"; of a run that goes on for ever
/// only the stem is shortest.
std::string subject_of(const Trace& trace);

/// "no-lost, conserved", or the lemma that it shows.
std::string names_of(const Trace& trace);

/// The counterexamples of a check, one for each distinct run, in the order of the catalogue.
std::vector<Trace> traces_of(const CheckResult& result, const Instance& instance,
                             std::string_view algorithm, std::string_view topology);

}  // namespace snapcheck
