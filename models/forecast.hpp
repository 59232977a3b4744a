// What a check would take, before it is started: states, time and memory.
#pragma once

#include "checker/estimate.hpp"
#include "models/check.hpp"

namespace snapcheck {

struct Forecast {
    Estimate counts;
    Interval seconds;
    Interval bytes;              // of memory, at the peak
    double states_a_second = 0;  // as measured on the first ones
};

/// Of an exhaustive search with so many workers. Throws InputError where the algorithm does not
/// work on the instance or its steps do not all rise by one grade; SearchStopped when interrupted.
Forecast forecast(const AlgorithmEntry& algorithm, const Instance& instance,
                  const CheckOptions& options);

}  // namespace snapcheck
