// How what is drawn is called, in the picture and in its legend. Classes are in the style sheet.
#pragma once

#include <algorithm>
#include <array>

#include "traces/space_time.hpp"

namespace snapcheck::svg {

using space_time::Diagram;
using space_time::Flight;

struct Look {
    Standing standing;
    std::string_view css_class;
    std::string_view pill;     // "m1 lost"
    std::string_view meaning;  // with the place of a name, where the pill shows no more than it
};

inline constexpr std::array looks{
    Look{Standing::outside, "ordinary", "", "message"},
    Look{Standing::across, "on-record", "[{}]",
         "crosses the cut, and is recorded in its channel: [{}]"},
    Look{Standing::lost, "missing", "{} lost", "crosses the cut, and is in nobody's record: lost"},
    Look{Standing::orphan, "orphan", "{} orphan", "received before the cut, sent after it: orphan"},
    Look{Standing::orphan_in_channel, "invented", "[{}] not sent",
         "recorded in its channel, but sent after the cut"},
    Look{Standing::twice, "doubled", "{} twice", "recorded more than once"},
};

/// What is on one side of the cut, or not yet decided, looks ordinary.
inline const Look& look_of(Standing standing) {
    const auto look = std::ranges::find(looks, standing, &Look::standing);
    return look == looks.end() ? looks.front() : *look;
}

inline bool looks_ordinary(const Flight& flight) {
    return &look_of(flight.standing) == &looks.front();
}

/// What control messages are called, if there are any: the first of them.
inline std::string first_control(const Diagram& diagram) {
    for (const Flight& flight : diagram.flights)
        if (!flight.application()) return flight.control;
    return {};
}

/// Whether they are of more kinds than one.
inline bool control_names_differ(const Diagram& diagram) {
    return std::ranges::any_of(diagram.flights, [&](const Flight& flight) {
        return !flight.application() && flight.control != first_control(diagram);
    });
}

}  // namespace snapcheck::svg
