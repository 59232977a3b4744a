// Rows in portions, so that what is listed for one of them stays in the cache.
#pragma once

#include "checker/generator.hpp"

namespace snapcheck {

template <class Visit>
void for_each_few(const Rows& rows, Visit&& visit) {
    for (std::size_t first = 0; first < rows.count; first += Rows::at_most) visit(rows.part(first));
}

}  // namespace snapcheck
