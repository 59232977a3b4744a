// The states that are known and not yet forgotten, in layers. A layer holds the states of one grade
// (or, for a model without a progress measure, all states), cut into shards by hash: equal states
// always meet in the same shard, so each shard is filled by one worker alone, without a lock, and
// is small enough to stay in that worker's cache.
#pragma once

#include <algorithm>
#include <bit>
#include <limits>
#include <stdexcept>

#include "checker/runs.hpp"
#include "checker/state_set.hpp"

namespace snapcheck {

/// States with what the search knows of each: its distance, and how many runs lead to it.
template <class State>
struct Shard {
    StateSet<State> states;
    std::vector<std::uint16_t> depths;  // distance from the initial states, in steps
    std::vector<std::uint64_t> runs;    // run_words a state, least significant first
    std::size_t open = 0;               // states before this one have been expanded
    std::size_t fence = 0;              // states from this one on belong to the next generation
    bool runs_nearly_full = false;      // some count has outgrown the lower 48 bits of its top word

    std::size_t bytes() const {
        return states.bytes() + depths.capacity() * sizeof(depths[0]) +
               runs.capacity() * sizeof(runs[0]);
    }

    /// Takes in a state that a path of `depth` steps, and `count` runs (run_words words), lead to.
    void absorb(const State& state, std::uint64_t hash_of_state, std::uint16_t depth,
                const std::uint64_t* count, unsigned run_words) {
        const auto [index, fresh] = states.insert(state, hash_of_state);
        if (fresh) {
            make_room(depths, 1);
            depths.push_back(depth);
            make_room(runs, run_words);
            runs.insert(runs.end(), count, count + run_words);
            return;
        }
        depths[index] = std::min(depths[index], depth);
        if (run_words != 0) add_to_runs(&runs[std::size_t{index} * run_words], count, run_words);
    }

    void widen_runs(unsigned from, unsigned to) {
        std::vector<std::uint64_t> wider(states.size() * to);
        for (std::size_t i = 0; i < states.size(); ++i)
            std::copy_n(&runs[i * from], from, &wider[i * to]);
        runs = std::move(wider);
    }

  private:
    // The search widens the counts of a layer before it sends out counts that are nearly full, so
    // that a sum of fewer than 2^16 of them cannot overflow; should there be more, it is no silent
    // one.
    void add_to_runs(std::uint64_t* total, const std::uint64_t* count, unsigned run_words) {
        if (add_words(total, count, run_words) != 0)
            throw std::overflow_error("a count of runs has overflowed");
        runs_nearly_full |= (total[run_words - 1] >> 48) != 0;
    }
};

template <class State>
struct Layer {
    unsigned run_words = 0;  // 64-bit words in each count of runs; 0 when runs are not counted
    unsigned shard_bits = 0;
    std::vector<Shard<State>> shards;

    /// About 8,000 states a shard: states, index and counts stay in a core's second-level cache.
    Layer(std::size_t expected_states, unsigned words_per_count) : run_words(words_per_count) {
        constexpr std::size_t states_per_shard = 8192;
        const std::size_t wanted = std::min<std::size_t>(expected_states / states_per_shard, 4096);
        shard_bits = static_cast<unsigned>(std::bit_width(wanted));
        shards.resize(std::size_t{1} << shard_bits);
    }

    std::size_t shard_of(std::uint64_t hash_of_state) const {
        return snapcheck::shard_of(hash_of_state, shard_bits);
    }

    std::size_t size() const {
        return sum([](const auto& shard) { return shard.states.size(); });
    }
    std::size_t bytes() const {
        return sum([](const auto& shard) { return shard.bytes(); });
    }
    std::size_t waiting() const {
        return sum([](const auto& shard) { return shard.states.size() - shard.open; });
    }
    bool runs_nearly_full() const {
        return std::ranges::any_of(shards, [](const auto& s) { return s.runs_nearly_full; });
    }

    /// From now on counts have at least `words` words.
    void widen_runs(unsigned words) {
        if (words <= run_words) return;
        for (auto& shard : shards) shard.widen_runs(run_words, words);
        run_words = words;
    }

    /// Everything that has arrived becomes the generation to expand.
    void open_next_generation() {
        for (auto& shard : shards) {
            shard.open = shard.fence;
            shard.fence = shard.states.size();
        }
    }

  private:
    template <class Measure>
    std::size_t sum(Measure measure) const {
        std::size_t total = 0;
        for (const auto& shard : shards) total += measure(shard);
        return total;
    }
};

}  // namespace snapcheck
