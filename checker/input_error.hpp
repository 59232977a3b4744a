// What a user got wrong: the one kind of failure that is reported as a sentence and exit code 2.
// Thrown by everything that reads a word or a file, caught once, in cli/.
#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace snapcheck {

/// A single line for the user: what is wrong, where, and the nearest valid word.
struct InputError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The same about one option, so that a file in which it is a key can say where.
struct OptionError : InputError {
    OptionError(std::string_view which, const std::string& message)
        : InputError(message), option(which) {}
    std::string option;  // "topology"
};

/// The candidate that takes the fewest edits to reach from `word`; empty when none is near.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

/// "unknown channels 'fife': did you mean 'fifo'?", or the list of candidates when none is near.
InputError unknown_word(std::string_view what, std::string_view word,
                        std::span<const std::string_view> candidates);

}  // namespace snapcheck
