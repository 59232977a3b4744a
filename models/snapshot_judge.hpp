// Judges states. What is judged on a complete snapshot depends on the recorded cut alone, and there
// are few cuts among many states: each distinct cut is judged once and remembered. What is judged
// in every state is first looked at through the largest message numbers, which nearly always
// acquit. Defined for every discipline in snapshot_judge.cpp.
#pragma once

#include "checker/remembered.hpp"
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

    /// What is violated where runs end before their snapshots are complete.
    const Observations at_the_end;

    /// What there is to see once a snapshot, where there is but one, is complete and in order.
    static constexpr Observations settled = Observations{1} << complete_bit;

    /// What one snapshot violates in a state. Whether it is complete there, the algorithm says.
    Observations judge(View state, unsigned snapshot, bool complete, unsigned depth);

    /// The bits that judge() reads, by word, but for who is complete.
    std::vector<std::uint64_t> reads() const;

    /// The distinct cuts of a snapshot, and the smallest depth at which each was complete.
    const WordSet& cuts(unsigned snapshot) const { return seen_[snapshot].cuts; }
    unsigned first_depth(unsigned snapshot, std::size_t index) const {
        return seen_[snapshot].verdicts[index].depth;
    }

    /// Appends what was seen: for each distinct cut its snapshot, its verdict, the depth, its
    /// words.
    void memory(std::vector<std::uint64_t>& words) const;
    /// Takes in what any number of judges have appended. Throws std::out_of_range.
    void recall(const std::vector<std::uint64_t>& words);

  private:
    struct Verdict {
        Observations violated;
        unsigned depth;
    };
    /// What to look at first of a channel.
    struct Glance {
        std::uint64_t source, target;  // their bits in `recorded`
        Field sent;                    // of the cut
        Field received, received_in_cut;
        typename Channels::RecordedContent content;
    };
    struct Seen {
        std::vector<std::uint64_t> mask;  // of what the cut consists of
        WordSet cuts;
        std::vector<Verdict> verdicts;
        std::vector<Glance> glances;               // by channel
        mutable std::vector<Remembered> computed;  // contents, where a collector computes them
    };

    Seen nothing_seen(unsigned snapshot) const;
    Glance glance(unsigned channel, unsigned snapshot) const;
    std::vector<std::uint64_t> ends_of(unsigned channel, unsigned snapshot) const;
    Observations judge_cut(View state, unsigned snapshot, unsigned depth);
    bool suspicious(View state, unsigned snapshot) const;
    std::uint64_t computed_content(View state, unsigned channel, unsigned snapshot) const;

    const SnapshotState<Channels>* rules_;
    std::vector<std::uint64_t> cut_;  // the one at hand, and what a collector computes
    std::vector<Seen> seen_;          // by snapshot
};

}  // namespace snapcheck
