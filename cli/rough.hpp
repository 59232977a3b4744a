// Numbers, times and sizes that are not known exactly, for people.
#pragma once

#include <string>

namespace snapcheck {

/// "195,000,000", "1.02e+17"
std::string rough_number(double number);
/// "12.3 s", "14 min", "3.5 h", "12 days"
std::string rough_time(double seconds);
/// "1.5 MiB", "340 MiB", "12 GiB"
std::string rough_size(double bytes);

}  // namespace snapcheck
