// A [[check]] of a suite while it is read: the words of its keys, where they stand, and how they
// become a check. Knows nothing of TOML.
#pragma once

#include <map>
#include <optional>

#include "cli/place.hpp"
#include "cli/suite/suite_file.hpp"

namespace snapcheck {

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
