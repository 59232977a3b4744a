// A layer, batch by batch.
#include "checker/search.hpp"
#include "checker/shard_records.hpp"

namespace snapcheck {

namespace {

// A batch brings every shard of the next layer through the cache once, so a large layer needs large
// batches.
constexpr std::size_t least_batch = std::size_t{1} << 17;
constexpr std::size_t most_batches = 16;

}  // namespace

// False where a limit was reached. Between two batches nothing is on its way from one shard to
// another.
template <class State>
bool Search<State>::expand_layer() {
    for (Batch batch = next_batch(); !batch.empty(); batch = next_batch()) {
        const bool stop = ledger_.limit_reached(progress());
        auto* const checkpoints = options_.checkpoints;
        if (checkpoints != nullptr && (stop || checkpoints->due())) save(*checkpoints);
        if (stop) return false;
        expand(batch);
        forget(batch);
        collect();
    }
    return true;
}

// The next shards of the open layer, enough to be worth a batch; empty when it is done.
template <class State>
typename Search<State>::Batch Search<State>::next_batch() {
    Batch batch;
    auto& shards = open_layers_.front().shards;
    const std::size_t enough = std::max(least_batch, open_size_ / most_batches);
    for (std::size_t size = 0; next_shard_ < shards.size() && size < enough; ++next_shard_) {
        Shard<State>& shard = shards[next_shard_];
        if (shard.open == shard.fence) continue;
        size += shard.fence - shard.open;
        batch.push_back(&shard);
    }
    return batch;
}

template <class State>
void Search<State>::expand(const Batch& batch) {
    workers_.for_each(batch.size(), [&](std::size_t i, unsigned worker) {
        expand(*batch[i], worker);
        batch[i]->open = batch[i]->fence;
    });
}

// A few states at a time, so that their successors are still in the cache when they are posted.
template <class State>
void Search<State>::expand(const Shard<State>& shard, unsigned worker) {
    constexpr std::size_t at_a_time = 64;
    Desk& desk = desks_[worker];
    for (std::size_t first = shard.open; first < shard.fence; first += at_a_time) {
        const std::size_t count = std::min(at_a_time, shard.fence - first);
        desk.offspring.clear();
        model_.expand({shard.states[first].data(), &shard.depths[first], count, State::count,
                       ledger_.horizon(), options_.reducer},
                      worker, desk.offspring);
        if (options_.symmetry != nullptr) {
            for (std::size_t i = first; i < first + count; ++i)
                options_.symmetry->examine(shard.states[i].data(), worker);
            fold(desk);
        }
        post(shard, first, desk);
    }
}

// Of successors that are alike, one is kept. Steps that lead to states alike remain several steps,
// so the runs that are counted for a state are those to all that are like it, together.
template <class State>
void Search<State>::fold(Desk& desk) const {
    WordBuffer& successors = desk.offspring.successors;
    for (std::uint64_t* state = successors.data(); state != successors.end(); state += State::count)
        options_.symmetry->represent(state);
}

// Sends each successor to its shard, with the depth and the runs that it gets from its parent.
template <class State>
void Search<State>::post(const Shard<State>& shard, std::size_t first, Desk& desk) {
    const RecordShape shape = record_shape();
    const unsigned known_run_words = open_layers_.front().run_words;
    const std::uint8_t* rise = desk.offspring.rises.data();
    View successor = desk.offspring.successors.begin();
    for (std::size_t i = first; const Offspring::Fate& fate : desk.offspring.fates) {
        const std::uint64_t* runs = shard.runs.data() + i * known_run_words;
        const unsigned depth = shard.depths[i++];
        count(desk, fate, shard.states[i - 1].data(), depth);
        if (fate.steps == 0 && counting_runs_) add_runs(desk.runs, runs, known_run_words);
        for (unsigned k = 0; depth < ledger_.horizon() && k < fate.steps;
             ++k, successor += State::count)
            desk.outboxes[reach_ > 1 ? *rise++ - 1U : 0U].template post<State>(
                successor, shape, depth + 1, runs, known_run_words);
    }
}

template <class State>
void Search<State>::count(Desk& desk, const Offspring::Fate& fate, View state,
                          unsigned depth) const {
    LevelTally& level = desk.tally.level(depth);
    const std::uint64_t alike = options_.symmetry != nullptr ? options_.symmetry->alike(state) : 1;
    ++level.states;
    level.unfolded.states += alike;
    level.terminal += fate.steps == 0 ? alike : 0;
    level.observe(fate.seen, alike);
    if (depth < ledger_.horizon()) {
        level.transitions += fate.steps;
        level.unfolded.transitions += alike * fate.steps;
    } else
        desk.left += fate.steps != 0;
}

// What is expanded is never met again in a graded graph: its memory serves the states to come.
template <class State>
void Search<State>::forget(const Batch& batch) const {
    if (!graded() || options_.keep_layers) return;
    for (Shard<State>* shard : batch) *shard = Shard<State>{};
}

// Every shard of the target layers takes in what the workers have put aside for it.
template <class State>
void Search<State>::collect() {
    for (unsigned i = 0; i < lanes(); ++i) {
        Layer<State>& layer = target(i);
        const unsigned depth = depth_of_generation_ + 1;
        workers_.for_each(layer.shards.size(), [&](std::size_t shard, unsigned) {
            for (Desk& desk : desks_)
                take_in(layer.shards[shard], desk.outboxes[i].buffer(shard), depth);
        });
    }
}

template <class State>
void Search<State>::take_in(Shard<State>& shard, WordBuffer& buffer, unsigned uniform_depth) const {
    const RecordShape shape = record_shape();
    for_each_record<State>(buffer.begin(), buffer.end(), shape, uniform_depth,
                           [&](const State& state, std::uint16_t depth, const std::uint64_t* runs) {
                               shard.absorb(state, hash(state), depth, runs, shape.run_words);
                           });
    buffer.clear();
}

template class Search<Words<1>>;
template class Search<Words<2>>;
template class Search<Words<3>>;
template class Search<Words<4>>;
template class Search<Words<6>>;
template class Search<Words<8>>;
template class Search<Words<max_words>>;

}  // namespace snapcheck
