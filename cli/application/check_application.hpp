// `snapcheck check ALGORITHM --application NAME`: a snapshot of an application that may run for
// ever.
#pragma once

#include <span>

#include "cli/request.hpp"

namespace snapcheck {

/// `given`: the options that were given. Checks, reports, and returns the exit code. Throws
/// InputError.
int check_application(const CheckWords& words, const std::vector<std::string>& given,
                      std::span<const AlgorithmEntry> algorithms);

}  // namespace snapcheck
