// Every property that can be asked for, one line each in catalogue.cpp.
#pragma once

#include <string_view>

#include "checker/model.hpp"
#include "properties/cut.hpp"

namespace snapcheck {

/// When a property is judged.
enum class Judged {
    when_complete,     // on the cut of a complete snapshot
    always,            // in every state, on the cut so far (see RunningCut)
    at_the_end,        // in terminal states: whether the snapshot is complete there
    by_the_algorithm,  // in every state, on what the algorithm remembers
};

struct Property {
    std::string_view name;
    std::string_view
        meaning;  // "every message recorded as sent is recorded as received or in its channel"
    Judged judged;
    bool part_of_all;    // whether "all" asks for it
    bool (*holds)(Cut);  // nullptr where more than a cut is judged
};

/// Observation bit k belongs to catalogue()[k].
std::span<const Property> catalogue();

/// Observed when the snapshot is complete: without it, what is judged then held vacuously.
inline constexpr unsigned complete_bit = max_observations - 1;

/// The bit of a property by its name. Throws InputError with the nearest name.
unsigned property_bit(std::string_view name);

}  // namespace snapcheck
