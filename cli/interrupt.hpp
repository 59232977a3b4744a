// Ctrl-C, and a polite kill: the search is told to stop and reports how far it came.
#pragma once

#include <atomic>

namespace snapcheck {

/// From now on the first SIGINT or SIGTERM sets interrupted(); a second one ends the process at
/// once.
void catch_interrupts();

const std::atomic<bool>& interrupted();

}  // namespace snapcheck
