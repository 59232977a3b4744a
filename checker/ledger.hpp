// What a search knows of itself, however it goes about the states: what bounds it, what it has
// found so far, and in the end its report.
#pragma once

#include "checker/tally.hpp"

namespace snapcheck {

class Ledger {
  public:
    explicit Ledger(const SearchOptions& options)
        : options_(options), horizon_(options.limits.max_depth) {}

    /// States this deep are judged and not expanded.
    unsigned horizon() const { return horizon_; }
    bool found() const { return found_at_ != no_depth; }
    unsigned found_at() const { return found_at_; }

    /// All states of some depth have been judged: the only point where verdicts are settled.
    void close_level(const Tally& all);
    /// Whether the search has to end here and now.
    bool limit_reached(const Progress& now);
    void stop(Ending ending);

    double seconds() const;
    /// What another process needs to know to go on: the time that was spent, and how far to go.
    std::vector<std::uint64_t> memory() const;
    /// Throws std::out_of_range for what memory() cannot have returned.
    void recall(const std::vector<std::uint64_t>& words);
    /// `beyond`: states at the horizon that have steps to take.
    Report report(const Tally& all, const Progress& now, std::uint64_t beyond) const;

  private:
    static constexpr unsigned no_depth = std::numeric_limits<unsigned>::max();

    const SearchOptions& options_;
    unsigned horizon_;
    unsigned found_at_ = no_depth;
    bool stopped_ = false;
    Ending ending_ = Ending::exhausted;
    std::uint64_t peak_bytes_ = 0;
    std::uint64_t peak_disk_bytes_ = 0;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace snapcheck
