#include "models/reduction/diamonds.hpp"

#include "models/channels/all.hpp"

namespace snapcheck {

template <class Channels>
void Diamonds<Channels>::reduce(View state, std::vector<Step>& enabled) const {
    for (const Step one : enabled)
        for (const Step other : enabled) {
            const auto first = sets_.local(state, one);
            const auto second = sets_.local(state, other);
            if (other <= one || !first || !second || *first == *second) continue;
            if (!sets_.independent(state, *first, *second)) continue;
            const auto reached = after(state, one, *second);
            if (reached.empty() || reached != after(state, other, *first))
                throw ReductionFault(
                    "these were taken to commute and do not: " + generator_.describe(state, one) +
                    "; " + generator_.describe(state, other));
        }
}

// Nothing where the second step is not enabled after the first one.
template <class Channels>
std::vector<std::uint64_t> Diamonds<Channels>::after(View state, Step first,
                                                     LocalStepOf second) const {
    std::vector<std::uint64_t> words(state, state + generator_.words());
    generator_.take(words.data(), first);
    std::optional<Step> next;
    generator_.for_each_step(words.data(), [&](Step step) {
        if (sets_.local(words.data(), step) == second) next = step;
    });
    if (!next) return {};
    generator_.take(words.data(), *next);
    return words;
}

template <class Channels>
Reduction reduction_on(const SnapshotState<Channels>& rules, const Generator& steps) {
    auto sets = std::make_unique<const StubbornSets<Channels>>(rules, steps);
    if (!sets->obstacle().empty()) return {nullptr, nullptr, sets->obstacle(), {}};
    auto witness = std::make_unique<const Diamonds<Channels>>(*sets, steps);
    const auto for_each_case = [known = sets.get()](const std::function<void(View)>& visit) {
        known->for_each_case(visit);
    };
    return {std::move(sets), std::move(witness), {}, for_each_case};
}

template Reduction reduction_on(const SnapshotState<Bag>&, const Generator&);
template Reduction reduction_on(const SnapshotState<Bounded>&, const Generator&);
template Reduction reduction_on(const SnapshotState<Causal>&, const Generator&);
template Reduction reduction_on(const SnapshotState<Duplicating>&, const Generator&);
template Reduction reduction_on(const SnapshotState<Fifo>&, const Generator&);
template Reduction reduction_on(const SnapshotState<Lossy>&, const Generator&);

}  // namespace snapcheck
