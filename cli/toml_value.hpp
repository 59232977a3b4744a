// The values of a TOML file, and where they stand. toml++ is heavy: it is included by those who
// read such files, and nowhere else.
#pragma once

// Debian's toml++ asserts that a key begins where it then reports that none does: at "[" and the
// end of a line.
#define TOML_ASSERT(condition) static_cast<void>(0)
#include <toml++/toml.h>

#include <string>
#include <string_view>

#include "cli/place.hpp"

namespace snapcheck {

inline Place place_of(const toml::source_region& region) {
    return {region.begin.line, region.begin.column};
}

struct Value {
    std::string_view key;
    const toml::node& node;

    Place place() const { return place_of(node.source()); }
};

/// "states: a whole number, where a list is wanted"
InputError wrong_type(const Value& value, std::string_view wanted);

/// Throws InputError for what is no string.
std::string text(const Value& value);

}  // namespace snapcheck
