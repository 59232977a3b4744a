#include "cli/memory.hpp"

#include <malloc.h>
#include <sys/resource.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>

namespace snapcheck {

namespace {

constexpr std::uint64_t unlimited = std::numeric_limits<std::uint64_t>::max();

std::uint64_t free_on_machine() {
    std::ifstream file("/proc/meminfo");
    std::string name;
    for (std::uint64_t kib = 0; file >> name >> kib; file.ignore(80, '\n'))
        if (name == "MemAvailable:") return kib * 1024;
    return unlimited;
}

std::uint64_t free_in_cgroup() {
    std::uint64_t limit = 0;
    std::uint64_t used = 0;
    std::ifstream limit_file("/sys/fs/cgroup/memory.max");  // "max" where there is none
    std::ifstream used_file("/sys/fs/cgroup/memory.current");
    if (!(limit_file >> limit) || !(used_file >> used)) return unlimited;
    return limit > used ? limit - used : 0;
}

std::uint64_t allowed_to_process() {
    rlimit limit{};
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return unlimited;
    return limit.rlim_cur;
}

}  // namespace

std::uint64_t available_memory() {
    const std::uint64_t least =
        std::min({free_on_machine(), free_in_cgroup(), allowed_to_process()});
    return least / 10 * 8;  // the rest is for successors on their way, for the cut, and for others
}

void keep_freed_memory() {
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
    mallopt(M_ARENA_MAX, 1);  // what one worker frees, another one needs
}

std::uint64_t peak_memory() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

}  // namespace snapcheck
