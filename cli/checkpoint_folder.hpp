// What --checkpoint, --every and --resume ask for.
#pragma once

#include "checker/checkpoints.hpp"
#include "cli/request.hpp"

namespace snapcheck {

/// nullptr where none are asked for. Throws InputError, also for a checkpoint that is damaged or of
/// another check.
std::unique_ptr<Checkpoints> open_checkpoints(const CheckWords& words, const Request& request);

}  // namespace snapcheck
