// The command line, whatever algorithms it is given.
#pragma once

#include <span>

#include "models/check.hpp"

namespace snapcheck {

/// What the process ends with: a contract, see docs/output.md.
enum ExitCode {
    exit_holds = 0,
    exit_violated = 1,
    exit_usage = 2,
    exit_inconclusive = 3,
    exit_fault = 70,
    exit_interrupted = 130
};

int run_program(std::span<const AlgorithmEntry> algorithms, int argc, char** argv);

}  // namespace snapcheck
