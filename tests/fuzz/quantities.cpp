// Counts, durations, amounts of memory and lists. What was accepted is written down in its smallest
// unit, and must be read back as the same value.
#include "cli/quantities.hpp"

#include <limits>
#include <string>
#include <vector>

#include "tests/fuzz/oracle.hpp"

using namespace snapcheck;

namespace {

constexpr unsigned most = 63;

void count(std::string_view text) {
    constexpr auto largest = std::numeric_limits<std::uint64_t>::max();
    const auto value = fuzz::accepted([&] { return parse_count(text, "--count", 1, largest); });
    if (value) fuzz::demand(parse_count(std::to_string(*value), "", *value, *value) == *value);
}

void duration(std::string_view text) {
    const auto value = fuzz::accepted([&] { return parse_duration(text, "--time-limit"); });
    if (!value) return;
    fuzz::demand(value->count() >= 0);
    fuzz::demand(parse_duration(std::to_string(value->count()) + "ms", "") == *value);
}

void bytes(std::string_view text) {
    const auto value = fuzz::accepted([&] { return parse_bytes(text, "--memory"); });
    if (value) fuzz::demand(parse_bytes(std::to_string(*value), "") == *value);
}

void list(std::string_view text) {
    const auto value = fuzz::accepted([&] { return parse_list(text, "--initiators", most); });
    if (!value) return;
    std::string written;
    for (unsigned number : *value) {
        written.append(written.empty() ? "" : ",").append(std::to_string(number));
    }
    fuzz::demand(parse_list(written, "", most) == *value);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    count(text);
    duration(text);
    bytes(text);
    list(text);
    return 0;
}
