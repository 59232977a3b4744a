// Judges states. What is judged on a complete snapshot depends on the recorded cut alone, and there
// are few cuts among many states: each distinct cut is judged once and remembered. What is judged in
// every state is first looked at through the largest message numbers, which nearly always acquit.
#pragma once

#include "checker/state_set.hpp"
#include "models/snapshot_model.hpp"
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
        if (catalogue()[bit].judged == when && !catalogue()[bit].holds(cut)) violated |= observation(bit);
    return violated;
}

/// What is recorded: the cut of a complete snapshot.
template <class Model>
std::vector<ChannelCut> recorded_cut(const Model& model, const typename Model::State& state) {
    std::vector<ChannelCut> cut;
    for (unsigned c = 0; c < model.network().channels(); ++c)
        cut.push_back({MessageSet::first(model.cut_sent(state, c)), model.content().cut_received(state.data(), c),
                       model.content().recorded(state.data(), c), model.content().ordered});
    return cut;
}

/// The cut so far: a source that has not recorded will record all that it sends, and what a target that
/// has not recorded has received, it will record as received.
template <class Model>
std::vector<ChannelCut> cut_so_far(const Model& model, const typename Model::State& state) {
    std::vector<ChannelCut> cut = recorded_cut(model, state);
    for (unsigned c = 0; c < model.network().channels(); ++c) {
        const auto [source, target] = model.network().ends(c);
        if (!model.recorded(state, source)) cut[c].sent = MessageSet::first(64);
        if (!model.recorded(state, target)) cut[c].received = model.content().received(state.data(), c);
    }
    return cut;
}

template <class Model>
class SnapshotJudge {
  public:
    using State = typename Model::State;

    explicit SnapshotJudge(const Model& model) : model_(&model) {
        for (unsigned c = 0; c < model.network().channels(); ++c) {
            add_to_mask(model.plan().channels[c].cut_sent);
            for (const Field& field : model.content().cut_fields(c)) add_to_mask(field);
        }
    }

    Observations operator()(const State& state, bool terminal, unsigned depth) {
        Observations seen = suspicious(state) ? violated_by(cut_so_far(*model_, state), Judged::always) : 0;
        if (model_->complete(state)) return seen | observation(complete_bit) | judge_snapshot(state, depth);
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
        if (fresh) verdicts_.push_back({violated_by(recorded_cut(*model_, state), Judged::when_complete), depth});
        verdicts_[index].depth = std::min(verdicts_[index].depth, depth);
        return verdicts_[index].violated;
    }

    // Whether some channel holds or delivered a number above what its recorded source had sent.
    bool suspicious(const State& state) const {
        const auto& channels = model_->plan().channels;
        for (unsigned c = 0; c < channels.size(); ++c) {
            if (!model_->recorded(state, channels[c].ends.source)) continue;
            const unsigned sent = model_->cut_sent(state, c);
            const bool in_cut = model_->recorded(state, channels[c].ends.target);
            if (model_->content().last_received(state.data(), c, in_cut) > sent) return true;
            if (model_->content().last_recorded(state.data(), c) > sent) return true;
        }
        return false;
    }

    const Model* model_;
    State mask_{};
    StateSet<State> snapshots_;
    std::vector<Verdict> verdicts_;
};

}  // namespace snapcheck
