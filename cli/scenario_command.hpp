// `snapcheck check chandy-lamport --scenario FILE.top FILE.events [--expect FILE.snap]...`
#pragma once

#include "cli/request.hpp"

namespace snapcheck {

/// `given`: the long names of the options that were written. Reports, and returns the exit code.
/// Throws InputError.
int check_scenario(const CheckWords& words, const std::vector<std::string>& given,
                   std::span<const AlgorithmEntry> algorithms);

}  // namespace snapcheck
