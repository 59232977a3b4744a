// What `check` is asked: the words as they were written, and what they mean.
#pragma once

#include <string>
#include <vector>

#include "models/check.hpp"
#include "traces/text.hpp"

namespace snapcheck {

/// The options of `check`, not yet understood; the defaults are the ones that the help shows.
struct CheckWords {
    std::string algorithm;
    std::string topology = "ring:3";
    std::string channels = "fifo";
    std::string messages;  // 1, unless there is a budget
    std::string budget;
    std::string initiators = "0";
    std::vector<std::string> properties = {"all"};
    std::string workers;
    bool go_on = false;
    std::string max_depth, max_states, time_limit, memory;
    std::string reduce = "none";
    std::string trace = "diff";
    std::vector<std::string> trace_files;
    bool json = false, quiet = false, events = false;
    std::string color = "auto";
};

/// The same, understood.
struct Request {
    AlgorithmEntry algorithm;
    Instance instance;
    std::string topology;  // as it was written
    CheckOptions options;
    std::optional<std::chrono::milliseconds> time_limit;  // which `options` have as a deadline
    std::optional<Detail> trace_detail;                   // nullopt: no trace in the text
    std::vector<std::string> trace_files;
    bool json = false;
    bool quiet = false;
    bool events = false;
    std::string color;
};

/// Throws InputError for the first word that does not make sense.
Request read_request(const CheckWords& words, std::span<const AlgorithmEntry> algorithms);

/// The same request on another instance, of numbered processes.
Request request_for(Request request, const Instance& instance);

/// What to type to check the instance of a request, if it has no budget.
std::string command_for(const Request& request);

}  // namespace snapcheck
