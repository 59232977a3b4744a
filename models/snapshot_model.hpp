// The rules of an algorithm on an instance, with a judge and with words for its steps: a model of
// the checker.
#pragma once

#include "models/narrate.hpp"
#include "models/snapshot_judge.hpp"
#include "models/snapshot_rules.hpp"

namespace snapcheck {

template <class Algorithm, class Channels>
class SnapshotModel : public SnapshotRules<Algorithm, Channels> {
  public:
    using SnapshotRules<Algorithm, Channels>::SnapshotRules;

    class Judge : public SnapshotJudge<Channels> {
      public:
        explicit Judge(const SnapshotModel& model)
            : SnapshotJudge<Channels>(model), model_(&model) {}
        Observations operator()(View state, bool terminal, unsigned depth) {
            const bool complete = model_->complete(state);
            const bool may_end =
                terminal || (!complete && model_->plan().instance.may_fall_silent &&
                             model_->only_sends_are_left(state));
            const Observations seen = this->judge(state, complete, may_end, depth);
            return model_->keeps_invariant(state) ? seen : seen | this->claims;
        }

      private:
        const SnapshotModel* model_;
    };
    Judge judge() const { return Judge(*this); }

    std::string describe(View before, Step step) const {
        std::vector<std::uint64_t> after(before, before + this->words());
        this->take(after.data(), step);
        return to_string(tell_event<Channels>(*this, before, step, after.data()), this->network());
    }
};

}  // namespace snapcheck
