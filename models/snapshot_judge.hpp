// Judges states. What is judged on a complete snapshot depends on the recorded cut alone, and there
// are few cuts among many states: each distinct cut is judged once and remembered. What is judged
// in every state is first looked at through the largest message numbers, which nearly always
// acquit.
#pragma once

#include "checker/state_set.hpp"
#include "models/snapshot_rules.hpp"
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

/// What is recorded: the cut of a complete snapshot.
template <class Rules>
std::vector<ChannelCut> recorded_cut(const Rules& rules, const std::uint64_t* state) {
    std::vector<ChannelCut> cut;
    for (unsigned c = 0; c < rules.network().channels(); ++c)
        cut.push_back({MessageSet::first(rules.cut_sent(state, c)),
                       rules.content().cut_received(state, c), rules.content().recorded(state, c),
                       rules.content().repeated_receipts(state, c), rules.content().ordered});
    return cut;
}

/// The cut so far: a source that has not recorded will record all that it sends, and what a target
/// that has not recorded has received, it will record as received.
template <class Rules>
std::vector<ChannelCut> cut_so_far(const Rules& rules, const std::uint64_t* state) {
    std::vector<ChannelCut> cut = recorded_cut(rules, state);
    for (unsigned c = 0; c < rules.network().channels(); ++c) {
        const auto [source, target] = rules.network().ends(c);
        if (!rules.recorded(state, source)) cut[c].sent = MessageSet::first(64);
        if (!rules.recorded(state, target)) cut[c].received = rules.content().received(state, c);
    }
    return cut;
}

template <class Rules, class State>
class SnapshotJudge {
  public:
    explicit SnapshotJudge(const Rules& rules) : rules_(&rules) {
        for (unsigned c = 0; c < rules.network().channels(); ++c) {
            add_to_mask(rules.plan().channels[c].cut_sent);
            for (const Field& field : rules.content().cut_fields(c)) add_to_mask(field);
        }
    }

    Observations operator()(const State& state, bool terminal, unsigned depth) {
        Observations seen =
            suspicious(state) ? violated_by(cut_so_far(*rules_, state.data()), Judged::always) : 0;
        if (rules_->complete(state.data()))
            return seen | observation(complete_bit) | judge_snapshot(state, depth);
        return terminal ? seen | bits_judged(Judged::at_the_end) : seen;
    }

    /// The distinct cuts seen, and the smallest depth at which each was complete.
    const StateSet<State>& snapshots() const { return snapshots_; }
    unsigned first_depth(std::size_t index) const { return verdicts_[index].depth; }

  private:
    struct Verdict {
        Observations violated;
        unsigned depth;
    };

    void add_to_mask(const Field& field) { mask_.word[field.word] |= field.mask << field.shift; }

    Observations judge_snapshot(const State& state, unsigned depth) {
        State cut = state;
        for (unsigned i = 0; i < State::count; ++i) cut.word[i] &= mask_.word[i];
        const auto [index, fresh] = snapshots_.insert(cut, hash(cut));
        if (fresh)
            verdicts_.push_back(
                {violated_by(recorded_cut(*rules_, state.data()), Judged::when_complete), depth});
        verdicts_[index].depth = std::min(verdicts_[index].depth, depth);
        return verdicts_[index].violated;
    }

    // Whether some channel holds or delivered a number above what its recorded source had sent.
    bool suspicious(const State& state) const {
        const auto& channels = rules_->plan().channels;
        for (unsigned c = 0; c < channels.size(); ++c) {
            if (!rules_->recorded(state.data(), channels[c].ends.source)) continue;
            const unsigned sent = rules_->cut_sent(state.data(), c);
            const bool in_cut = rules_->recorded(state.data(), channels[c].ends.target);
            if (rules_->content().last_received(state.data(), c, in_cut) > sent) return true;
            if (rules_->content().last_recorded(state.data(), c) > sent) return true;
        }
        return false;
    }

    const Rules* rules_;
    State mask_{};
    StateSet<State> snapshots_;
    std::vector<Verdict> verdicts_;
};

}  // namespace snapcheck
