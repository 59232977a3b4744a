// Judges states. What is judged on a complete snapshot depends on the recorded cut alone, and there
// are few cuts among many states: each distinct cut is judged once and remembered. What is judged
// in every state is first looked at through the largest message numbers, which nearly always
// acquit.
#pragma once

#include "checker/word_set.hpp"
#include "models/recorded_cut.hpp"
#include "properties/catalogue.hpp"

namespace snapcheck {

inline Observations observation(unsigned bit) {
    return Observations{1} << bit;
}

/// The bits of all properties that are judged so.
inline Observations bits_judged(Judged when) {
    Observations bits = 0;
    for (unsigned bit = 0; bit < catalogue().size(); ++bit)
        if (catalogue()[bit].judged == when) bits |= observation(bit);
    return bits;
}

/// The properties of one kind that a cut violates.
inline Observations violated_by(Cut cut, Judged when) {
    Observations violated = 0;
    for (unsigned bit = 0; bit < catalogue().size(); ++bit)
        if (catalogue()[bit].judged == when && !catalogue()[bit].holds(cut))
            violated |= observation(bit);
    return violated;
}

template <class Rules>
class SnapshotJudge {
  public:
    explicit SnapshotJudge(const Rules& rules)
        : rules_(&rules),
          mask_(rules.words()),
          cut_(rules.words() + computed_channels(rules)),
          snapshots_(static_cast<unsigned>(cut_.size())) {
        for (unsigned c = 0; c < rules.network().channels(); ++c) {
            add_to_mask(rules.plan().channels[c].cut_sent);
            for (const Field& field : rules.content().cut_fields(c)) add_to_mask(field);
        }
    }

    Observations operator()(View state, bool terminal, unsigned depth) {
        Observations seen =
            suspicious(state) ? violated_by(cut_so_far(*rules_, state), Judged::always) : 0;
        if (rules_->complete(state))
            return seen | observation(complete_bit) | judge_snapshot(state, depth);
        return terminal ? seen | bits_judged(Judged::at_the_end) : seen;
    }

    /// The distinct cuts seen, and the smallest depth at which each was complete.
    const WordSet& snapshots() const { return snapshots_; }
    unsigned first_depth(std::size_t index) const { return verdicts_[index].depth; }

  private:
    struct Verdict {
        Observations violated;
        unsigned depth;
    };

    // Channels whose content is no part of a state, but computed from it.
    static unsigned computed_channels([[maybe_unused]] const Rules& rules) {
        if constexpr (requires { rules.computed_content(nullptr, 0); })
            return rules.network().channels();
        return 0;
    }

    void add_to_mask(const Field& field) { mask_[field.word] |= field.mask << field.shift; }

    Observations judge_snapshot(View state, unsigned depth) {
        for (std::size_t i = 0; i < mask_.size(); ++i) cut_[i] = state[i] & mask_[i];
        if constexpr (requires { rules_->computed_content(state, 0); })
            for (unsigned c = 0; c < computed_channels(*rules_); ++c)
                cut_[mask_.size() + c] = rules_->computed_content(state, c).bits;
        const auto [index, fresh] = snapshots_.insert(cut_.data());
        if (fresh)
            verdicts_.push_back(
                {violated_by(recorded_cut(*rules_, state), Judged::when_complete), depth});
        verdicts_[index].depth = std::min(verdicts_[index].depth, depth);
        return verdicts_[index].violated;
    }

    // Whether some channel holds or delivered a number above what its recorded source had sent.
    bool suspicious(View state) const {
        const auto& channels = rules_->plan().channels;
        for (unsigned c = 0; c < channels.size(); ++c) {
            if (!rules_->recorded(state, channels[c].ends.source)) continue;
            const unsigned sent = rules_->cut_sent(state, c);
            const bool in_cut = rules_->recorded(state, channels[c].ends.target);
            if (rules_->content().last_received(state, c, in_cut) > sent) return true;
            if (rules_->last_recorded(state, c) > sent) return true;
        }
        return false;
    }

    const Rules* rules_;
    std::vector<std::uint64_t> mask_;  // of what the cut consists of
    std::vector<std::uint64_t> cut_;   // the one at hand
    WordSet snapshots_;
    std::vector<Verdict> verdicts_;
};

}  // namespace snapcheck
