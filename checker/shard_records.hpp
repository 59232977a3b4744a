// Shards as records (outbox.hpp), one after the other: how states travel from one shard to another,
// and how shards are kept where they are not at hand.
#pragma once

#include "checker/layer.hpp"
#include "checker/outbox.hpp"

namespace snapcheck {

/// Calls visit(state, depth, runs) for each record. `uniform_depth`: where records have none.
template <class State, class Visit>
void for_each_record(const std::uint64_t* at, const std::uint64_t* end, RecordShape shape,
                     unsigned uniform_depth, Visit&& visit) {
    while (at != end) {
        State state;
        for (unsigned i = 0; i < State::count; ++i) state.word[i] = *at++;
        const std::uint64_t depth = shape.with_depth ? *at++ : uniform_depth;
        visit(state, static_cast<std::uint16_t>(depth), at);
        at += shape.run_words;
    }
}

/// The shape of a shard's own records: states of any depth.
inline RecordShape own_shape(unsigned run_words) {
    return {true, run_words};
}

/// A shard's records, in the order of its states.
template <class State>
void write_records(const Shard<State>& shard, unsigned run_words, WordBuffer& out) {
    out.clear();
    std::uint64_t* at =
        out.extend(shard.states.size() * (State::count + own_shape(run_words).extra_words()));
    for (std::size_t i = 0; i < shard.states.size(); ++i) {
        at = std::copy_n(shard.states[i].data(), State::count, at);
        *at++ = shard.depths[i];
        at = std::copy_n(shard.runs.data() + i * run_words, run_words, at);
    }
}

}  // namespace snapcheck
