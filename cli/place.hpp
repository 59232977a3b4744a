// Where in a file something stands that is wrong with it.
#pragma once

#include "checker/input_error.hpp"

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

}  // namespace snapcheck
