// `snapcheck check ALGORITHM --application NAME`: a snapshot of an application that may run for
// ever.
#pragma once

#include <span>

#include "cli/request.hpp"
#include "models/application/application_model.hpp"

namespace snapcheck {

/// The application, channels, initiators and invariants of these words. Throws InputError.
ApplicationSetting read_application_setting(const CheckWords& words);

/// `given`: the options that were given. Checks, reports, and returns the exit code. Throws
/// InputError.
int check_application(const CheckWords& words, const std::vector<std::string>& given,
                      std::span<const AlgorithmEntry> algorithms);

}  // namespace snapcheck
