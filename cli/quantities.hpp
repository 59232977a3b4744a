// Numbers with units, as the command line takes them.
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>
#include <vector>

namespace snapcheck {

/// A whole number in [least, most]; `what` is named in errors ("--messages"). Throws InputError.
std::uint64_t parse_count(std::string_view text, std::string_view what, std::uint64_t least,
                          std::uint64_t most);

/// "30s", "5m", "2h", "250ms", "1.5h"; a bare number is seconds. Throws InputError.
std::chrono::milliseconds parse_duration(std::string_view text, std::string_view what);

/// "4G", "512M", "64K", "1T", "1.5G", also with iB or B; a bare number is bytes. Powers of 1024.
/// Throws InputError.
std::uint64_t parse_bytes(std::string_view text, std::string_view what);

/// "0", "0,2", "1,1,0": whole numbers up to `most` each, separated by commas. Throws InputError.
std::vector<unsigned> parse_list(std::string_view text, std::string_view what, unsigned most);

}  // namespace snapcheck
