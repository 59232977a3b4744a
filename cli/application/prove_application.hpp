// `snapcheck prove ALGORITHM --application NAME --never-occurred`: a run whose recorded state never
// occurs in it, and the order of its steps in which it does.
#pragma once

#include <span>

#include "cli/request.hpp"

namespace snapcheck {

/// `given`: the options that were given. Searches, reports, and returns the exit code. Throws
/// InputError.
int prove_application(const CheckWords& words, const std::vector<std::string>& given,
                      std::span<const AlgorithmEntry> algorithms);

}  // namespace snapcheck
