// What a sweep found, for people and for programs.
#pragma once

#include "cli/outcome.hpp"
#include "cli/scope.hpp"

namespace snapcheck {

struct Sweep {
    CheckWords words;  // on each of `instances`
    Request request;   // understood
    unsigned processes;
    Scope scope;
    std::vector<Instance> instances;
    std::vector<Attempt> attempts;  // one for each instance
    AttemptCounts counts;           // of them
    double seconds;
};

std::string sweep_text(const Sweep& sweep);
std::string sweep_json(const Sweep& sweep);

}  // namespace snapcheck
