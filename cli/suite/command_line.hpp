// The words of a check, as somebody would type them.
#pragma once

#include <string>

#include "cli/request.hpp"

namespace snapcheck {

/// "snapcheck check chandy-lamport --topology ring:2 --continue", quoted for a shell where need be;
/// what is the default is left out.
std::string command_line(const CheckWords& words);

}  // namespace snapcheck
