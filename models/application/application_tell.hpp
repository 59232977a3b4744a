// A run of an application, told: what happened, and what each state said.
#pragma once

#include "models/application/numbered_run.hpp"

namespace snapcheck {

/// A run from the initial state. With `loop`, its last state is the one after so many steps: what
/// lies between goes on for ever.
struct ApplicationRun : NumberedRun {
    std::vector<std::string> steps;  // in words
    std::optional<std::size_t> loop;
    std::string reason;  // what is wrong, in a sentence
};

/// The run of `steps` through `states`, of which there is one more; what was recorded is told of
/// one snapshot.
ApplicationRun tell_run(const ApplicationModel& model,
                        const std::vector<std::vector<std::uint64_t>>& states,
                        const std::vector<Step>& steps, unsigned snapshot);

/// All that a state says.
std::vector<Fact> facts_of(const ApplicationModel& model, View state);

/// "{M, marker}": what is in a channel.
std::string in_transit_in_words(const ApplicationModel& model, View state, unsigned channel);

/// Who is not done with a snapshot, and what each waits for: "p waits for a marker on c'".
std::string waiting_in_words(const ApplicationModel& model, View state, unsigned snapshot);

}  // namespace snapcheck
