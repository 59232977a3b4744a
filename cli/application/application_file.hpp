// Applications in TOML files (docs/applications.md).
#pragma once

#include <string>
#include <string_view>

#include "models/application/application.hpp"

namespace snapcheck {

/// `where`: the name of the file. Throws InputError with line and column.
Application parse_application(std::string_view text, const std::string& where);

/// A built-in application by its name, or that of a file whose name ends in .toml.
Application read_application(const std::string& word);

}  // namespace snapcheck
