#include "cli/words.hpp"

namespace snapcheck {

std::string grouped(std::string digits) {
    for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
    return digits;
}

std::string grouped(std::uint64_t number) {
    return grouped(std::to_string(number));
}

std::string counted(std::uint64_t number, const std::string& noun) {
    return counted(std::to_string(number), noun);
}

std::string plural(const std::string& noun) {
    if (noun.ends_with("y")) return noun.substr(0, noun.size() - 1) + "ies";
    return noun + (noun.ends_with("s") ? "es" : "s");
}

std::string counted(const std::string& digits, const std::string& noun) {
    return grouped(digits) + " " + (digits == "1" ? noun : plural(noun));
}

std::string names_of(std::span<const Process> processes, const Network& network) {
    std::string names;
    for (const Process p : processes) names += (names.empty() ? "" : ", ") + network.name(p);
    return names;
}

std::string_view silence_in_words(bool may_fall_silent) {
    return may_fall_silent ? ", the application may fall silent" : "";
}

}  // namespace snapcheck
