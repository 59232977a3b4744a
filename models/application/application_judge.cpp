#include "models/application/application_judge.hpp"

#include <algorithm>

namespace snapcheck {

namespace {

/// The bits of the properties that are judged here.
struct Bits {
    static Observations of(std::string_view property) {
        return Observations{1} << property_bit(property);
    }
    Observations no_lost = of("no-lost");
    Observations no_orphan = of("no-orphan");
    Observations no_orphan_in_channel = of("no-orphan-in-channel");
    Observations no_duplicate = of("no-duplicate");
    Observations exact_channels = of("exact-channels");
    Observations conserved = of("conserved");
    Observations transitless = of("transitless");
    Observations records_in_time = of("records-in-time");
    Observations post_marker_unrecorded = of("post-marker-unrecorded");
    Observations keeps_invariants = of("keeps-invariants");
};

const Bits& bits() {
    static const Bits bits;
    return bits;
}

}  // namespace

ApplicationModel::Judge::Judge(const ApplicationModel& model)
    : model_(&model), key_(model.words()) {
    for (unsigned s = 0; s < model.snapshots(); ++s) seen_.push_back(nothing_seen(s));
    if (model.setting().conserved)
        model.for_each_initial([&](View state) {
            conserved_ = model.setting().conserved->value(model.global_state(state));
        });
}

ApplicationModel::Judge::Seen ApplicationModel::Judge::nothing_seen(unsigned snapshot) const {
    Seen seen{std::vector<std::uint64_t>(model_->words()), WordSet(model_->words()), {}};
    for (const Field& field : model_->recorded_locals(snapshot))
        seen.mask[field.word] |= field.mask << field.shift;
    for (unsigned c = 0; c < model_->network().channels(); ++c) {
        const Field& field = model_->channels().recorded_field(c, snapshot);
        seen.mask[field.word] |= (field.mask & ~model_->channels().red_bits()) << field.shift;
    }
    return seen;
}

Observations ApplicationModel::Judge::operator()(View state, bool /*terminal*/, unsigned depth) {
    Observations seen = 0;
    for (unsigned s = 0; s < seen_.size(); ++s) seen |= judge(state, s, depth);
    return seen;
}

unsigned ApplicationModel::Judge::culprit(View state, unsigned number) {
    for (unsigned s = 0; s < seen_.size(); ++s)
        if ((judge(state, s, 0) >> number & 1) != 0) return s;
    return 0;
}

Observations ApplicationModel::Judge::judge(View state, unsigned snapshot, unsigned depth) {
    Observations seen = judge_always(state, snapshot);
    if (!model_->complete(state, snapshot)) return seen;
    seen |= Observations{1} << complete_bit;
    for (unsigned c = 0; c < model_->network().channels(); ++c)
        seen |= judge_channel(state, c, snapshot);
    const Observations recorded = judge_recorded(state, snapshot, depth);
    return (seen >> excess_bit & 1) != 0 ? seen : seen | recorded;
}

Observations ApplicationModel::Judge::judge_always(View state, unsigned snapshot) const {
    Observations seen = 0;
    const ApplicationChannels& channels = model_->channels();
    const auto red = [&](const Item& item) { return item.red(snapshot); };
    for (unsigned c = 0; c < model_->network().channels(); ++c) {
        if (channels.marked(state, c, snapshot, Mark::orphan)) seen |= bits().records_in_time;
        if (std::ranges::any_of(channels.recorded(state, c, snapshot), red))
            seen |= bits().post_marker_unrecorded;
    }
    const bool kept = model_->algorithm().keeps_invariant(state, model_->parts(snapshot));
    return kept ? seen : seen | bits().keeps_invariants;
}

// A white message in transit, recorded by nobody, is lost: it will not be recorded any more.
Observations ApplicationModel::Judge::judge_channel(View state, unsigned c,
                                                    unsigned snapshot) const {
    const ApplicationChannels& channels = model_->channels();
    const auto marked = [&](Mark mark) { return channels.marked(state, c, snapshot, mark); };
    const auto red = [&](const Item& item) { return item.red(snapshot); };
    const auto white = [&](const Item& item) { return !item.control && !item.red(snapshot); };
    const auto recorded = channels.recorded(state, c, snapshot);
    const bool lost = marked(Mark::missed) || (channels.loses() && marked(Mark::lost)) ||
                      std::ranges::any_of(channels.under_way(state, c), white);
    const bool foreign = std::ranges::any_of(recorded, red);
    const bool twice = marked(Mark::twice);
    Observations seen = 0;
    if (lost) seen |= bits().no_lost;
    if (marked(Mark::orphan)) seen |= bits().no_orphan;
    if (foreign) seen |= bits().no_orphan_in_channel;
    if (twice) seen |= bits().no_duplicate;
    if (marked(Mark::excess)) seen |= Observations{1} << excess_bit;
    if (lost || foreign || twice) seen |= bits().exact_channels;
    if (lost || std::ranges::any_of(recorded, white)) seen |= bits().transitless;
    return seen;
}

Observations ApplicationModel::Judge::judge_recorded(View state, unsigned snapshot,
                                                     unsigned depth) {
    auto& [mask, records, verdicts] = seen_[snapshot];
    for (std::size_t i = 0; i < mask.size(); ++i) key_[i] = state[i] & mask[i];
    const auto [index, fresh] = records.insert(key_.data());
    if (fresh) verdicts.push_back({judge_global(model_->recorded_state(state, snapshot)), depth});
    verdicts[index].depth = std::min(verdicts[index].depth, depth);
    return verdicts[index].violated;
}

Observations ApplicationModel::Judge::judge_global(const GlobalState& recorded) const {
    const ApplicationSetting& setting = model_->setting();
    Observations violated = 0;
    if (setting.conserved && setting.conserved->value(recorded) != conserved_)
        violated |= bits().conserved;
    for (unsigned k = 0; k < setting.invariants.size(); ++k)
        if (!setting.invariants[k].holds(recorded))
            violated |= Observations{1} << (first_invariant_bit + k);
    return violated;
}

}  // namespace snapcheck
