// What a search is asked for and what it answers: values, nothing else.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "checker/model.hpp"
#include "checker/reducer.hpp"
#include "checker/sleep_sets.hpp"
#include "checker/symmetry.hpp"

namespace snapcheck {

class Checkpoints;

/// How a search came to its end. Only `exhausted` means that nothing is left to explore.
enum class Ending {
    exhausted,
    found,
    depth_limit,
    state_limit,
    time_limit,
    memory_limit,
    disk_full,
    interrupted
};

/// Where the search stands, for a progress line.
struct Progress {
    std::uint64_t states;    // expanded so far
    std::uint64_t frontier;  // known and not yet expanded
    unsigned depth;
    std::uint64_t bytes;
    double seconds;
    std::uint64_t disk_bytes = 0;  // of what no longer fits into memory
    double all_states = 0;         // to expect in the end; 0: not known
};

/// What bounds a search. Everything is off until it is set.
struct Limits {
    unsigned max_depth = std::numeric_limits<std::uint16_t>::max();
    std::uint64_t max_states = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t max_bytes = std::numeric_limits<std::uint64_t>::max();
    std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
    const std::atomic<bool>* interrupt = nullptr;
};

struct SearchOptions {
    unsigned workers = 1;
    Observations stop_at = 0;  // end with the level in which one of these is first observed
    bool count_runs = true;
    bool keep_layers = false;          // keep what is expanded, so that a trace can be walked back
    const Reducer* reducer = nullptr;  // leaves out steps; runs cannot be counted then
    Symmetry* symmetry = nullptr;      // keeps one state of those that are alike
    const SleepSets* sleep = nullptr;  // leaves out steps, where they are counted (sweep.hpp)
    Checkpoints* checkpoints = nullptr;
    std::string spill_folder;  // for what memory has no room for; empty: the search ends there
    Limits limits;
    std::function<void(const Progress&)> on_progress;  // called now and then, by one thread
};

/// How often something was observed, in states, and the smallest depth at which it was.
struct Sighting {
    std::uint64_t states = 0;
    unsigned depth = 0;
};

/// What the states that were kept stand for, where of those that are alike one was.
struct Unfolded {
    std::uint64_t states = 0;
    std::uint64_t transitions = 0;
};

/// Under a symmetry, states, transitions and what is left are counted as they were kept and taken;
/// all else as if each state had been met itself.
struct Report {
    Ending ending = Ending::exhausted;
    std::uint64_t states = 0;          // distinct reachable states, as far as the search went
    std::uint64_t transitions = 0;     // (state, step) pairs
    std::uint64_t terminal = 0;        // states without an enabled step
    std::uint64_t left = 0;            // states known but not expanded
    std::optional<Unfolded> unfolded;  // under a symmetry
    unsigned depth = 0;                // the largest distance from an initial state
    std::vector<Sighting> observed = std::vector<Sighting>(max_observations);
    std::vector<std::uint64_t>
        runs;              // maximal ones, least significant word first; empty: not known
    bool acyclic = false;  // known to be; otherwise a run may go on for ever
    double seconds = 0;
    std::uint64_t peak_bytes = 0;
    std::uint64_t peak_disk_bytes = 0;

    bool complete() const { return ending == Ending::exhausted; }
};

/// A second search, which was to keep its states, ran out of memory or was interrupted.
struct SearchStopped {
    Ending ending;
};

}  // namespace snapcheck
