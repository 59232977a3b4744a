#include "models/snapshot_judge.hpp"

#include <stdexcept>

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
    Seen seen{std::move(mask), WordSet(static_cast<unsigned>(cut_.size())), {}, {}, {}};
    for (unsigned c = 0; c < rules_->network().channels(); ++c) {
        seen.glances.push_back(glance(c, snapshot));
        if (rules_->computes_channels()) seen.computed.emplace_back(ends_of(c, snapshot), 1);
    }
    return seen;
}

template <class Channels>
std::vector<std::uint64_t> SnapshotJudge<Channels>::reads() const {
    std::vector<std::uint64_t> mask(rules_->words());
    const auto add = [&](const Field& field) { mask[field.word] |= field.mask << field.shift; };
    add(rules_->plan().recorded);
    for (unsigned c = 0; c < rules_->network().channels(); ++c)
        add(rules_->content().received_field(c));
    for (const Seen& seen : seen_) {
        for (std::size_t i = 0; i < mask.size(); ++i) mask[i] |= seen.mask[i];
        for (const Remembered& computed : seen.computed)
            for (unsigned i = 0; i < mask.size(); ++i) mask[i] |= computed.mask(i);
    }
    return mask;
}

template <class Channels>
typename SnapshotJudge<Channels>::Glance SnapshotJudge<Channels>::glance(unsigned channel,
                                                                         unsigned snapshot) const {
    const auto& plan = rules_->plan();
    const auto [source, target] = plan.channels[channel].ends;
    const Channels& content = rules_->content();
    return {
        rules_->recorded_bit(source, snapshot),        rules_->recorded_bit(target, snapshot),
        plan.channels[channel].cut_sent[snapshot],     content.received_field(channel),
        content.cut_fields(channel, snapshot).front(), content.content_field(channel, snapshot)};
}

// The bits that tell what the collector computes of a channel: whether its ends have recorded, and
// what they remember.
template <class Channels>
std::vector<std::uint64_t> SnapshotJudge<Channels>::ends_of(unsigned channel,
                                                            unsigned snapshot) const {
    const auto& plan = rules_->plan();
    const auto [source, target] = plan.channels[channel].ends;
    std::vector<std::uint64_t> mask(rules_->words());
    for (const Process p : {source, target}) {
        mask[plan.recorded.word] |= rules_->recorded_bit(p, snapshot) << plan.recorded.shift;
        for (const Field& field : plan.processes[p].parts[snapshot].members)
            mask[field.word] |= field.mask << field.shift;
    }
    return mask;
}

template <class Channels>
std::uint64_t SnapshotJudge<Channels>::computed_content(View state, unsigned channel,
                                                        unsigned snapshot) const {
    return seen_[snapshot].computed[channel].get(
        state, [&] { return rules_->computed_content(state, channel, snapshot).bits; });
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
    auto& [mask, cuts, verdicts, glances, computed] = seen_[snapshot];
    for (std::size_t i = 0; i < mask.size(); ++i) cut_[i] = state[i] & mask[i];
    for (std::size_t i = mask.size(); i < cut_.size(); ++i)
        cut_[i] = computed_content(state, static_cast<unsigned>(i - mask.size()), snapshot);
    const auto [index, fresh] = cuts.insert(cut_.data());
    if (fresh)
        verdicts.push_back(
            {violated_by(recorded_cut(*rules_, state, snapshot), Judged::when_complete), depth});
    verdicts[index].depth = std::min(verdicts[index].depth, depth);
    return verdicts[index].violated;
}

template <class Channels>
void SnapshotJudge<Channels>::memory(std::vector<std::uint64_t>& words) const {
    for (std::size_t s = 0; s < seen_.size(); ++s)
        for (std::size_t i = 0; i < seen_[s].cuts.size(); ++i) {
            const auto [violated, depth] = seen_[s].verdicts[i];
            words.insert(words.end(), {s, violated, depth});
            words.insert(words.end(), seen_[s].cuts[i], seen_[s].cuts[i] + cut_.size());
        }
}

template <class Channels>
void SnapshotJudge<Channels>::recall(const std::vector<std::uint64_t>& words) {
    const std::size_t length = 3 + cut_.size();
    if (words.size() % length != 0) throw std::out_of_range("not what judges remember");
    for (std::size_t at = 0; at < words.size(); at += length) {
        Seen& seen = seen_.at(words[at]);
        const Verdict verdict{static_cast<Observations>(words[at + 1]),
                              static_cast<unsigned>(words[at + 2])};
        const auto [index, fresh] = seen.cuts.insert(&words[at + 3]);
        if (fresh) seen.verdicts.push_back(verdict);
        seen.verdicts[index].depth = std::min(seen.verdicts[index].depth, verdict.depth);
    }
}

// Whether some channel holds or delivered a number above what its recorded source had sent.
template <class Channels>
bool SnapshotJudge<Channels>::suspicious(View state, unsigned snapshot) const {
    const Channels& content = rules_->content();
    const std::vector<Glance>& glances = seen_[snapshot].glances;
    const std::uint64_t recorded = rules_->plan().recorded.get(state);
    for (unsigned c = 0; c < glances.size(); ++c) {
        const Glance& at = glances[c];
        if ((recorded & at.source) == 0) continue;
        const auto sent = static_cast<unsigned>(at.sent.get(state));
        const Field& received = (recorded & at.target) != 0 ? at.received_in_cut : at.received;
        if (content.last_of(received.get(state)) > sent) return true;
        const unsigned last =
            rules_->computes_channels()
                ? static_cast<unsigned>(std::bit_width(computed_content(state, c, snapshot)))
                : Channels::last_in(at.content, state);
        if (last > sent) return true;
    }
    return false;
}

template class SnapshotJudge<Bag>;
template class SnapshotJudge<Bounded>;
template class SnapshotJudge<Causal>;
template class SnapshotJudge<Duplicating>;
template class SnapshotJudge<Fifo>;
template class SnapshotJudge<Lossy>;

}  // namespace snapcheck
