// Where one worker puts the successors it finds, sorted by the shard that they belong to, until the
// shards' owners collect them. Plain words one after the other: a state, then (where paths to one
// state may differ in length) its depth, then its count of runs.
#pragma once

#include <vector>

#include "checker/word_buffer.hpp"
#include "checker/words.hpp"

namespace snapcheck {

/// How a record is laid out behind its state.
struct RecordShape {
    bool with_depth = false;
    unsigned run_words = 0;

    unsigned extra_words() const { return (with_depth ? 1 : 0) + run_words; }
};

/// A worker's successors on their way to one layer, a buffer for each shard.
class Outbox {
  public:
    /// From now on the layer that is written to has 2^shard_bits shards.
    void address_to(unsigned shard_bits) {
        shard_bits_ = shard_bits;
        if (buffers_.size() >> shard_bits == 0) buffers_.resize(std::size_t{1} << shard_bits);
    }

    template <class State>
    void post(const std::uint64_t* state, RecordShape shape, std::uint64_t depth,
              const std::uint64_t* runs, unsigned known_run_words) {
        WordBuffer& buffer = buffers_[shard_of(hash(state, State::count), shard_bits_)];
        std::uint64_t* at = buffer.extend(State::count + shape.extra_words());
        for (unsigned i = 0; i < State::count; ++i) *at++ = state[i];
        if (shape.with_depth) *at++ = depth;
        for (unsigned i = 0; i < shape.run_words; ++i) *at++ = i < known_run_words ? runs[i] : 0;
    }

    WordBuffer& buffer(std::size_t shard) { return buffers_[shard]; }
    std::size_t bytes() const {
        std::size_t total = 0;
        for (const WordBuffer& buffer : buffers_) total += buffer.bytes();
        return total;
    }

  private:
    unsigned shard_bits_ = 0;
    std::vector<WordBuffer> buffers_;
};

}  // namespace snapcheck
