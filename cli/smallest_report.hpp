// The smallest instance on which a property fails, for people and for programs.
#pragma once

#include "cli/outcome.hpp"
#include "cli/scope.hpp"
#include "traces/trace.hpp"

namespace snapcheck {

struct SmallestAnswer {
    CheckWords words;  // on the instance that was found, if one was
    Request request;   // understood
    std::string property;
    SmallestBounds bounds;
    Smallest found;
    std::vector<Trace> traces;
    double seconds;
};

std::string smallest_text(const SmallestAnswer& answer);
std::string smallest_json(const SmallestAnswer& answer);

}  // namespace snapcheck
