// The seam between the search, which is compiled once for each width of a state, and models, of
// which there are many: one indirect call for a shard of states, none inside it.
#pragma once

#include <string>

#include "checker/layer.hpp"
#include "checker/outbox.hpp"
#include "checker/tally.hpp"

namespace snapcheck {

/// What belongs to one worker alone: where it puts what it finds.
struct alignas(64) Desk {
    Tally tally;
    std::vector<Outbox> outboxes;     // [0] to the nearest layer that a step can lead to
    std::vector<std::uint64_t> runs;  // that end in terminal states
    std::uint64_t left = 0;           // states at the horizon that were not expanded
};

/// What to do with the states of a shard.
struct Orders {
    unsigned horizon;  // states this deep are judged and not expanded
    bool count_runs;
    RecordShape shape;         // of what goes into the outboxes
    unsigned known_run_words;  // of the counts in the shard
};

/// A model, as the search and the path finder see it. Only expand() is called often.
template <class State>
class Expander {
  public:
    using VisitStep = std::function<void(Step)>;

    virtual ~Expander() = default;
    virtual std::vector<State> initial() const = 0;
    virtual unsigned max_rise() const = 0;
    /// Judges the open states of a shard and posts their successors.
    virtual void expand(const Shard<State>& shard, const Orders& orders, unsigned worker,
                        Desk& desk) = 0;

    virtual void for_each_step(const State& state, const VisitStep& visit) const = 0;
    virtual State apply(const State& state, Step step) const = 0;
    virtual unsigned rise(const State& before, Step step, const State& after) const = 0;
    virtual unsigned actors() const = 0;
    virtual unsigned actor(Step step) const = 0;
    virtual Observations observe(const State& state, unsigned depth) const = 0;
    virtual std::string describe(const State& state, Step step) const = 0;
};

}  // namespace snapcheck
