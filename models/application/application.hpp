// An application as a value: what every process may do, as a table. It may run for ever, unlike the
// free workload, so that a snapshot of it is taken while it goes on, as in K. M. Chandy, L.
// Lamport: Distributed Snapshots. ACM TOCS 3(1), 1985, section 2.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/topology/network.hpp"

namespace snapcheck {

/// A message of the application and the channel it travels on, both by number.
struct Dispatch {
    unsigned channel = 0;
    unsigned content = 0;
    bool operator==(const Dispatch&) const = default;
};

/// What one process may do in one of its local states. Without a receipt it is spontaneous: it may
/// happen whenever the process is in that state, and need not.
struct Transition {
    unsigned from = 0, to = 0;
    std::optional<Dispatch> receives;
    std::vector<Dispatch> sends;  // after the receipt
};

/// One process. For a message that arrives there is at most one transition from a local state;
/// where there is none, the message waits in its channel.
struct Automaton {
    std::vector<std::string> states;
    unsigned initial = 0;
    std::vector<Transition> transitions;
};

/// Something that can be asked of a global state, by name (see predicate.hpp).
struct NamedPredicate {
    std::string name;
    std::string expression;
};

struct Application {
    std::string name;
    Network network;
    std::vector<std::string> channels;  // their names, by number
    std::vector<std::string> contents;  // what messages can say
    std::vector<Automaton> processes;
    std::string conserved = {};                   // what stays the same in every run; or empty
    std::vector<NamedPredicate> predicates = {};  // what a user may ask for by name

    static constexpr unsigned max_states = 64;
    static constexpr unsigned max_contents = 16;
};

/// A global state: the local state of each process, and what each channel holds.
struct GlobalState {
    std::vector<unsigned> locals;
    std::vector<std::vector<unsigned>> channels;  // in the order of sending
    bool operator==(const GlobalState&) const = default;
};

/// "p A, q D, c empty, c' M'"
std::string to_string(const GlobalState& state, const Application& application);

/// "A -send M on c-> B"
std::string to_string(const Transition& transition, Process p, const Application& application);

}  // namespace snapcheck
