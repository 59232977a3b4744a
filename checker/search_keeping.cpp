// Where layers are kept: in a checkpoint.
#include "checker/input_error.hpp"
#include "checker/saved_figures.hpp"
#include "checker/search.hpp"
#include "checker/shard_records.hpp"

namespace snapcheck {

namespace {

constexpr std::uint64_t most_states = std::uint64_t{1} << 32;  // of a shard
constexpr unsigned most_run_words = 1024;
constexpr unsigned most_shard_bits = 16;

}  // namespace

// All layers as they are between two batches, what was counted of the open one, and what judges
// know of it.
template <class State>
void Search<State>::save(Checkpoints& checkpoints) const {
    checkpoints.save([&](PackedWriter& out) {
        for (const std::uint64_t word :
             {std::uint64_t{State::count}, std::uint64_t{reach_}, std::uint64_t{run_words_},
              std::uint64_t{depth_of_generation_}, std::uint64_t{open_size_}, left(),
              std::uint64_t{open_layers_.size()}})
            out.put(word);
        const Tally all = tally();
        put_figures(out, ledger_, all, all.depths(), ended_runs(), model_);
        for (const Layer<State>& layer : open_layers_) save(layer, out);
    });
}

template <class State>
void Search<State>::save(const Layer<State>& layer, PackedWriter& out) const {
    out.put(layer.run_words);
    out.put(layer.shard_bits);
    WordBuffer records;
    for (const Shard<State>& shard : layer.shards) {
        for (const std::size_t word : {shard.states.size(), shard.open, shard.fence}) out.put(word);
        out.put(shard.runs_nearly_full ? 1 : 0);
        write_records(shard, layer.run_words, records);
        out.put(records.begin(), records.size());
    }
}

template <class State>
void Search<State>::restore(PackedReader& saved) {
    if (saved.get() != State::count || saved.get() != reach_)
        throw InputError("a checkpoint has states of another kind");
    run_words_ = static_cast<unsigned>(saved.get_up_to(most_run_words));
    depth_of_generation_ = static_cast<unsigned>(saved.get_up_to(Limits{}.max_depth + 1));
    open_size_ = saved.get();
    Desk& desk = desks_[0];
    desk.left = saved.get();
    const std::uint64_t layers = saved.get_up_to(lanes() + std::uint64_t{1});
    get_figures(saved, ledger_, desk.tally, desk.runs, model_);
    while (open_layers_.size() < layers) open_layers_.push_back(restored_layer(saved));
    saved.finish();
    fresh_start_ = false;
    prepare_targets(open_layers_.front());
}

template <class State>
Layer<State> Search<State>::restored_layer(PackedReader& saved) const {
    const auto run_words = static_cast<unsigned>(saved.get_up_to(most_run_words));
    Layer<State> layer(0, run_words);
    layer.shard_bits = static_cast<unsigned>(saved.get_up_to(most_shard_bits));
    layer.shards.resize(std::size_t{1} << layer.shard_bits);
    for (Shard<State>& shard : layer.shards) restore(shard, run_words, saved);
    return layer;
}

// In pieces: how long it claims to be need not be true.
template <class State>
void Search<State>::restore(Shard<State>& shard, unsigned run_words, PackedReader& saved) const {
    const RecordShape shape = own_shape(run_words);
    std::uint64_t left = saved.get_up_to(most_states);
    shard.open = saved.get_up_to(left);
    shard.fence = saved.get_up_to(left);
    shard.runs_nearly_full = saved.get_up_to(1) != 0;
    std::vector<std::uint64_t> words;
    while (left != 0) {
        const std::uint64_t piece = std::min<std::uint64_t>(left, 4096);
        words.resize(piece * (State::count + shape.extra_words()));
        saved.get(words.data(), words.size());
        for_each_record<State>(
            words.data(), words.data() + words.size(), shape, 0,
            [&](const State& state, std::uint16_t depth, const std::uint64_t* runs) {
                shard.absorb(state, hash(state), depth, runs, run_words);
            });
        left -= piece;
    }
}

template class Search<Words<1>>;
template class Search<Words<2>>;
template class Search<Words<3>>;
template class Search<Words<4>>;
template class Search<Words<6>>;
template class Search<Words<8>>;
template class Search<Words<max_words>>;

}  // namespace snapcheck
