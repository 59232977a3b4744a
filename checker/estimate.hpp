// How many states there will be, before a search that may take a day: counted where that is quick,
// and from there on estimated by random walks.
//
// A walk begins in a random state of the last layer that was counted, and takes one step after the
// other at random. It stands for a number of states, its weight, which at each step is multiplied
// by how many steps there were to choose from and divided by how many lead to where it arrives; so
// the sum of the weights is, in expectation, the size of the layer (Horvitz and Thompson, JASA
// 1952; Knuth, Mathematics of Computation 1975, for trees, where one step leads to each node).
// Walks of small weight give way to copies of those of a large one (systematic resampling).
//
// How many steps lead to a state no model tells. A step of the walk that could as well have been
// the last one has a predecessor to show for it, so each is tried. That may miss some: where states
// are counted, it is compared with the true number, and the interval is widened by what is missing.
#pragma once

#include <atomic>

#include "checker/generator.hpp"

namespace snapcheck {

struct Interval {
    double low = 0;
    double likely = 0;
    double high = 0;

    friend Interval operator*(const Interval& interval, double factor) {
        return {interval.low * factor, interval.likely * factor, interval.high * factor};
    }
};

struct EstimateOptions {
    std::size_t counted_states = 20'000;  // in a layer; above that, walks
    unsigned groups = 8;                  // of walks, whose results are compared
    unsigned walks = 400;                 // in each group
    const std::atomic<bool>* interrupt = nullptr;
};

struct Estimate {
    Interval states;
    Interval transitions;
    Interval widest;         // two layers, one after the other
    unsigned depth = 0;      // of the deepest state that was seen
    unsigned counted = 0;    // layers of a smaller depth were counted
    bool exact = false;      // all of them were
    double missed_ways = 0;  // share of the steps that lead to a state, where both are known
    double run_bits = 0;     // of the number of runs to one state, at most, about
};

/// For a model whose steps all rise by one grade. Throws SearchStopped when interrupted.
Estimate estimate(const Generator& model, const EstimateOptions& options);

}  // namespace snapcheck
