#include "cli/toml_value.hpp"

#include <fmt/format.h>

#include "checker/printable.hpp"

namespace snapcheck {

namespace {

std::string_view kind_of(const toml::node& node) {
    if (node.is_string()) return "a string";
    if (node.is_integer()) return "a whole number";
    if (node.is_boolean()) return "true or false";
    if (node.is_array()) return "a list";
    if (node.is_table()) return "a table";
    return node.is_floating_point() ? "a fraction" : "a date or time";
}

}  // namespace

InputError wrong_type(const Value& value, std::string_view wanted) {
    return InputError(fmt::format("{}: {}, where {} is wanted", printable(value.key),
                                  kind_of(value.node), wanted));
}

std::string text(const Value& value) {
    const auto text = value.node.value_exact<std::string>();
    if (!text) throw wrong_type(value, "a string");
    return *text;
}

}  // namespace snapcheck
