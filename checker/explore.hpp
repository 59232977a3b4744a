// The search: every reachable state of a model, layer by layer, exactly and in parallel.
//
// A layer is expanded in batches. Workers first turn the states of a batch into successors, each into
// an outbox of its own; then each shard of the next layers collects what belongs to it. No state is
// ever touched by two workers at a time, so there is nothing to lock, and which worker did what shows
// in no figure. The hot loop, expand(), calls the model directly and allocates nothing.
#pragma once

#include <algorithm>
#include <deque>

#include "checker/layer.hpp"
#include "checker/outbox.hpp"
#include "checker/parallel.hpp"
#include "checker/tally.hpp"

namespace snapcheck {

template <Model M>
class Search {
  public:
    using State = typename M::State;
    using Judge = decltype(std::declval<const M&>().judge());

    Search(const M& model, const SearchOptions& options)
        : model_(model),
          options_(options),
          workers_(options.workers),
          reach_(max_rise(model)),
          counting_runs_(reach_ != 0 && options.count_runs),
          run_words_(counting_runs_ ? 1 : 0),
          horizon_(options.limits.max_depth) {
        for (unsigned i = 0; i < workers_.count(); ++i) desks_.push_back(Desk{model.judge(), {}, {}, {}, 0});
        for (Desk& desk : desks_) desk.outboxes.resize(lanes());
    }

    Report run() {
        discover_initial();
        while (open_next_layer()) {
            for (auto batch = next_batch(); !batch.empty() && !limit_reached(); batch = next_batch()) {
                workers_.for_each(batch.size(), [&](std::size_t i, unsigned worker) {
                    expand(*batch[i], desks_[worker]);
                });
                collect();
            }
            if (stopped_) break;
            close_layer();
        }
        return report();
    }

    /// What the workers' judges have gathered; one a worker.
    std::vector<Judge> take_judges() {
        std::vector<Judge> judges;
        for (Desk& desk : desks_) judges.push_back(std::move(desk.judge));
        return judges;
    }

    /// With options.keep_layers: all layers, in the order of their expansion.
    std::vector<Layer<State>> take_layers() {
        for (Layer<State>& layer : open_layers_) kept_.push_back(std::move(layer));
        open_layers_.clear();
        return std::move(kept_);
    }

  private:
    // What belongs to one worker alone.
    struct alignas(64) Desk {
        Judge judge;
        Tally tally;
        std::vector<Outbox> outboxes;  // [0] to the nearest layer that a step can lead to
        std::vector<std::uint64_t> runs;
        std::uint64_t left;
    };

    static constexpr std::size_t batch_states = std::size_t{1} << 17;

    // A step leads to one of the next reach_ layers, or, without grades, to the same one again.
    bool graded() const { return reach_ != 0; }
    unsigned lanes() const { return graded() ? reach_ : 1; }
    Layer<State>& target(unsigned lane) { return open_layers_[graded() ? lane + 1 : 0]; }
    RecordShape record_shape() const { return {reach_ > 1, run_words_}; }

    void discover_initial() {
        open_layers_.push_back(new_layer(1));
        Layer<State>& layer = open_layers_.front();
        const std::vector<std::uint64_t> one_run(run_words_, 1);
        for (const State& state : model_.initial())
            layer.shards[layer.shard_of(hash(state))].absorb(state, hash(state), 0, one_run.data(), run_words_);
        fresh_start_ = true;
    }

    // Turns to the next layer that has something to expand; false at the end of the search.
    bool open_next_layer() {
        if (graded() && !fresh_start_) retire_front();
        fresh_start_ = false;
        while (graded() && open_layers_.size() > 1 && open_layers_.front().size() == 0) retire_front();
        if (open_layers_.empty()) return false;
        Layer<State>& layer = open_layers_.front();
        layer.open_next_generation();
        next_shard_ = 0;
        const std::size_t size = layer.waiting();
        if (size == 0 || beyond_finding(layer)) return false;
        prepare_targets(layer, size);
        return true;
    }

    void retire_front() {
        if (options_.keep_layers) {
            kept_.push_back(std::move(open_layers_.front()));
        } else {
            for (auto& shard : open_layers_.front().shards) spare_.push_back(std::move(shard));
        }
        open_layers_.pop_front();
    }

    // Once something was found at some depth, what lies deeper is not looked at.
    bool beyond_finding(const Layer<State>& layer) const {
        if (found_at_ == no_depth) return false;
        return std::ranges::all_of(layer.shards, [&](const Shard<State>& shard) {
            return std::all_of(shard.depths.begin() + static_cast<std::ptrdiff_t>(shard.open),
                               shard.depths.end(), [&](unsigned depth) { return depth > found_at_; });
        });
    }

    void prepare_targets(Layer<State>& layer, std::size_t size) {
        if (layer.runs_nearly_full()) run_words_ = std::max(run_words_, layer.run_words + 1);
        while (graded() && open_layers_.size() <= reach_) open_layers_.push_back(new_layer(size * 2));
        for (unsigned i = 0; i < lanes(); ++i) {
            if (counting_runs_) target(i).widen_runs(run_words_);
            for (Desk& desk : desks_) desk.outboxes[i].address_to(target(i).shard_bits);
        }
    }

    Layer<State> new_layer(std::size_t expected) {
        Layer<State> layer(graded() ? expected : std::size_t{1} << 22, run_words_);
        for (auto& shard : layer.shards) {
            if (spare_.empty()) break;
            shard = std::move(spare_.back());
            spare_.pop_back();
            shard.clear();
        }
        return layer;
    }

    // The next shards of the open layer, about batch_states states in all; empty when it is done.
    std::vector<Shard<State>*> next_batch() {
        std::vector<Shard<State>*> batch;
        auto& shards = open_layers_.front().shards;
        for (std::size_t size = 0; next_shard_ < shards.size() && size < batch_states; ++next_shard_) {
            Shard<State>& shard = shards[next_shard_];
            if (shard.open == shard.fence) continue;
            size += shard.fence - shard.open;
            batch.push_back(&shard);
        }
        return batch;
    }

    void expand(Shard<State>& shard, Desk& desk) {
        const RecordShape shape = record_shape();
        const unsigned known_run_words = open_layers_.front().run_words;
        for (std::size_t i = shard.open; i < shard.fence; ++i) {
            const State state = shard.states[i];
            const unsigned depth = shard.depths[i];
            const std::uint64_t* runs = shard.runs.data() + i * known_run_words;
            const bool inside = depth < horizon_;
            unsigned steps = 0;
            model_.for_each_step(state, [&](Step step) {
                ++steps;
                if (!inside) return;
                const State next = model_.apply(state, step);
                const unsigned lane = graded() ? rise(model_, state, step, next) - 1 : 0;
                desk.outboxes[lane].post(next, shape, depth + 1, runs, known_run_words);
            });
            record(desk, state, depth, steps, inside, runs, known_run_words);
        }
        shard.open = shard.fence;
    }

    void record(Desk& desk, const State& state, unsigned depth, unsigned steps, bool inside,
                const std::uint64_t* runs, unsigned known_run_words) {
        const bool terminal = steps == 0;
        LevelTally& level = desk.tally.level(depth);
        ++level.states;
        level.terminal += terminal;
        if (inside) level.transitions += steps;
        else desk.left += !terminal;
        level.observe(desk.judge(state, terminal, depth));
        if (terminal && counting_runs_) add_runs(desk.runs, runs, known_run_words);
    }

    static void add_runs(std::vector<std::uint64_t>& total, const std::uint64_t* runs, unsigned words) {
        if (total.size() < words + 1) total.resize(words + 1);
        std::uint64_t carry = 0;
        for (std::size_t i = 0; i < total.size(); ++i) {
            const std::uint64_t added = i < words ? runs[i] : 0;
            const std::uint64_t partial = total[i] + carry;
            carry = partial < carry;
            total[i] = partial + added;
            carry += total[i] < added;
        }
        if (carry != 0) total.push_back(carry);
    }

    // Every shard of the target layers takes in what the workers have put aside for it.
    void collect() {
        for (unsigned i = 0; i < lanes(); ++i) {
            Layer<State>& layer = target(i);
            const unsigned depth = depth_of_generation_ + 1;
            workers_.for_each(layer.shards.size(), [&](std::size_t shard, unsigned) {
                for (Desk& desk : desks_)
                    take_in(layer.shards[shard], desk.outboxes[i].buffer(shard), depth);
            });
        }
    }

    void take_in(Shard<State>& shard, WordBuffer& buffer, unsigned uniform_depth) const {
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
    void close_layer() {
        ++depth_of_generation_;
        Tally all;
        for (const Desk& desk : desks_) all.add(desk.tally);
        found_at_ = all.first_depth_of(options_.stop_at, no_depth);
        horizon_ = std::min(horizon_, found_at_);
    }

    bool limit_reached() {
        const Progress now = progress();
        peak_bytes_ = std::max(peak_bytes_, now.bytes);
        if (options_.on_progress) options_.on_progress(now);
        const Limits& limits = options_.limits;
        if (limits.interrupt != nullptr && limits.interrupt->load()) ending_ = Ending::interrupted;
        else if (now.bytes > limits.max_bytes) ending_ = Ending::memory_limit;
        else if (now.states + now.frontier >= limits.max_states) ending_ = Ending::state_limit;
        else if (std::chrono::steady_clock::now() >= limits.deadline) ending_ = Ending::time_limit;
        else return false;
        stopped_ = true;
        return true;
    }

    Progress progress() const {
        Progress now{0, 0, depth_of_generation_, 0, seconds()};
        for (const Desk& desk : desks_) {
            for (unsigned d = 0; d < desk.tally.depths(); ++d) now.states += desk.tally[d].states;
            for (const Outbox& outbox : desk.outboxes) now.bytes += outbox.bytes();
        }
        for (const auto& layer : open_layers_) {
            now.frontier += layer.waiting();
            now.bytes += layer.bytes();
        }
        for (const auto& layer : kept_) now.bytes += layer.bytes();
        for (const auto& shard : spare_) now.bytes += shard.bytes();
        return now;
    }

    double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    }

    Report report() {
        Report report;
        Tally all;
        std::uint64_t beyond = 0;
        for (const Desk& desk : desks_) {
            all.add(desk.tally);
            beyond += desk.left;
        }
        const Progress now = progress();
        report.left = now.frontier + beyond;
        report.ending = ending_;
        if (ending_ == Ending::exhausted && found_at_ != no_depth) report.ending = Ending::found;
        else if (ending_ == Ending::exhausted && beyond != 0) report.ending = Ending::depth_limit;
        all.fill(report, found_at_, found_at_ == no_depth);
        report.states += stopped_ ? now.frontier : 0;
        report.peak_bytes = std::max(peak_bytes_, now.bytes);
        report.seconds = now.seconds;
        if (counting_runs_ && report.complete()) report.runs = total_runs();
        return report;
    }

    std::vector<std::uint64_t> total_runs() const {
        std::vector<std::uint64_t> total(1);
        for (const Desk& desk : desks_)
            add_runs(total, desk.runs.data(), static_cast<unsigned>(desk.runs.size()));
        return total;
    }

    static constexpr unsigned no_depth = std::numeric_limits<unsigned>::max();

    const M& model_;
    const SearchOptions& options_;
    Workers workers_;
    unsigned reach_;  // how many grades a step can rise; 0: the model has none
    bool counting_runs_;
    unsigned run_words_;
    unsigned horizon_;  // states this deep are judged and not expanded
    std::vector<Desk> desks_;
    std::deque<Layer<State>> open_layers_;  // graded: this grade and the next ones; else: the one layer
    std::vector<Layer<State>> kept_;
    std::vector<Shard<State>> spare_;  // memory of layers that are done, for layers to come
    std::size_t next_shard_ = 0;
    bool fresh_start_ = true;
    bool stopped_ = false;
    unsigned found_at_ = no_depth;
    unsigned depth_of_generation_ = 0;
    Ending ending_ = Ending::exhausted;
    std::uint64_t peak_bytes_ = 0;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// Explores `model` until nothing is left, something in `options.stop_at` is observed, or a limit.
template <Model M>
Report explore(const M& model, const SearchOptions& options) {
    return Search<M>(model, options).run();
}

}  // namespace snapcheck
