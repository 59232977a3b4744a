// Theorem 1 of Chandy and Lamport (1985, section 4) on one run of an application: its steps, those
// before their process recorded (prerecording) first and the others (postrecording) behind them,
// each half in its old order. If the algorithm is right, that is a run too, with the same end, and
// between its halves is S*, the recorded state: it could have occurred.
#pragma once

#include "models/application/application_model.hpp"

namespace snapcheck {

/// A step of the application, by its number in the run, from 1.
struct PermutedStep {
    std::size_t step = 0;
    Process process = 0;
    bool prerecording = false;
    std::string what;  // "A -send M on c-> B"
};

struct PermutedRun {
    std::vector<PermutedStep> steps;  // of the application alone, in their new order
    std::vector<GlobalState> states;  // one more than steps that were possible
    std::size_t prerecording = 0;     // S* is to be the state after so many steps
    std::size_t before = 0;           // so many of them were taken before the snapshot began
    /// What breaks, in a sentence; empty: the run is possible, goes through S* and ends as it did.
    std::string failure;
};

/// Of a run at whose end the snapshot is complete.
PermutedRun permute(const ApplicationModel& model,
                    const std::vector<std::vector<std::uint64_t>>& states,
                    const std::vector<Step>& steps);

}  // namespace snapcheck
