// A [[check]] of a suite while it is read: the words of its keys, where they stand, and how they
// become a check. Knows nothing of TOML.
#pragma once

#include <map>
#include <optional>

#include "checker/input_error.hpp"
#include "cli/suite/suite_file.hpp"

namespace snapcheck {

struct Place {
    unsigned line = 1, column = 1;
};

/// An error that knows where it stands; whoever catches it knows the name of the file.
struct ErrorAt : InputError {
    ErrorAt(Place at, const std::string& message) : InputError(message), place(at) {}
    Place place;
};

/// What `read` complains about stands here, unless it knows better.
template <class Read>
auto standing_at(const Place& place, Read read) {
    try {
        return read();
    } catch (const ErrorAt&) {
        throw;
    } catch (const InputError& error) {
        throw ErrorAt(place, error.what());
    }
}

/// One [[check]] while it is read.
struct Draft {
    CheckWords words;
    std::string name;
    std::optional<Outcome> outcome;
    Observations violates = 0, holds = 0, vacuous = 0;
    bool only = false;
    std::optional<unsigned> steps;
    ByProperty<unsigned> steps_of;
    decltype(Expectation::figures) figures;
    std::map<std::string, Place, std::less<>> places;  // of the keys that were given

    Draft() { words.go_on = true; }
};

/// The check that the draft describes. Throws InputError, or ErrorAt the key that is to blame.
SuiteCheck finished(Draft draft, const std::string& file, unsigned line,
                    std::span<const AlgorithmEntry> algorithms);

}  // namespace snapcheck
