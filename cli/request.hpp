// What `check` was asked to do, after every word of it has been understood.
#pragma once

#include <string>
#include <vector>

#include "models/check.hpp"
#include "traces/text.hpp"

namespace snapcheck {

struct Request {
    AlgorithmEntry algorithm;
    Instance instance;
    std::string topology;  // as it was written
    CheckOptions options;
    std::optional<Detail> trace_detail = Detail::diff;  // nullopt: no trace in the text
    std::vector<std::string> trace_files;
    bool json = false;
    bool quiet = false;
    bool events = false;
    std::string color = "auto";
};

/// "fifo"
std::string_view channels_name(const Instance& instance);

}  // namespace snapcheck
