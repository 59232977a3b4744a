#include "cli/rough.hpp"

#include <fmt/format.h>

#include <cmath>

#include "cli/words.hpp"

namespace snapcheck {

std::string rough_number(double number) {
    if (number >= 1e15) return fmt::format("{:.2e}", number);
    const double unit = number < 1000 ? 1 : std::pow(10, std::floor(std::log10(number)) - 2);
    return grouped(static_cast<std::uint64_t>(std::round(number / unit) * unit));
}

std::string rough_time(double seconds) {
    if (seconds < 100) return fmt::format("{:.1f} s", seconds);
    if (seconds < 6000) return fmt::format("{:.0f} min", seconds / 60);
    if (seconds < 172'800) return fmt::format("{:.1f} h", seconds / 3600);
    return rough_number(seconds / 86'400) + " days";
}

std::string rough_size(double bytes) {
    const double mib = bytes / 1'048'576;
    if (mib < 10) return fmt::format("{:.1f} MiB", mib);
    if (mib < 10'000) return fmt::format("{:.0f} MiB", mib);
    return rough_number(mib / 1024) + " GiB";
}

}  // namespace snapcheck
