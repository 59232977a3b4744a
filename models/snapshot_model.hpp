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
            : SnapshotJudge<Channels>(model), model_(&model) {
            constexpr std::size_t quickly_unpacked = 64;  // bytes
            if (sizeof(Algorithm) <= quickly_unpacked) return;
            if (model.snapshots() > 1) return;  // there, more bears on who is done
            for (const auto& process : model.plan().processes) {
                std::vector<std::uint64_t> mask(model.words());
                for (const Field& field : process.parts[0].members)
                    mask[field.word] |= field.mask << field.shift;
                done_.emplace_back(std::move(mask), 1);
            }
        }
        Observations operator()(View state, bool terminal, unsigned depth) {
            Observations seen = model_->keeps_invariant(state) ? 0 : this->claims;
            bool all_complete = true;
            for (unsigned s = 0; s < model_->snapshots(); ++s) {
                const bool complete = is_complete(state, s);
                seen |= this->judge(state, s, complete, depth);
                all_complete &= complete;
            }
            return !all_complete && may_end(state, terminal) ? seen | this->at_the_end : seen;
        }

        /// The bits that say what is observed in a state that is no end, by word.
        std::vector<std::uint64_t> reads() const {
            if (model_->plan().instance.may_fall_silent)  // then what is enabled says it, too
                return std::vector<std::uint64_t>(model_->words(), ~std::uint64_t{0});
            std::vector<std::uint64_t> mask = SnapshotJudge<Channels>::reads();
            for (const auto& process : model_->plan().processes)
                for (const auto& part : process.parts)
                    for (const Field& field : part.members)
                        mask[field.word] |= field.mask << field.shift;
            return mask;
        }

      private:
        bool is_complete(View state, unsigned s) {
            if (done_.empty()) return model_->complete(state, s);
            if (!model_->all_recorded(state, s)) return false;
            for (Process p = 0; p < done_.size(); ++p)
                if (done_[p].get(state, [&] { return model_->done(state, p, s) ? 1U : 0U; }) == 0)
                    return false;
            return model_->collected(state, s);
        }

        // Whether a run may end in a state.
        bool may_end(View state, bool terminal) const {
            return terminal ||
                   (model_->plan().instance.may_fall_silent && model_->only_sends_are_left(state));
        }

        const SnapshotModel* model_;
        std::vector<Remembered> done_;  // of each process, once all have recorded; or none
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
