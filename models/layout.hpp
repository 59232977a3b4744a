// Where each part of a state lies in its words. The layout is computed for one instance, so a state
// has the bits that this instance needs and no more; no part crosses a word.
#pragma once

#include <cstdint>
#include <vector>

#include "checker/input_error.hpp"

namespace snapcheck {

/// A few bits of one word of a state.
struct Field {
    std::uint32_t word = 0;
    std::uint32_t shift = 0;
    std::uint64_t mask = 0;  // of the value, before the shift
    std::uint32_t bits = 0;

    std::uint64_t get(const std::uint64_t* words) const { return words[word] >> shift & mask; }
    void set(std::uint64_t* words, std::uint64_t value) const {
        words[word] = (words[word] & ~(mask << shift)) | value << shift;
    }
    void add(std::uint64_t* words, std::uint64_t amount) const { words[word] += amount << shift; }
};

/// For an instance whose states need more room than the checker is built for: unlike an algorithm
/// that does not work on an instance, it says nothing about whether a larger one would do.
struct InstanceTooLarge : InputError {
    using InputError::InputError;
};

/// Hands out fields, each in the first word that has room.
class LayoutBuilder {
  public:
    /// Throws InstanceTooLarge for more than 64 bits: no part of a state may be larger than a word.
    Field add(unsigned bits);
    unsigned words() const { return static_cast<unsigned>(used_.size()); }

  private:
    std::vector<unsigned> used_ = {0};  // bits taken in each word
};

/// For an instance whose states need more words than the checker is built for.
InstanceTooLarge too_many_words(unsigned words);

/// What cannot be told from the instance alone. The first guess is small and simple; a step that it
/// does not hold for throws AssumptionFailed, and the check starts over without it. So an algorithm
/// declares nothing about its storage, nothing is ever cut off, and no promise is taken on trust.
struct Assumptions {
    unsigned count_bits = 1;  // that hold a Count
    unsigned controls = 1;    // control messages in one channel at a time
    unsigned repeats = 0;     // messages recorded in a channel beyond those that it carries
    bool only_inputs = true;  // a ChannelSet that is kept holds inputs only
    bool floods =
        true;  // a process sends one control message on every output when it records, and no other
    bool records_once = true;  // no process records its state again
};

enum class Assumption { count_bits, controls, repeats, only_inputs, floods, records_once };

/// Caught where a check is started, never seen by a user.
struct AssumptionFailed {
    Assumption which;
};

/// The same assumptions without the one that failed.
Assumptions relax(Assumptions assumptions, Assumption failed);

}  // namespace snapcheck
