#include "checker/watched.hpp"

namespace snapcheck {

void Watched::expand(const Parents& parents, unsigned worker, Offspring& offspring) {
    for (std::size_t i = 0; i < parents.count; ++i)
        expand_one({parents.state(i), parents.depths + i, 1, parents.stride, parents.horizon},
                   worker, offspring);
}

// The model copies all words of a state that it changes a few of: what is remembered is still
// there.
void Watched::expand_one(const Parents& parent, unsigned worker, Offspring& offspring) {
    const std::size_t first = offspring.successors.size();
    model_.expand(parent, worker, offspring);
    auto& [steps, seen] = offspring.fates.back();
    seen = watcher_.observe(memory_in(parent.state(0)), seen, steps == 0);
    std::uint64_t* next = offspring.successors.data() + first;
    if (offspring.successors.size() == first) return;
    for (const Step step : offspring.steps) {
        next[words() - 1] = watcher_.remember(next[words() - 1], parent.state(0), step, next);
        next += parent.stride;
    }
}

void Watched::for_each_initial(const VisitState& visit) const {
    model_.for_each_initial([&](View start) {
        std::vector<std::uint64_t> words(start, start + model_.words());
        words.push_back(0);
        visit(words.data());
    });
}

bool Watched::take(std::uint64_t* state, Step step) const {
    const std::vector<std::uint64_t> before(state, state + words());
    model_.take(state, step);
    state[words() - 1] = watcher_.remember(memory_in(before.data()), before.data(), step, state);
    return false;  // it reads the whole state
}

}  // namespace snapcheck
