#include "models/forecast.hpp"

#include <cmath>

#include "checker/input_error.hpp"
#include "checker/search.hpp"

namespace snapcheck {

namespace {

constexpr std::chrono::milliseconds trial_time{1500};
constexpr double slower = 2;    // than at first, at most: large layers do not stay in the cache
constexpr double faster = 0.6;  // of the time, at least: the first layers are too small to share

// A search from the beginning, for as long as it takes to see how fast it is.
Report trial(Subject& subject, const CheckOptions& asked) {
    CheckOptions options = asked;
    options.go_on = true;
    options.limits.deadline = std::chrono::steady_clock::now() + trial_time;
    const Report report = explore(subject.generator(), search_options_of(options));
    if (report.ending == Ending::interrupted) throw SearchStopped{Ending::interrupted};
    return report;
}

Interval exactly(std::uint64_t value) {
    const auto known = static_cast<double>(value);
    return {known, known, known};
}

// 64-bit words for the number of runs to a state; the search takes one more in good time.
double run_words(double bits) {
    return 1 + std::floor((bits + 16) / 64);
}

Interval bytes_of(const Estimate& counts, unsigned words) {
    const unsigned width = with_states_of(words, []<class State>() { return State::count; });
    const Interval& widest = counts.widest;
    return {widest.low * (width + 1) * 8,
            widest.likely * (width + run_words(counts.run_bits / 2)) * 8,
            widest.high * (width + run_words(counts.run_bits)) * 8};
}

Forecast forecast_of(Subject& subject, const CheckOptions& options) {
    if (subject.generator().max_rise() != 1)
        throw InputError(
            "an estimate takes runs whose steps all count alike: with one initiator, and an "
            "algorithm that floods");
    const Report begun = trial(subject, options);
    Forecast forecast;
    forecast.states_a_second = static_cast<double>(begun.states) / std::max(begun.seconds, 0.001);
    if (begun.complete()) {
        Estimate& counts = forecast.counts;
        counts.exact = true;
        counts.states = exactly(begun.states);
        counts.transitions = exactly(begun.transitions);
        counts.depth = begun.depth;
        counts.counted = begun.depth + 1;
        forecast.seconds = {begun.seconds, begun.seconds, begun.seconds};
        forecast.bytes = exactly(begun.peak_bytes);
        return forecast;
    }
    EstimateOptions walks;
    walks.interrupt = options.limits.interrupt;
    forecast.counts = estimate(subject.generator(), walks);
    const Interval seconds = forecast.counts.states * (1 / forecast.states_a_second);
    forecast.seconds = {seconds.low * faster, seconds.likely, seconds.high * slower};
    forecast.bytes = bytes_of(forecast.counts, subject.generator().words());
    return forecast;
}

}  // namespace

Forecast forecast(const AlgorithmEntry& algorithm, const Instance& instance,
                  const CheckOptions& options) {
    Forecast result;
    algorithm.explore_with(instance, options.workers,
                           [&](Subject& subject) { result = forecast_of(subject, options); });
    return result;
}

}  // namespace snapcheck
