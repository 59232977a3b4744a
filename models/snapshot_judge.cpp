#include "models/snapshot_judge.hpp"

#include "models/channels/all.hpp"
#include "models/recorded_cut.hpp"

namespace snapcheck {

namespace {

Observations observation(unsigned bit) {
    return Observations{1} << bit;
}

// The bits of all properties that are judged so.
Observations bits_judged(Judged when) {
    Observations bits = 0;
    for (unsigned bit = 0; bit < catalogue().size(); ++bit)
        if (catalogue()[bit].judged == when) bits |= observation(bit);
    return bits;
}

// The properties of one kind that a cut violates.
Observations violated_by(Cut cut, Judged when) {
    Observations violated = 0;
    for (unsigned bit = 0; bit < catalogue().size(); ++bit)
        if (catalogue()[bit].judged == when && !catalogue()[bit].holds(cut))
            violated |= observation(bit);
    return violated;
}

}  // namespace

template <class Channels>
SnapshotJudge<Channels>::SnapshotJudge(const SnapshotState<Channels>& rules)
    : claims(bits_judged(Judged::by_the_algorithm)),
      rules_(&rules),
      mask_(rules.words()),
      cut_(rules.words() + (rules.computes_channels() ? rules.network().channels() : 0)),
      snapshots_(static_cast<unsigned>(cut_.size())) {
    for (unsigned c = 0; c < rules.network().channels(); ++c) {
        add_to_mask(rules.plan().channels[c].cut_sent);
        for (const Field& field : rules.content().cut_fields(c)) add_to_mask(field);
    }
}

template <class Channels>
Observations SnapshotJudge<Channels>::judge(View state, bool complete, bool may_end,
                                            unsigned depth) {
    const Observations seen =
        suspicious(state) ? violated_by(cut_so_far(*rules_, state), Judged::always) : 0;
    if (complete) return seen | observation(complete_bit) | judge_snapshot(state, depth);
    return may_end ? seen | bits_judged(Judged::at_the_end) : seen;
}

template <class Channels>
Observations SnapshotJudge<Channels>::judge_snapshot(View state, unsigned depth) {
    for (std::size_t i = 0; i < mask_.size(); ++i) cut_[i] = state[i] & mask_[i];
    for (std::size_t i = mask_.size(); i < cut_.size(); ++i)
        cut_[i] = rules_->computed_content(state, static_cast<unsigned>(i - mask_.size())).bits;
    const auto [index, fresh] = snapshots_.insert(cut_.data());
    if (fresh)
        verdicts_.push_back(
            {violated_by(recorded_cut(*rules_, state), Judged::when_complete), depth});
    verdicts_[index].depth = std::min(verdicts_[index].depth, depth);
    return verdicts_[index].violated;
}

// Whether some channel holds or delivered a number above what its recorded source had sent.
template <class Channels>
bool SnapshotJudge<Channels>::suspicious(View state) const {
    const auto& channels = rules_->plan().channels;
    for (unsigned c = 0; c < channels.size(); ++c) {
        if (!rules_->recorded(state, channels[c].ends.source)) continue;
        const unsigned sent = rules_->cut_sent(state, c);
        const bool in_cut = rules_->recorded(state, channels[c].ends.target);
        if (rules_->content().last_received(state, c, in_cut) > sent) return true;
        if (last_recorded(state, c) > sent) return true;
    }
    return false;
}

template <class Channels>
unsigned SnapshotJudge<Channels>::last_recorded(View state, unsigned channel) const {
    if (!rules_->computes_channels()) return rules_->content().last_recorded(state, channel);
    return static_cast<unsigned>(std::bit_width(rules_->computed_content(state, channel).bits));
}

template class SnapshotJudge<Bag>;
template class SnapshotJudge<Bounded>;
template class SnapshotJudge<Causal>;
template class SnapshotJudge<Duplicating>;
template class SnapshotJudge<Fifo>;
template class SnapshotJudge<Lossy>;

}  // namespace snapcheck
