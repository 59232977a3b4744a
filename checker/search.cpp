#include "checker/search.hpp"

#include <algorithm>
#include <new>

#include "checker/count_runs.hpp"
#include "checker/sweep.hpp"

namespace snapcheck {

namespace {

// In the one layer of a model without grades.
constexpr std::size_t all_states_expected = std::size_t{1} << 22;

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
    for (bool open = start(); open || open_next_layer(); open = false) {
        if (!expand_layer()) return;
        close_layer();
    }
}

// Whether a layer is open: that of a checkpoint.
template <class State>
bool Search<State>::start() {
    auto* const checkpoints = options_.checkpoints;
    const auto saved = checkpoints != nullptr ? checkpoints->take_saved() : nullptr;
    if (saved)
        restore(*saved);
    else
        discover_initial();
    return saved != nullptr;
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
    Report report = ledger_.report(tally(), progress(), left());
    const bool all_runs = options_.count_runs && options_.reducer == nullptr;
    if (all_runs && report.complete()) report.runs = total_runs();
    report.acyclic = graded() || !report.runs.empty();
    return report;
}

template <class State>
std::uint64_t Search<State>::left() const {
    std::uint64_t left = 0;
    for (const Desk& desk : desks_) left += desk.left;
    return left;
}

template <class State>
std::vector<std::uint64_t> Search<State>::ended_runs() const {
    std::vector<std::uint64_t> runs(1);
    for (const Desk& desk : desks_) add_runs(runs, desk.runs.data(), desk.runs.size());
    return runs;
}

// Empty where the graph has a cycle, so that there are runs without end, or no memory to find out.
template <class State>
std::vector<std::uint64_t> Search<State>::total_runs() const {
    if (graded()) return ended_runs();
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
