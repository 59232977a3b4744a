// The proof of the pudding: wherever two enabled steps are taken to commute, both orders are tried.
#pragma once

#include "models/reduction/reduction.hpp"
#include "models/reduction/stubborn_sets.hpp"

namespace snapcheck {

/// Leaves out nothing. Defined for every discipline in diamonds.cpp.
template <class Channels>
class Diamonds final : public Reducer {
  public:
    Diamonds(const StubbornSets<Channels>& sets, const Generator& steps)
        : sets_(sets), generator_(steps) {}

    /// Throws ReductionFault for two steps that were taken to commute and do not.
    void reduce(View state, std::vector<Step>& enabled) const override;

  private:
    std::vector<std::uint64_t> after(View state, Step first, LocalStepOf second) const;

    const StubbornSets<Channels>& sets_;
    const Generator& generator_;
};

/// Both, or why there is neither.
template <class Channels>
Reduction reduction_on(const SnapshotState<Channels>& rules, const Generator& steps);

}  // namespace snapcheck
