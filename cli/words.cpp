#include "cli/words.hpp"

#include <boost/multiprecision/cpp_int.hpp>

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

std::string decimal(const std::vector<std::uint64_t>& words) {
    boost::multiprecision::cpp_int number;
    import_bits(number, words.begin(), words.end(), 64, false);
    return number.str();
}

}  // namespace snapcheck
