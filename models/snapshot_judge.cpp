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
      at_the_end(bits_judged(Judged::at_the_end)),
      rules_(&rules),
      cut_(rules.words() + (rules.computes_channels() ? rules.network().channels() : 0)) {
    for (unsigned s = 0; s < rules.snapshots(); ++s) seen_.push_back(nothing_seen(s));
}

template <class Channels>
typename SnapshotJudge<Channels>::Seen SnapshotJudge<Channels>::nothing_seen(
    unsigned snapshot) const {
    std::vector<std::uint64_t> mask(rules_->words());
    const auto add = [&](const Field& field) { mask[field.word] |= field.mask << field.shift; };
    for (unsigned c = 0; c < rules_->network().channels(); ++c) {
        add(rules_->plan().channels[c].cut_sent[snapshot]);
        for (const Field& field : rules_->content().cut_fields(c, snapshot)) add(field);
    }
    return {std::move(mask), WordSet(static_cast<unsigned>(cut_.size())), {}};
}

template <class Channels>
Observations SnapshotJudge<Channels>::judge(View state, unsigned snapshot, bool complete,
                                            unsigned depth) {
    const Observations always =
        suspicious(state, snapshot)
            ? violated_by(cut_so_far(*rules_, state, snapshot), Judged::always)
            : 0;
    return complete ? always | observation(complete_bit) | judge_cut(state, snapshot, depth)
                    : always;
}

template <class Channels>
Observations SnapshotJudge<Channels>::judge_cut(View state, unsigned snapshot, unsigned depth) {
    auto& [mask, cuts, verdicts] = seen_[snapshot];
    for (std::size_t i = 0; i < mask.size(); ++i) cut_[i] = state[i] & mask[i];
    for (std::size_t i = mask.size(); i < cut_.size(); ++i)
        cut_[i] =
            rules_->computed_content(state, static_cast<unsigned>(i - mask.size()), snapshot).bits;
    const auto [index, fresh] = cuts.insert(cut_.data());
    if (fresh)
        verdicts.push_back(
            {violated_by(recorded_cut(*rules_, state, snapshot), Judged::when_complete), depth});
    verdicts[index].depth = std::min(verdicts[index].depth, depth);
    return verdicts[index].violated;
}

// Whether some channel holds or delivered a number above what its recorded source had sent.
template <class Channels>
bool SnapshotJudge<Channels>::suspicious(View state, unsigned snapshot) const {
    const auto& channels = rules_->plan().channels;
    const Channels& content = rules_->content();
    for (unsigned c = 0; c < channels.size(); ++c) {
        if (!rules_->recorded(state, channels[c].ends.source, snapshot)) continue;
        const unsigned sent = rules_->cut_sent(state, c, snapshot);
        const bool in_cut = rules_->recorded(state, channels[c].ends.target, snapshot);
        const unsigned received =
            in_cut ? content.last_in_cut(state, c, snapshot) : content.last_received(state, c);
        if (received > sent || last_recorded(state, c, snapshot) > sent) return true;
    }
    return false;
}

template <class Channels>
unsigned SnapshotJudge<Channels>::last_recorded(View state, unsigned channel,
                                                unsigned snapshot) const {
    if (!rules_->computes_channels())
        return rules_->content().last_recorded(state, channel, snapshot);
    return static_cast<unsigned>(
        std::bit_width(rules_->computed_content(state, channel, snapshot).bits));
}

template class SnapshotJudge<Bag>;
template class SnapshotJudge<Bounded>;
template class SnapshotJudge<Causal>;
template class SnapshotJudge<Duplicating>;
template class SnapshotJudge<Fifo>;
template class SnapshotJudge<Lossy>;

}  // namespace snapcheck
