#include "checker/search.hpp"

#include <algorithm>
#include <new>

#include "checker/count_runs.hpp"
#include "checker/sweep.hpp"

namespace snapcheck {

namespace {

// A batch brings every shard of the next layer through the cache once, so a large layer needs large
// batches.
constexpr std::size_t least_batch = std::size_t{1} << 17;
constexpr std::size_t most_batches = 16;
constexpr std::size_t all_states_expected = std::size_t{1}
                                            << 22;  // in the one layer of a model without grades

}  // namespace

template <class State>
typename Search<State>::Kept Search<State>::explore_and_keep(Generator& model, unsigned depth,
                                                             const SearchOptions& asked) {
    SearchOptions options;
    options.workers = asked.workers;
    options.count_runs = false;
    options.keep_layers = true;
    options.limits.max_depth = depth;
    options.limits.max_bytes = asked.limits.max_bytes;
    options.limits.interrupt = asked.limits.interrupt;
    Search<State> search(model, options);
    Report report = search.run();
    if (report.ending != Ending::exhausted && report.ending != Ending::depth_limit)
        throw SearchStopped{report.ending};
    return {std::move(report), search.take_layers()};
}

template <class State>
Search<State>::Search(Generator& model, const SearchOptions& options)
    : model_(model),
      options_(options),
      workers_(options.workers),
      reach_(model.max_rise()),
      counting_runs_(reach_ != 0 && options.count_runs && options.reducer == nullptr),
      run_words_(counting_runs_ ? 1 : 0),
      ledger_(options),
      desks_(workers_.count()) {
    for (Desk& desk : desks_) desk.outboxes.resize(lanes());
}

template <class State>
Report Search<State>::run() {
    try {
        explore_everything();
    } catch (const std::bad_alloc&) {
        ledger_.stop(Ending::memory_limit);
    }
    return report();
}

template <class State>
void Search<State>::explore_everything() {
    discover_initial();
    while (open_next_layer()) {
        for (Batch batch = next_batch(); !batch.empty(); batch = next_batch()) {
            if (ledger_.limit_reached(progress())) return;
            expand(batch);
            forget(batch);
            collect();
        }
        close_layer();
    }
}

template <class State>
std::vector<Layer<State>> Search<State>::take_layers() {
    for (Layer<State>& layer : open_layers_) kept_.push_back(std::move(layer));
    open_layers_.clear();
    return std::move(kept_);
}

template <class State>
void Search<State>::discover_initial() {
    open_layers_.push_back(new_layer(1));
    Layer<State>& layer = open_layers_.front();
    const std::vector<std::uint64_t> one_run(run_words_, 1);
    model_.for_each_initial([&](View words) {
        State state;
        std::copy_n(words, model_.words(), state.data());
        layer.shards[layer.shard_of(hash(state))].absorb(state, hash(state), 0, one_run.data(),
                                                         run_words_);
    });
    fresh_start_ = true;
}

// Turns to the next layer that has something to expand; false at the end of the search.
template <class State>
bool Search<State>::open_next_layer() {
    if (graded() && !fresh_start_) retire_front();
    for (fresh_start_ = false; !open_layers_.empty(); retire_front()) {
        Layer<State>& layer = open_layers_.front();
        layer.open_next_generation();
        next_shard_ = 0;
        open_size_ = layer.waiting();
        if (open_size_ != 0 && !beyond_finding(layer)) {
            prepare_targets(layer);
            return true;
        }
        if (!graded()) return false;
    }
    return false;
}

template <class State>
void Search<State>::retire_front() {
    if (options_.keep_layers) kept_.push_back(std::move(open_layers_.front()));
    open_layers_.pop_front();
}

// Once something was found at some depth, what lies deeper is not looked at.
template <class State>
bool Search<State>::beyond_finding(const Layer<State>& layer) const {
    if (!ledger_.found()) return false;
    return std::ranges::all_of(layer.shards, [&](const Shard<State>& shard) {
        return std::all_of(shard.depths.begin() + static_cast<std::ptrdiff_t>(shard.open),
                           shard.depths.end(),
                           [&](unsigned depth) { return depth > ledger_.found_at(); });
    });
}

template <class State>
void Search<State>::prepare_targets(Layer<State>& layer) {
    if (layer.runs_nearly_full()) run_words_ = std::max(run_words_, layer.run_words + 1);
    while (graded() && open_layers_.size() <= reach_)
        open_layers_.push_back(new_layer(open_size_ * 2));
    for (unsigned i = 0; i < lanes(); ++i) {
        if (counting_runs_) target(i).widen_runs(run_words_);
        for (Desk& desk : desks_) desk.outboxes[i].address_to(target(i).shard_bits);
    }
}

template <class State>
Layer<State> Search<State>::new_layer(std::size_t expected) const {
    return Layer<State>(graded() ? expected : all_states_expected, run_words_);
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
    const std::uint64_t* at = buffer.begin();
    while (at != buffer.end()) {
        State state;
        for (unsigned i = 0; i < State::count; ++i) state.word[i] = *at++;
        const std::uint64_t depth = shape.with_depth ? *at++ : uniform_depth;
        shard.absorb(state, hash(state), static_cast<std::uint16_t>(depth), at, shape.run_words);
        at += shape.run_words;
    }
    buffer.clear();
}

// The only sequential point: verdicts and the horizon are settled between layers.
template <class State>
void Search<State>::close_layer() {
    ++depth_of_generation_;
    ledger_.close_level(tally());
}

template <class State>
Tally Search<State>::tally() const {
    Tally all;
    for (const Desk& desk : desks_) all.add(desk.tally);
    return all;
}

template <class State>
Progress Search<State>::progress() const {
    Progress now{0, 0, depth_of_generation_, 0, ledger_.seconds()};
    for (const Desk& desk : desks_) {
        for (unsigned d = 0; d < desk.tally.depths(); ++d) now.states += desk.tally[d].states;
        for (const Outbox& outbox : desk.outboxes) now.bytes += outbox.bytes();
    }
    for (const auto& layer : open_layers_) {
        now.frontier += layer.waiting();
        now.bytes += layer.bytes();
    }
    for (const auto& layer : kept_) now.bytes += layer.bytes();
    return now;
}

template <class State>
Report Search<State>::report() const {
    std::uint64_t beyond = 0;
    for (const Desk& desk : desks_) beyond += desk.left;
    Report report = ledger_.report(tally(), progress(), beyond);
    const bool all_runs = options_.count_runs && options_.reducer == nullptr;
    if (all_runs && report.complete()) report.runs = total_runs();
    report.acyclic = graded() || !report.runs.empty();
    return report;
}

// Empty where the graph has a cycle, so that there are runs without end, or no memory to find out.
template <class State>
std::vector<std::uint64_t> Search<State>::total_runs() const {
    std::vector<std::uint64_t> total(1);
    for (const Desk& desk : desks_) add_runs(total, desk.runs.data(), desk.runs.size());
    if (graded()) return total;
    try {
        return count_runs(model_, open_layers_.front(), options_.symmetry)
            .value_or(std::vector<std::uint64_t>{});
    } catch (const std::bad_alloc&) {
        return {};
    }
}

template class Search<Words<1>>;
template class Search<Words<2>>;
template class Search<Words<3>>;
template class Search<Words<4>>;
template class Search<Words<6>>;
template class Search<Words<8>>;
template class Search<Words<max_words>>;

Report explore(Generator& model, const SearchOptions& options) {
    return with_states_of(model.words(), [&]<class State>() {
        if (model.kinds() != 0 && options.reducer == nullptr && options.symmetry == nullptr)
            return Sweep<State>(model, options).run();
        return Search<State>(model, options).run();
    });
}

void for_each_state(Generator& model, const SearchOptions& options,
                    const Generator::VisitState& visit) {
    with_states_of(model.words(), [&]<class State>() {
        const auto kept = Search<State>::explore_and_keep(model, Limits{}.max_depth, options);
        for (const Layer<State>& layer : kept.layers)
            for (const Shard<State>& shard : layer.shards)
                for (std::size_t i = 0; i < shard.states.size(); ++i) visit(shard.states[i].data());
    });
}

}  // namespace snapcheck
