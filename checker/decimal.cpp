#include "checker/decimal.hpp"

#include <boost/multiprecision/cpp_int.hpp>

namespace snapcheck {

std::string decimal(const std::vector<std::uint64_t>& words) {
    boost::multiprecision::cpp_int number;
    import_bits(number, words.begin(), words.end(), 64, false);
    return number.str();
}

}  // namespace snapcheck
