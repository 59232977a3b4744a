// The search for models that count their steps: layer by layer, and never more than two layers in
// memory. The next layer is gathered cell by cell, each from the few cells that its states can come
// from, by one worker who needs nothing of the others and passes nothing on to them.
#pragma once

#include "checker/cells.hpp"
#include "checker/checkpoints.hpp"
#include "checker/heredity.hpp"
#include "checker/ledger.hpp"
#include "checker/parallel.hpp"
#include "checker/remembered.hpp"

namespace snapcheck {

/// The sweep over states of one width. How a layer is gathered is in sweep_gathering.cpp, and how
/// one is kept elsewhere in sweep_keeping.cpp.
template <class State>
class Sweep {
  public:
    Sweep(Generator& model, const SearchOptions& options);

    Report run();

  private:
    /// What belongs to one worker alone.
    struct alignas(64) Desk {
        Tally tally;
        std::vector<std::uint64_t> runs;  // that end in terminal states
        std::uint64_t live = 0;           // states of this layer that have steps to take
        std::uint64_t top_words = 0;      // of the counts of runs of this layer, all in one
        std::vector<Sight> sights;
        Successors successors;
        std::vector<Kinds> awake;               // in each of them
        std::vector<RememberedSteps> memories;  // by kind
        Gathering<State> gathering;
        Unpacked unpacked = {};
    };

    void explore_everything();
    void start();
    void discover_initial();
    void restore(PackedReader& saved);
    void save(Checkpoints& checkpoints);
    void enter_next_layer();
    bool goes_on();
    void judge();
    void judge(std::size_t cell, unsigned worker);
    void judge(const Rows& rows, Desk& desk) const;
    bool gather();
    void gather(std::size_t cell, Desk& desk);
    void take_in(const Rows& parents, Desk& desk) const;
    Cell finish(Desk& desk) const;
    void find_enabled(Desk& desk) const;
    bool all_enabled_known(Desk& desk) const;
    void leave_out_sleeping(const Rows& parents, unsigned kind, Desk& desk) const;
    void follow(const Rows& parents, RememberedSteps& memory, Successors& successors) const;
    template <class Visit>
    void for_each_enabled(const Rows& rows, Visit&& visit) const;
    bool lead_on_by(std::uint64_t stride, const Rows& parents, const Successors& successors) const;
    void prepare();
    CellLayer<State> laid_out(unsigned bits, unsigned run_words);
    CellLayer<State> new_layer(unsigned bits, unsigned run_words) const;
    std::uint64_t gathering_bytes() const;
    void make_room();
    void settle(CellLayer<State>& layer, std::size_t cell, Desk& desk);
    Tally tally() const;
    std::vector<std::uint64_t> ended_runs() const;
    unsigned length_of_a_run() const;
    double all_states() const;
    Progress known() const;
    Progress progress(std::size_t gathered) const;
    Report report() const;

    static constexpr unsigned spare_bits = 2;  // so that cells are not cut again at every layer
    static constexpr unsigned most_bits = 18;

    Generator& model_;
    const SearchOptions& options_;
    const bool counts_runs_;
    const Heredity heredity_;
    Workers workers_;
    Ledger ledger_;
    std::vector<Desk> desks_;
    CellLayer<State> layer_;  // at hand
    CellLayer<State> next_;
    std::size_t size_ = 0;                    // of the layer at hand
    unsigned depth_ = 0;                      // of the layer at hand
    unsigned last_depth_ = 0;                 // of all, as far as can be told
    std::uint64_t live_ = 0;                  // states of the layer at hand that have steps to take
    std::vector<std::uint64_t> runs_before_;  // that end before the layer at hand
    std::atomic<std::uint64_t> resident_ = 0;    // bytes of cells in memory
    std::uint64_t room_ = 0;                     // for them; the others are spilled
    std::uint64_t earlier_gathering_bytes_ = 0;  // of a worker, in the search that is taken up
};

}  // namespace snapcheck
