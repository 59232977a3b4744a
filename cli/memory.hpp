// How much memory there is, and how much was used.
#pragma once

#include <cstdint>

namespace snapcheck {

/// Bytes that a search may take without driving the machine, or its cgroup, out of memory.
std::uint64_t available_memory();

/// Lets the allocator keep what is freed, for the next layer: fresh pages cost more than the search
/// does.
void keep_freed_memory();

/// The most bytes that this process has had in memory so far.
std::uint64_t peak_memory();

}  // namespace snapcheck
