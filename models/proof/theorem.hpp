// Theorem 1 of Chandy and Lamport (1985, section 4), carried out on one run. The events of the
// application are permuted: those before their process recorded (prerecording) first, the others
// (postrecording) behind them, each half in its old order. The theorem says that the permuted run
// is possible, that it ends as the run did, and that the state between its halves is the recorded
// one, S*. So S* could have occurred, even where in this run it never did.
//
// The proof exchanges neighbours: a postrecording event with the prerecording one behind it. So
// does this, one exchange after the other, and then executes what comes out.
#pragma once

#include <variant>

#include "models/proof/application.hpp"

namespace snapcheck {

/// Two neighbours that change places, by their steps in the run, which count from 1.
struct Swap {
    unsigned postrecording;
    unsigned prerecording;
    bool operator==(const Swap&) const = default;
};

/// The neighbours may not: the second receives what the first sends.
struct ForbiddenSwap {
    Swap swap;
};

/// The permuted run cannot take this step of the run where it comes now.
struct ImpossibleStep {
    unsigned step;
    Obstacle obstacle;
};

/// The state between the halves is not what was recorded; first on this channel.
struct OtherState {
    unsigned channel;
};

using Failure = std::variant<ForbiddenSwap, ImpossibleStep, OtherState>;

/// The theorem on one run: how it is proved, or where the proof breaks.
struct Demonstration {
    std::vector<Side> sides;       // of every event of the run
    std::vector<Swap> swaps;       // in order, up to one that is forbidden
    std::vector<unsigned> order;   // the steps of the application, as the permuted run has them
    std::size_t prerecording = 0;  // so many of them come before S*
    ApplicationState recorded;     // S*
    ApplicationState between;  // what the permuted run has there; empty if it did not come so far
    ApplicationState end;      // at the end of both runs
    // The step of the run after which the application was in state S* for the first time, if ever;
    // 0 stands for its beginning.
    std::optional<unsigned> occurred;
    std::optional<Failure> failure;
};

/// Of a run at whose end the snapshot is complete.
Demonstration demonstrate(const std::vector<Event>& events, const std::vector<ChannelCut>& cut,
                          Transport transport);

}  // namespace snapcheck
