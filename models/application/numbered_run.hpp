// A run of an application as the run of any model: its messages have no numbers, but those of one
// run can be counted, channel by channel, in the order of sending. Then all that is said and drawn
// of runs can be said and drawn of it.
#pragma once

#include "models/application/application_model.hpp"

namespace snapcheck {

/// More messages than that in one channel of one run are not counted: a set of 64 means that the
/// source has not recorded (cut.hpp).
inline constexpr unsigned most_numbered = 63;

struct NumberedRun {
    /// A spontaneous transition is an `act` where it sends nothing, else a `send` of its first
    /// message; others show in the channels. What a message says is in `control`, of events and of
    /// parcels.
    Run run;
    /// By step: "A -send M on c-> B"; empty where the application does nothing.
    std::vector<std::string> transitions;
    /// False: there were too many messages, and the run has no `channels` and no `cut`.
    bool numbered = true;
};

/// The run of `steps` through `states`, of which there is one more; what was recorded is told of
/// one snapshot. Its facts are left to others.
NumberedRun number(const ApplicationModel& model,
                   const std::vector<std::vector<std::uint64_t>>& states,
                   const std::vector<Step>& steps, unsigned snapshot);

}  // namespace snapcheck
