// Written out rather than left to std::stod and its relatives, which would take "inf", "0x10", a
// blank in front and a comma for a point, depending on the locale.
#include "cli/quantities.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <system_error>

#include "checker/input_error.hpp"
#include "checker/printable.hpp"

namespace snapcheck {
namespace {

struct Unit {
    std::string_view name;
    std::uint64_t factor;
};

constexpr std::uint64_t kilo = 1024;
constexpr std::uint64_t mega = 1024 * kilo;
constexpr std::uint64_t giga = 1024 * mega;
constexpr std::uint64_t tera = 1024 * giga;

constexpr std::array<Unit, 5> time_units = {
    {{"", 1000}, {"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}}};

constexpr std::array<Unit, 14> memory_units = {{
    {"", 1},
    {"b", 1},
    {"k", kilo},
    {"kb", kilo},
    {"kib", kilo},
    {"m", mega},
    {"mb", mega},
    {"mib", mega},
    {"g", giga},
    {"gb", giga},
    {"gib", giga},
    {"t", tera},
    {"tb", tera},
    {"tib", tera},
}};

constexpr std::uint64_t no_limit = std::numeric_limits<std::uint64_t>::max();
// A hundred years: added to the present time, it still fits into a clock's nanoseconds.
constexpr std::uint64_t longest_duration = std::uint64_t{100} * 366 * 24 * 3'600'000;

InputError refused(std::string_view what, std::string_view text, std::string_view why) {
    return InputError(std::string(what) + ": " + in_quotes(text) + std::string(why));
}

template <class Number>
std::optional<Number> read_all(std::string_view text) {
    Number number = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || rest != end) return std::nullopt;
    return number;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Splits the digits off the front of `text`.
std::string_view take_digits(std::string_view& text) {
    const auto length =
        static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
    const std::string_view digits = text.substr(0, length);
    text.remove_prefix(length);
    return digits;
}

struct Amount {
    std::string_view whole;     // "1"
    std::string_view fraction;  // "5"
    std::uint64_t factor;       // of the unit
};

std::uint64_t factor_of(std::string_view name, std::span<const Unit> units) {
    const auto unit = std::ranges::find(units, name, &Unit::name);
    return unit == units.end() ? 0 : unit->factor;
}

/// "1.5h" taken apart; nothing when it is no number with one of these units.
std::optional<Amount> take_apart(std::string_view text, std::span<const Unit> units) {
    Amount amount{take_digits(text), {}, 0};
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        amount.fraction = take_digits(text);
        if (amount.fraction.empty()) return std::nullopt;
    }
    amount.factor = factor_of(text, units);
    if (amount.whole.empty() || amount.factor == 0) return std::nullopt;
    return amount;
}

/// Rounded down; nothing when it is more than `most`. Only the fraction goes through a double, so
/// that large whole numbers stay exact.
std::optional<std::uint64_t> value_of(const Amount& amount, std::uint64_t most) {
    const auto whole = read_all<std::uint64_t>(amount.whole);
    if (!whole || *whole > most / amount.factor) return std::nullopt;
    std::uint64_t value = *whole * amount.factor;
    if (!amount.fraction.empty()) {
        const auto fraction = read_all<double>("0." + std::string(amount.fraction));
        const double part = fraction.value_or(0) * static_cast<double>(amount.factor);
        const auto rounded = static_cast<std::uint64_t>(part);
        if (rounded > most - value) return std::nullopt;
        value += rounded;
    }
    return value;
}

std::string range(std::uint64_t least, std::uint64_t most) {
    if (most == no_limit) return " is not a whole number from " + std::to_string(least) + " on";
    return " is not a whole number from " + std::to_string(least) + " to " + std::to_string(most);
}

}  // namespace

std::uint64_t parse_count(std::string_view text, std::string_view what, std::uint64_t least,
                          std::uint64_t most) {
    const auto number = read_all<std::uint64_t>(text);
    if (!number || *number < least || *number > most) {
        throw refused(what, text, range(least, most));
    }
    return *number;
}

std::chrono::milliseconds parse_duration(std::string_view text, std::string_view what) {
    const auto amount = take_apart(text, time_units);
    if (!amount) throw refused(what, text, " is not a time, as in 30s, 5m, 1.5h or 250ms");
    const auto value = value_of(*amount, longest_duration);
    if (!value) throw refused(what, text, " is more than a hundred years");
    return std::chrono::milliseconds(*value);
}

std::uint64_t parse_bytes(std::string_view text, std::string_view what) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    const auto amount = take_apart(lower, memory_units);
    if (!amount || (amount->factor == 1 && !amount->fraction.empty())) {
        throw refused(what, text, " is not an amount of memory, as in 4G, 512M or 1.5GiB");
    }
    const auto value = value_of(*amount, no_limit);
    if (!value) throw refused(what, text, " is more than 64 bits can count");
    return *value;
}

std::vector<unsigned> parse_list(std::string_view text, std::string_view what, unsigned most) {
    std::vector<unsigned> numbers;
    while (true) {
        const std::size_t comma = text.find(',');
        numbers.push_back(static_cast<unsigned>(parse_count(text.substr(0, comma), what, 0, most)));
        if (comma == std::string_view::npos) return numbers;
        text.remove_prefix(comma + 1);
    }
}

}  // namespace snapcheck
