#include "checker/observed.hpp"

namespace snapcheck {

void Observed::expand(const Parents& parents, unsigned worker, Offspring& offspring) {
    const std::size_t first = offspring.fates.size();
    model_.expand(parents, worker, offspring);
    for (std::size_t i = 0; i < parents.count; ++i) {
        Observations& seen = offspring.fates[first + i].seen;
        seen = look_(parents.state(i), seen, parents.depths[i]);
    }
}

}  // namespace snapcheck
