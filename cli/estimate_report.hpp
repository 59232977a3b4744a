// What `snapcheck estimate` prints, for people and for programs.
#pragma once

#include "cli/request.hpp"
#include "models/forecast.hpp"

namespace snapcheck {

std::string estimate_text(const Request& request, const Forecast& forecast);
std::string estimate_json(const Request& request, const Forecast& forecast);

}  // namespace snapcheck
