// Judges the states of an application, each snapshot on its own. The properties are those of the
// catalogue, told from colours and marks instead of numbers; in place of one token a message,
// `conserved` is what the application itself conserves. What depends on the recorded state alone is
// judged once for each and remembered.
#pragma once

#include "checker/word_set.hpp"
#include "models/application/application_model.hpp"
#include "properties/catalogue.hpp"

namespace snapcheck {

/// Observed where the recorded state does not keep the user's k-th invariant.
inline constexpr unsigned first_invariant_bit = 20;
inline constexpr unsigned max_invariants = complete_bit - first_invariant_bit;

/// Observed where more would be recorded than is kept: what depends on all of it is not judged.
inline constexpr unsigned excess_bit = first_invariant_bit - 1;

class ApplicationModel::Judge {
  public:
    explicit Judge(const ApplicationModel& model);

    Observations operator()(View state, bool terminal, unsigned depth);

    /// The first snapshot that violates what is observed as this bit in a state; the first one of
    /// all where none does.
    unsigned culprit(View state, unsigned number);

    /// Distinct records of a snapshot, and the smallest depth at which each was complete.
    const WordSet& snapshots(unsigned snapshot) const { return seen_[snapshot].records; }
    unsigned first_depth(unsigned snapshot, std::size_t index) const {
        return seen_[snapshot].verdicts[index].depth;
    }

  private:
    struct Verdict {
        Observations violated;
        unsigned depth;
    };

    struct Seen {
        std::vector<std::uint64_t> mask;  // of what is recorded
        WordSet records;
        std::vector<Verdict> verdicts;
    };

    Seen nothing_seen(unsigned snapshot) const;
    Observations judge(View state, unsigned snapshot, unsigned depth);
    Observations judge_always(View state, unsigned snapshot) const;
    Observations judge_channel(View state, unsigned c, unsigned snapshot) const;
    Observations judge_recorded(View state, unsigned snapshot, unsigned depth);
    Observations judge_global(const GlobalState& recorded) const;

    const ApplicationModel* model_;
    std::int64_t conserved_ = 0;  // what it is at the start
    std::vector<std::uint64_t> key_;
    std::vector<Seen> seen_;  // by snapshot
};

}  // namespace snapcheck
