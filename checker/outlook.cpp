#include "checker/outlook.hpp"

#include <algorithm>
#include <cmath>

namespace snapcheck {

namespace {

constexpr double last_ratio = -1.0;  // the logarithm
constexpr double slowness = 1.4;     // 1: it falls as a straight line
constexpr std::size_t looked_back = 2;

}  // namespace

double states_to_come(const std::vector<std::uint64_t>& layers, unsigned last) {
    if (layers.size() < 2 || last < layers.size()) return 0;
    const std::size_t depth = layers.size() - 1;
    const std::size_t back = std::min(looked_back, depth);
    const double steps = static_cast<double>(back);
    auto size = static_cast<double>(layers[depth]);
    const double ratio = std::log(size / static_cast<double>(layers[depth - back])) / steps;
    // The middle of the steps that it was taken from.
    const double here = static_cast<double>(depth) - steps / 2;
    double sum = 0;
    for (std::size_t d = depth; d < last; ++d) {
        const double way = (static_cast<double>(d) + 0.5 - here) / (last - 0.5 - here);
        size *= std::exp(ratio + (last_ratio - ratio) * std::pow(way, slowness));
        sum += size;
    }
    return sum;
}

}  // namespace snapcheck
