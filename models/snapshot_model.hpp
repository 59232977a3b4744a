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
            Observations seen = model_->keeps_invariant(state) ? 0 : this->claims;
            bool all_complete = true;
            for (unsigned s = 0; s < model_->snapshots(); ++s) {
                const bool complete = model_->complete(state, s);
                seen |= this->judge(state, s, complete, depth);
                all_complete &= complete;
            }
            return !all_complete && may_end(state, terminal) ? seen | this->at_the_end : seen;
        }

      private:
        // Whether a run may end in a state.
        bool may_end(View state, bool terminal) const {
            return terminal ||
                   (model_->plan().instance.may_fall_silent && model_->only_sends_are_left(state));
        }

        const SnapshotModel* model_;
    };
    Judge judge() const { return Judge(*this); }

    /// The first snapshot that violates a property in the last state of a run; the first one of all
    /// where none of them does it alone.
    unsigned culprit(View last, unsigned property) const {
        Judge judge(*this);
        const Observations looked_for = Observations{1} << property;
        for (unsigned s = 0; s < this->snapshots(); ++s) {
            const bool complete = this->complete(last, s);
            if (!complete && (judge.at_the_end & looked_for) != 0) return s;
            if ((judge.judge(last, s, complete, 0) & looked_for) != 0) return s;
        }
        return 0;
    }

    std::string describe(View before, Step step) const {
        std::vector<std::uint64_t> after(before, before + this->words());
        this->take(after.data(), step);
        return to_string(tell_event<Channels>(*this, before, step, after.data(), 0),
                         this->network());
    }
};

}  // namespace snapcheck
