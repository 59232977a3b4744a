// The graph of all states that a run can be in before it has got where it should, kept whole: what
// a search for cycles needs.
//
// It is made by several workers, a batch of states at a time. Each batch is first turned into
// edges, chunk by chunk; then each shard of the set of states takes in what belongs to it; then the
// new states get their numbers. These follow the edges by which states are first reached, so that
// they are those of a breadth-first search by one worker, whoever did what.
#pragma once

#include <array>
#include <atomic>
#include <mutex>

#include "checker/components.hpp"
#include "checker/fair_runs.hpp"
#include "checker/parallel.hpp"
#include "checker/word_buffer.hpp"
#include "checker/word_set.hpp"

namespace snapcheck {

/// A set of obligations, by the order in which they were first seen.
using ObligationSet = std::uint64_t;

/// Numbers for obligations, given out to any worker that asks. Which one gets which number may
/// differ from run to run, so nothing may depend on it.
class ObligationNumbers {
  public:
    /// Throws std::length_error where there are more than 64.
    std::uint8_t number_of(Obligation obligation);

  private:
    unsigned find(Obligation obligation, unsigned first, unsigned last) const;

    std::array<Obligation, 64> known_{};
    std::atomic<unsigned> count_ = 0;
    std::mutex adding_;
};

class UnfinishedGraph {
  public:
    UnfinishedGraph(const Generator& model, const Purpose& purpose, const Limits& limits,
                    unsigned workers);

    Ending ending() const { return ending_; }
    const Graph& graph() const { return graph_; }
    std::uint32_t states() const { return static_cast<std::uint32_t>(places_.size()); }
    View state(std::uint32_t index) const {
        return shards_[places_[index].shard].states[places_[index].index];
    }
    bool begun(std::uint32_t index) const { return traits_[index].begun; }
    bool rests(std::uint32_t index) const { return traits_[index].rests; }
    /// Whether some step out of a state gets where it should.
    bool finishes(std::uint32_t index) const { return traits_[index].finishes; }
    ObligationSet pending(std::uint32_t index) const { return pending_[index]; }
    /// What the step along an edge meets.
    ObligationSet met_by(std::uint64_t edge) const {
        return met_[edge] == nothing ? 0 : ObligationSet{1} << met_[edge];
    }
    /// The steps of a shortest path to a state.
    std::vector<Step> path_to(std::uint32_t index) const;
    /// The step that an edge out of a state stands for.
    Step step_along(std::uint32_t from, std::uint64_t edge) const;

  private:
    static constexpr std::uint8_t nothing = 255;
    static constexpr std::uint32_t no_parent = Components::none;
    static constexpr unsigned shard_bits = 6;
    static constexpr unsigned shards = 1U << shard_bits;

    struct Place {
        std::uint32_t shard : shard_bits;
        std::uint32_t index : 32 - shard_bits;
    };
    struct Traits {
        bool begun : 1;
        bool rests : 1;
        bool finishes : 1;
    };
    struct Shard {
        WordSet states;
        std::vector<std::uint32_t> numbers;  // of its states
    };

    /// Some states of a batch, and the edges out of them.
    struct Chunk {
        std::uint32_t first = 0, last = 0;   // states
        std::vector<std::uint32_t> degrees;  // of each of them
        WordBuffer successors;
        std::vector<std::uint8_t> met, shard, fresh;  // of each edge
        std::vector<std::uint32_t> index;             // in its shard, of each edge's target
        std::array<std::vector<std::uint32_t>, shards> edges;  // that lead into each shard
        std::uint64_t first_edge = 0;
        std::uint32_t first_fresh = 0;  // the number of its first new state

        void clear();
    };
    /// What one worker uses again for every state.
    struct alignas(64) Desk {
        std::vector<Step> steps;
        std::vector<Obligation> listed;
        std::vector<std::uint64_t> next;
    };

    static Place place_of(std::size_t shard, std::size_t index);
    void explore(const Limits& limits);
    void add_initial();
    std::size_t cut_into_chunks(std::uint32_t first, std::uint32_t last);
    void expand(Chunk& chunk, Desk& desk);
    void expand(std::uint32_t from, Chunk& chunk, Desk& desk);
    void collect(unsigned shard, std::size_t chunks);
    void make_room(std::size_t chunks);
    void number(const Chunk& chunk);
    void connect(const Chunk& chunk);
    std::optional<Ending> limit_reached(const Limits& limits) const;
    std::uint64_t bytes() const;

    const Generator& model_;
    const Purpose& purpose_;
    Workers workers_;
    Ending ending_ = Ending::exhausted;
    std::vector<Shard> shards_;
    Graph graph_;
    std::vector<std::uint8_t> met_;  // by edge
    std::vector<Place> places_;      // by state, as all that follows
    std::vector<ObligationSet> pending_;
    std::vector<std::uint32_t> parents_;
    std::vector<Traits> traits_;
    ObligationNumbers obligations_;
    std::vector<Chunk> chunks_;
    std::vector<Desk> desks_;
};

}  // namespace snapcheck
