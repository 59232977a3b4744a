// The applications that come with snapcheck.
#pragma once

#include <span>

#include "models/application/application.hpp"

namespace snapcheck {

struct ApplicationForm {
    std::string_view form;     // "token-ring:N"
    std::string_view meaning;  // in one line
};

/// Every application that is built in, one line each.
std::span<const ApplicationForm> application_forms();

/// "single-token", "bank:3". Throws InputError with the nearest name.
Application built_in_application(std::string_view text);

}  // namespace snapcheck
