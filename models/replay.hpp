// A run that somebody tells, taken again step by step: whether the algorithm really does it.
#pragma once

#include "models/subject.hpp"

namespace snapcheck {

struct Replay {
    Run run;                           // what was taken, as the model tells it
    std::string objection;             // why it is not what was told; empty if it is
    std::vector<std::string> enabled;  // what could be done where a step could not be taken

    bool faithful() const { return objection.empty(); }
};

/// Goes as far as steps are enabled and change what they are said to change.
Replay replay(Subject& subject, const Network& network, const Run& told);

}  // namespace snapcheck
