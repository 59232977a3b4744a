// What is counted, by depth: a search that is cut at some level reports the levels before the cut
// and nothing of what it happened to see beyond, so its figures do not depend on who saw what
// first.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <stdexcept>

#include "checker/report.hpp"

namespace snapcheck {

/// Counts of the states at one depth.
struct LevelTally {
    std::uint64_t states = 0;
    std::uint64_t transitions = 0;
    std::uint64_t terminal = 0;
    Unfolded unfolded;  // under a symmetry
    std::array<std::uint64_t, max_observations> observed{};

    /// In so many states.
    void observe(Observations seen, std::uint64_t states_alike = 1) {
        for (; seen != 0; seen &= seen - 1)
            observed[static_cast<unsigned>(std::countr_zero(seen))] += states_alike;
    }

    LevelTally& operator+=(const LevelTally& other) {
        states += other.states;
        transitions += other.transitions;
        terminal += other.terminal;
        unfolded.states += other.unfolded.states;
        unfolded.transitions += other.unfolded.transitions;
        for (unsigned i = 0; i < max_observations; ++i) observed[i] += other.observed[i];
        return *this;
    }
};

/// One worker's counts, a LevelTally for each depth.
class Tally {
  public:
    LevelTally& level(unsigned depth) {
        if (depth >= levels_.size()) levels_.resize(depth + 1);
        return levels_[depth];
    }

    void add(const Tally& other) {
        for (unsigned d = 0; d < other.levels_.size(); ++d) level(d) += other.levels_[d];
    }

    /// The counts of all levels before `depth`, as words; another process takes them in again.
    std::vector<std::uint64_t> words_before(unsigned depth) const {
        std::vector<std::uint64_t> words;
        for (unsigned d = 0; d < depth && d < levels_.size(); ++d) {
            const LevelTally& level = levels_[d];
            words.insert(words.end(), {level.states, level.transitions, level.terminal,
                                       level.unfolded.states, level.unfolded.transitions});
            words.insert(words.end(), level.observed.begin(), level.observed.end());
        }
        return words;
    }
    /// Throws std::out_of_range for what words_before() cannot have returned.
    void take_in(const std::vector<std::uint64_t>& words) {
        constexpr std::size_t length = 5 + max_observations;
        if (words.size() % length != 0) throw std::out_of_range("not counts of levels");
        for (unsigned d = 0; d < words.size() / length; ++d) {
            const std::uint64_t* const from = &words[d * length];
            LevelTally& to = level(d);
            to.states = from[0];
            to.transitions = from[1];
            to.terminal = from[2];
            to.unfolded = {from[3], from[4]};
            std::copy_n(from + 5, max_observations, to.observed.begin());
        }
    }

    unsigned depths() const { return static_cast<unsigned>(levels_.size()); }
    const LevelTally& operator[](unsigned depth) const { return levels_[depth]; }

    /// The smallest depth at which one of `wanted` was observed, or `none`.
    unsigned first_depth_of(Observations wanted, unsigned none) const {
        for (unsigned d = 0; d < levels_.size(); ++d)
            for (unsigned i = 0; i < max_observations; ++i)
                if ((wanted >> i & 1) != 0 && levels_[d].observed[i] != 0) return d;
        return none;
    }

    /// Fills in the figures of all levels up to `last`; the steps out of level `last` are counted
    /// only where that level was to be expanded.
    void fill(Report& report, unsigned last, bool last_is_expanded) const {
        for (unsigned d = 0; d < levels_.size() && d <= last; ++d) {
            const LevelTally& level = levels_[d];
            if (level.states == 0) continue;
            report.depth = d;
            report.states += level.states;
            report.terminal += level.terminal;
            const bool expanded = d < last || last_is_expanded;
            if (expanded) report.transitions += level.transitions;
            if (report.unfolded) {
                report.unfolded->states += level.unfolded.states;
                if (expanded) report.unfolded->transitions += level.unfolded.transitions;
            }
            for (unsigned i = 0; i < max_observations; ++i)
                sight(report.observed[i], level.observed[i], d);
        }
    }

  private:
    static void sight(Sighting& sighting, std::uint64_t states, unsigned depth) {
        if (sighting.states == 0) sighting.depth = depth;
        sighting.states += states;
    }

    std::vector<LevelTally> levels_;
};

}  // namespace snapcheck
