// The search: every reachable state of a model, layer by layer, exactly and in parallel. Models
// that count their steps are swept instead (sweep.hpp), unless a path is to be found.
//
// A layer is expanded in batches. Workers first turn the states of a batch into successors, each
// into an outbox of its own; then each shard of the next layers collects what belongs to it. No
// state is ever touched by two workers at a time, so there is nothing to lock, and which worker did
// what shows in no figure.
#pragma once

#include <deque>

#include "checker/checkpoints.hpp"
#include "checker/generator.hpp"
#include "checker/layer.hpp"
#include "checker/ledger.hpp"
#include "checker/outbox.hpp"
#include "checker/parallel.hpp"

namespace snapcheck {

/// Explores a model until nothing is left, something in `options.stop_at` is observed, or a limit.
Report explore(Generator& model, const SearchOptions& options);

/// Visits every reachable state once, in no order that means anything: explores again and keeps
/// everything. Of the limits, memory and interrupt hold. Throws SearchStopped.
void for_each_state(Generator& model, const SearchOptions& options,
                    const Generator::VisitState& visit);

/// The search for states of one width. How a layer is expanded is in search_expanding.cpp, and how
/// one is kept elsewhere in search_keeping.cpp.
template <class State>
class Search {
  public:
    /// What a search was that kept its layers, in the order of their expansion.
    struct Kept {
        Report report;
        std::vector<Layer<State>> layers;
    };

    /// Explores up to `depth`; of the limits, memory and interrupt hold. Throws SearchStopped.
    static Kept explore_and_keep(Generator& model, unsigned depth, const SearchOptions& options);

    Search(Generator& model, const SearchOptions& options);

    Report run();

    /// With options.keep_layers: all layers, in the order of their expansion.
    std::vector<Layer<State>> take_layers();

  private:
    // A step leads to one of the next reach_ layers, or, without grades, to the same one again.
    bool graded() const { return reach_ != 0; }
    unsigned lanes() const { return graded() ? reach_ : 1; }
    Layer<State>& target(unsigned lane) { return open_layers_[graded() ? lane + 1 : 0]; }
    RecordShape record_shape() const { return {reach_ > 1, run_words_}; }

    using Batch = std::vector<Shard<State>*>;

    /// What belongs to one worker alone: where it puts what it finds.
    struct alignas(64) Desk {
        Tally tally;
        Offspring offspring;
        std::vector<Outbox> outboxes;     // [0] to the nearest layer that a step can lead to
        std::vector<std::uint64_t> runs;  // that end in terminal states
        std::uint64_t left = 0;           // states at the horizon that were not expanded
    };

    void explore_everything();
    bool start();
    void discover_initial();
    void save(Checkpoints& checkpoints) const;
    void save(const Layer<State>& layer, PackedWriter& out) const;
    void restore(PackedReader& saved);
    Layer<State> restored_layer(PackedReader& saved) const;
    void restore(Shard<State>& shard, unsigned run_words, PackedReader& saved) const;
    bool expand_layer();
    bool open_next_layer();
    void retire_front();
    bool beyond_finding(const Layer<State>& layer) const;
    void prepare_targets(Layer<State>& layer);
    Layer<State> new_layer(std::size_t expected) const;
    Batch next_batch();
    void expand(const Batch& batch);
    void expand(const Shard<State>& shard, unsigned worker);
    void post(const Shard<State>& shard, std::size_t first, Desk& desk);
    void count(Desk& desk, const Offspring::Fate& fate, View state, unsigned depth) const;
    void fold(Desk& desk) const;
    void forget(const Batch& batch) const;
    void collect();
    void take_in(Shard<State>& shard, WordBuffer& buffer, unsigned uniform_depth) const;
    void close_layer();
    Tally tally() const;
    Progress progress() const;
    Report report() const;
    std::vector<std::uint64_t> ended_runs() const;
    std::uint64_t left() const;
    std::vector<std::uint64_t> total_runs() const;

    Generator& model_;
    const SearchOptions& options_;
    Workers workers_;
    unsigned reach_;  // how many grades a step can rise; 0: the model has none
    bool counting_runs_;
    unsigned run_words_;
    Ledger ledger_;
    std::vector<Desk> desks_;
    std::deque<Layer<State>>
        open_layers_;  // graded: this grade and the next ones; else: the one layer
    std::vector<Layer<State>> kept_;
    std::size_t open_size_ = 0;   // states of the open layer that are to be expanded
    std::size_t next_shard_ = 0;  // of the open layer
    bool fresh_start_ = true;
    unsigned depth_of_generation_ = 0;
};

}  // namespace snapcheck
