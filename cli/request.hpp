// What `check` is asked: the words as they were written, and what they mean.
#pragma once

#include <chrono>
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
    std::string snapshots = "1";
    std::vector<std::string> properties = {"all"};
    std::string workers;
    bool fall_silent = false;
    bool go_on = false;
    std::string max_depth, max_states, time_limit, memory;
    std::string spill;                      // a folder
    std::string checkpoint, every, resume;  // a folder, 10m, a folder
    std::string reduce = "none";
    bool self_check = false;
    std::string trace = "diff";
    std::vector<std::string> trace_files;
    std::string certificate;
    bool json = false, quiet = false, events = false;
    std::string color = "auto";
    std::vector<std::string> scenario;  // FILE.top FILE.events
    std::vector<std::string> expected;  // FILE.snap
    std::string application;            // a name, or FILE.toml
    std::string fairness;               // weak
    std::vector<std::string> invariants;
};

/// The same, understood. A time limit is counted from start_clock() on.
struct Request {
    AlgorithmEntry algorithm;
    Instance instance;
    std::string topology;  // as it was written
    CheckOptions options;
    std::optional<std::chrono::milliseconds> time_limit;
    std::optional<Detail> trace_detail;  // nullopt: no trace in the text
    std::vector<std::string> trace_files;
    std::string certificate;  // the file; empty: none
    bool json = false;
    bool quiet = false;
    bool events = false;
    std::string color;
};

/// What a check of anything is given: workers, limits, what to report; and its time, if that is
/// limited. Throw InputError.
CheckOptions read_options(const CheckWords& words);
std::optional<std::chrono::milliseconds> read_time_limit(const CheckWords& words);

/// The algorithm of that name. Throws InputError with the nearest one.
const AlgorithmEntry& find_algorithm(std::span<const AlgorithmEntry> algorithms,
                                     std::string_view name);

/// Throws InputError unless `word` is one of `words`.
void require_one_of(std::string_view what, std::string_view word,
                    std::initializer_list<std::string_view> words);

/// The properties in lists such as "no-lost,no-orphan"; "all" stands for those that are part of it.
/// Throws InputError with the nearest name.
Observations parse_properties(const std::vector<std::string>& lists);

/// All cores, where nothing is said. Throws InputError.
unsigned parse_workers(std::string_view text);

/// "0", "0,2" or "all". Throws InputError.
std::vector<Process> parse_initiators(std::string_view text, unsigned processes);

/// How a counterexample is shown in the text; nullopt: not at all. Throws InputError.
std::optional<Detail> read_detail(std::string_view trace);

/// Throws OptionError for the first word that does not make sense.
Request read_request(const CheckWords& words, std::span<const AlgorithmEntry> algorithms);

/// What the search is given when it starts now.
CheckOptions start_clock(CheckOptions options, std::optional<std::chrono::milliseconds> time_limit);
CheckOptions start_clock(const Request& request);

}  // namespace snapcheck
