// Where one worker puts the successors it finds, sorted by the shard that they belong to, until the
// shards' owners collect them. Plain words one after the other: a state, then (where paths to one
// state may differ in length) its depth, then its count of runs.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

namespace snapcheck {

/// Words that are appended, read once and forgotten; the memory stays.
class WordBuffer {
  public:
    std::uint64_t* extend(std::size_t words) {
        if (size_ + words > capacity_) grow(words);
        std::uint64_t* const at = words_.get() + size_;
        size_ += words;
        return at;
    }

    const std::uint64_t* begin() const { return words_.get(); }
    const std::uint64_t* end() const { return words_.get() + size_; }
    std::size_t bytes() const { return capacity_ * sizeof(std::uint64_t); }
    void clear() { size_ = 0; }

  private:
    void grow(std::size_t words) {
        capacity_ = capacity_ * 2 + words + 30;
        auto larger = std::make_unique_for_overwrite<std::uint64_t[]>(capacity_);
        if (size_ != 0) std::memcpy(larger.get(), words_.get(), size_ * sizeof(std::uint64_t));
        words_ = std::move(larger);
    }

    std::unique_ptr<std::uint64_t[]> words_;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

/// How a record is laid out behind its state.
struct RecordShape {
    bool with_depth = false;
    unsigned run_words = 0;

    unsigned extra_words() const { return (with_depth ? 1 : 0) + run_words; }
};

/// A worker's successors on their way to one layer, a buffer for each shard.
class Outbox {
  public:
    void resize(std::size_t shards) {
        if (buffers_.size() < shards) buffers_.resize(shards);
    }

    template <class State>
    void post(std::size_t shard, const State& state, RecordShape shape, std::uint64_t depth,
              const std::uint64_t* runs, unsigned known_run_words) {
        std::uint64_t* at = buffers_[shard].extend(State::count + shape.extra_words());
        for (unsigned i = 0; i < State::count; ++i) *at++ = state.word[i];
        if (shape.with_depth) *at++ = depth;
        for (unsigned i = 0; i < shape.run_words; ++i) *at++ = i < known_run_words ? runs[i] : 0;
    }

    WordBuffer& buffer(std::size_t shard) { return buffers_[shard]; }
    std::size_t shards() const { return buffers_.size(); }
    std::size_t bytes() const {
        std::size_t total = 0;
        for (const WordBuffer& buffer : buffers_) total += buffer.bytes();
        return total;
    }

  private:
    std::vector<WordBuffer> buffers_;
};

}  // namespace snapcheck
