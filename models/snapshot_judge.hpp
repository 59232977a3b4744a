// Judges states. What is judged on a complete snapshot depends on the recorded cut alone, and there
// are few cuts among many states: each distinct cut is judged once and remembered. What is judged
// in every state is first looked at through the largest message numbers, which nearly always
// acquit. Defined for every discipline in snapshot_judge.cpp.
#pragma once

#include "checker/word_set.hpp"
#include "models/snapshot_state.hpp"
#include "properties/catalogue.hpp"

namespace snapcheck {

template <class Channels>
class SnapshotJudge {
  public:
    explicit SnapshotJudge(const SnapshotState<Channels>& rules);

    /// What is violated where the algorithm does not keep its own claims.
    const Observations claims;

    /// What is violated in a state. Whether the snapshot is complete there, the algorithm says.
    /// may_end: whether a run may end there.
    Observations judge(View state, bool complete, bool may_end, unsigned depth);

    /// The distinct cuts seen, and the smallest depth at which each was complete.
    const WordSet& snapshots() const { return snapshots_; }
    unsigned first_depth(std::size_t index) const { return verdicts_[index].depth; }

  private:
    struct Verdict {
        Observations violated;
        unsigned depth;
    };

    void add_to_mask(const Field& field) { mask_[field.word] |= field.mask << field.shift; }
    Observations judge_snapshot(View state, unsigned depth);
    bool suspicious(View state) const;
    unsigned last_recorded(View state, unsigned channel) const;

    const SnapshotState<Channels>* rules_;
    std::vector<std::uint64_t> mask_;  // of what the cut consists of
    std::vector<std::uint64_t> cut_;   // the one at hand, and what a collector computes
    WordSet snapshots_;
    std::vector<Verdict> verdicts_;
};

}  // namespace snapcheck
