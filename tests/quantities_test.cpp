// Numbers with units: what is taken, to the last digit, and what is refused, in which words.
#include "cli/quantities.hpp"

#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "checker/input_error.hpp"
#include "tests/catch.hpp"

using snapcheck::InputError;
using snapcheck::parse_bytes;
using snapcheck::parse_count;
using snapcheck::parse_duration;
using snapcheck::parse_list;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();

template <class Parse>
std::string refusal(Parse parse) {
    try {
        parse();
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

std::chrono::milliseconds duration(std::string_view text) {
    return parse_duration(text, "--time-limit");
}

std::uint64_t bytes(std::string_view text) {
    return parse_bytes(text, "--memory");
}

std::string no_duration(std::string_view text) {
    return refusal([&] { duration(text); });
}

std::string no_bytes(std::string_view text) {
    return refusal([&] { bytes(text); });
}

std::string no_count(std::string_view text, std::uint64_t least, std::uint64_t most) {
    return refusal([&] { parse_count(text, "--messages", least, most); });
}

}  // namespace

TEST_CASE("a count is a whole number within its range", "[quantities]") {
    CHECK(parse_count("1", "--messages", 1, 8) == 1);
    CHECK(parse_count("8", "--messages", 1, 8) == 8);
    CHECK(parse_count("007", "--messages", 1, 8) == 7);
    CHECK(parse_count("18446744073709551615", "--max-states", 0, largest) == largest);
}

TEST_CASE("what is no count is refused with the range", "[quantities]") {
    CHECK(no_count("0", 1, 8) == "--messages: '0' is not a whole number from 1 to 8");
    CHECK(no_count("9", 1, 8) == "--messages: '9' is not a whole number from 1 to 8");
    CHECK(no_count("x", 1, largest) == "--messages: 'x' is not a whole number from 1 on");
    for (const char* text : {"", " 1", "1 ", "-1", "+1", "1.0", "1e3", "0x1", "1,2",
                             "18446744073709551616", "99999999999999999999999"}) {
        INFO(text);
        CHECK(no_count(text, 0, largest) != "accepted");
    }
}

TEST_CASE("a duration has a unit, or is in seconds", "[quantities]") {
    CHECK(duration("30s") == 30s);
    CHECK(duration("5m") == 5min);
    CHECK(duration("2h") == 2h);
    CHECK(duration("250ms") == 250ms);
    CHECK(duration("1.5h") == 90min);
    CHECK(duration("0.25s") == 250ms);
    CHECK(duration("10") == 10s);
    CHECK(duration("0.5") == 500ms);
    CHECK(duration("0s") == 0s);
    CHECK(duration("0.9ms") == 0ms);
    CHECK(duration("876000h") == 876000h);
}

TEST_CASE("what is no duration is refused with an example", "[quantities]") {
    CHECK(no_duration("30x") == "--time-limit: '30x' is not a time, as in 30s, 5m, 1.5h or 250ms");
    for (const char* text : {"", "s", ".5s", "5.s", "1..5s", "5 s", " 5s", "-5s", "+5s", "5S",
                             "inf", "nan", "1e3s", "1,5h", "1h30m"}) {
        INFO(text);
        CHECK(no_duration(text) != "accepted");
    }
    CHECK(no_duration("878400.1h") == "--time-limit: '878400.1h' is more than a hundred years");
    CHECK(no_duration("99999999999999999999s") ==
          "--time-limit: '99999999999999999999s' is more than a hundred years");
}

TEST_CASE("an amount of memory is in powers of 1024", "[quantities]") {
    CHECK(bytes("4G") == 4294967296);
    CHECK(bytes("512M") == 536870912);
    CHECK(bytes("64K") == 65536);
    CHECK(bytes("1T") == 1099511627776);
    CHECK(bytes("1.5G") == 1610612736);
    for (const char* text : {"2G", "2GB", "2GiB", "2g", "2gib"}) CHECK(bytes(text) == 2147483648);
    CHECK(bytes("123") == 123);
    CHECK(bytes("123B") == 123);
    CHECK(bytes("0") == 0);
}

TEST_CASE("large amounts of memory are exact to the byte", "[quantities]") {
    CHECK(bytes("9007199254740993") == 9007199254740993);  // not a double
    CHECK(bytes("18446744073709551615") == largest);
    CHECK(bytes("16777215.5T") == 18446743523953737728U);
}

TEST_CASE("what is no amount of memory is refused with an example", "[quantities]") {
    CHECK(no_bytes("4X") == "--memory: '4X' is not an amount of memory, as in 4G, 512M or 1.5GiB");
    for (const char* text :
         {"", "G", ".5G", "1.G", "4 G", "-4G", "4Gi", "4P", "1.5", "1.5B", "1e9"}) {
        INFO(text);
        CHECK(no_bytes(text) != "accepted");
    }
    CHECK(no_bytes("16777216T") == "--memory: '16777216T' is more than 64 bits can count");
    CHECK(no_bytes("18446744073709551616") ==
          "--memory: '18446744073709551616' is more than 64 bits can count");
}

TEST_CASE("a list is separated by commas", "[quantities]") {
    CHECK(parse_list("0", "--initiators", 3) == std::vector<unsigned>{0});
    CHECK(parse_list("0,2", "--initiators", 3) == std::vector<unsigned>{0, 2});
    CHECK(parse_list("1,1,0", "--budget", 3) == std::vector<unsigned>{1, 1, 0});
}

TEST_CASE("a list with a gap, or a number too large, is refused", "[quantities]") {
    const auto refused = [](std::string_view text) {
        return refusal([&] { parse_list(text, "--initiators", 3); });
    };
    CHECK(refused("0,4") == "--initiators: '4' is not a whole number from 0 to 3");
    CHECK(refused("0,,1") == "--initiators: '' is not a whole number from 0 to 3");
    for (const char* text : {"", ",", "1,", ",1", "0 ,1", "0;1", "-1", "a"}) {
        INFO(text);
        CHECK(refused(text) != "accepted");
    }
}
