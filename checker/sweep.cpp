#include "checker/sweep.hpp"

#include <new>

#include "checker/few_rows.hpp"
#include "checker/outlook.hpp"

namespace snapcheck {

namespace {

constexpr std::size_t largest_cell = 4096;  // states, on average

}  // namespace

template <class State>
Sweep<State>::Sweep(Generator& model, const SearchOptions& options)
    : model_(model),
      options_(options),
      counts_runs_(options.count_runs && options.sleep == nullptr),
      heredity_(model, State::count),
      workers_(options.workers),
      ledger_(options),
      desks_(workers_.count()),
      layer_(0, options.sleep != nullptr ? 2
                : counts_runs_           ? 1
                                         : 0) {
    for (Desk& desk : desks_)
        for (unsigned kind = 0; kind < model.kinds(); ++kind) {
            std::vector<std::uint64_t> reach = model.reach(kind);
            reach.resize(State::count);
            desk.memories.emplace_back(reach);
        }
}

template <class State>
Report Sweep<State>::run() {
    try {
        explore_everything();
    } catch (const std::bad_alloc&) {
        ledger_.stop(Ending::memory_limit);
    } catch (const DiskFull&) {
        ledger_.stop(Ending::disk_full);
    }
    return report();
}

template <class State>
void Sweep<State>::explore_everything() {
    for (start(); goes_on(); enter_next_layer()) {
        prepare();
        if (gather()) continue;
        if (options_.checkpoints != nullptr) save(*options_.checkpoints);
        return;
    }
}

template <class State>
void Sweep<State>::start() {
    const auto saved =
        options_.checkpoints != nullptr ? options_.checkpoints->take_saved() : nullptr;
    if (saved)
        restore(*saved);
    else
        discover_initial();
    runs_before_ = ended_runs();
    last_depth_ = std::min(length_of_a_run(), ledger_.horizon());
}

// Where steps are counted, most runs are as long; the longer one of two.
template <class State>
unsigned Sweep<State>::length_of_a_run() const {
    unsigned longest = 0;
    for (const bool first : {true, false}) {
        State state;
        model_.for_each_initial(
            [&](View words) { std::copy_n(words, model_.words(), state.data()); });
        std::vector<Step> steps;
        unsigned length = 0;
        for (model_.list_steps(state.data(), steps); !steps.empty(); ++length) {
            model_.take(state.data(), first ? steps.front() : steps.back());
            model_.list_steps(state.data(), steps);
        }
        longest = std::max(longest, length);
    }
    return longest;
}

// In the end; 0 where that cannot be told.
template <class State>
double Sweep<State>::all_states() const {
    const Tally all = tally();
    std::vector<std::uint64_t> layers;
    double known = 0;
    for (unsigned d = 0; d <= depth_; ++d) {
        layers.push_back(all[d].states);
        known += static_cast<double>(layers.back());
    }
    const double to_come = states_to_come(layers, last_depth_);
    return to_come == 0 ? 0 : known + to_come;
}

template <class State>
void Sweep<State>::enter_next_layer() {
    layer_ = std::move(next_);
    next_ = {};
    ++depth_;
    runs_before_ = ended_runs();
    if (options_.checkpoints != nullptr && options_.checkpoints->due()) save(*options_.checkpoints);
}

// As if all initial states were successors of one, to which one run leads.
template <class State>
void Sweep<State>::discover_initial() {
    std::vector<std::uint64_t> origin(layer_.stride());
    if (counts_runs_) origin[State::count] = 1;
    Desk& desk = desks_[0];
    Successors& initial = desk.successors;
    model_.for_each_initial([&](View words) {
        std::uint64_t* const state = initial.states.extend(State::count);
        std::fill_n(state, State::count, 0);
        std::copy_n(words, model_.words(), state);
        initial.parents.push_back(0);
    });
    desk.awake.assign(initial.parents.size(), ~Kinds{0});
    initial.traits.resize(initial.parents.size());
    desk.gathering.start(1, layer_.run_words());
    take_in({origin.data(), 1, layer_.stride()}, desk);
    find_enabled(desk);
    layer_[0] = finish(desk);
}

// Judges the layer at hand, and says whether the search has to go beyond it.
template <class State>
bool Sweep<State>::goes_on() {
    size_ = layer_.size();
    judge();
    ledger_.close_level(tally());
    return live_ != 0 && depth_ < ledger_.horizon();
}

template <class State>
void Sweep<State>::judge() {
    for (Desk& desk : desks_) desk.live = desk.top_words = 0;
    workers_.for_each(layer_.cells(),
                      [&](std::size_t cell, unsigned worker) { judge(cell, worker); });
    live_ = 0;
    for (const Desk& desk : desks_) live_ += desk.live;
}

// In memory, it is noted where there was nothing to see, or what there often is.
template <class State>
void Sweep<State>::judge(std::size_t cell, unsigned worker) {
    Desk& desk = desks_[worker];
    const bool away = layer_[cell].away();
    std::uint64_t* const column = away ? nullptr : layer_[cell].column(layer_.stride());
    const Observations settled_sight = model_.settled_sight();
    std::size_t first = 0;
    for_each_few(layer_.rows(cell, desk.unpacked), [&](const Rows& rows) {
        desk.sights.clear();
        model_.look_at(rows, depth_, worker, desk.sights);
        judge(rows, desk);
        for (std::size_t i = 0; !away && i < rows.count; ++i) {
            const Observations seen = desk.sights[i].seen;
            add_in_column(column, first + i,
                          seen == 0               ? shows_nothing
                          : seen == settled_sight ? shows_settled
                                                  : 0);
        }
        first += rows.count;
    });
}

template <class State>
void Sweep<State>::judge(const Rows& rows, Desk& desk) const {
    LevelTally& level = desk.tally.level(depth_);
    level.states += rows.count;
    for (std::size_t i = 0; i < rows.count; ++i) {
        const auto [terminal, seen] = desk.sights[i];
        level.observe(seen);
        level.terminal += terminal ? 1 : 0;
        desk.live += terminal ? 0 : 1;
        if (!counts_runs_) continue;
        if (terminal) add_runs(desk.runs, rows[i] + State::count, layer_.run_words());
        desk.top_words |= rows[i][rows.stride - 1];
    }
}

// The layer at hand, so that cells are small, and counts of runs cannot overflow in the next one.
template <class State>
void Sweep<State>::prepare() {
    make_room();
    unsigned bits = layer_.bits();
    const auto wanted = static_cast<unsigned>(std::bit_width(size_ / largest_cell));
    if (wanted > bits) bits = std::min(wanted + spare_bits, most_bits);
    unsigned run_words = layer_.run_words();
    for (const Desk& desk : desks_)
        if (desk.top_words >> 48 != 0) run_words = layer_.run_words() + 1;
    if (bits != layer_.bits() || run_words != layer_.run_words())
        layer_ = laid_out(bits, run_words);
    next_ = new_layer(bits, run_words);
}

// Each cell is cut into cells of its own, so that they can be cut side by side.
template <class State>
CellLayer<State> Sweep<State>::laid_out(unsigned bits, unsigned run_words) {
    CellLayer<State> layer = new_layer(bits, run_words);
    workers_.for_each(layer_.cells(), [&](std::size_t cell, unsigned worker) {
        Desk& desk = desks_[worker];
        const Rows rows = layer_.rows(cell, desk.unpacked);
        std::vector<std::size_t> home(rows.count);
        for (std::size_t i = 0; i < rows.count; ++i)
            home[i] = layer.cell_at(bits == layer_.bits() ? cell : model_.address(rows[i]));
        layer.take_in(rows, home, cell, layer_.cells());
        if (!layer_[cell].away()) resident_ -= layer_.words(layer_[cell]) * sizeof(std::uint64_t);
        layer_[cell] = {};
        for (std::size_t part = cell; part < layer.cells(); part += layer_.cells())
            settle(layer, part, desk);
    });
    return layer;
}

template <class State>
Tally Sweep<State>::tally() const {
    Tally all;
    for (const Desk& desk : desks_) all.add(desk.tally);
    return all;
}

template <class State>
Progress Sweep<State>::known() const {
    Progress now{0, next_.size(), depth_, layer_.bytes() + next_.bytes(), ledger_.seconds()};
    for (const Desk& desk : desks_) {
        for (unsigned d = 0; d < desk.tally.depths(); ++d) now.states += desk.tally[d].states;
        now.bytes += desk.gathering.bytes();
    }
    for (const CellLayer<State>* layer : {&layer_, &next_})
        if (layer->spilled() != nullptr) now.disk_bytes += layer->spilled()->bytes();
    return now;
}

// So many cells have been gathered: as much of the layer at hand counts as expanded.
template <class State>
Progress Sweep<State>::progress(std::size_t gathered) const {
    Progress now = known();
    const std::size_t left = size_ - size_ * gathered / next_.cells();
    now.states -= left;
    now.frontier += left;
    if (options_.on_progress) now.all_states = all_states();
    return now;
}

template <class State>
Report Sweep<State>::report() const {
    Report report = ledger_.report(tally(), known(), live_);
    report.acyclic = true;
    if (counts_runs_ && report.complete()) report.runs = ended_runs();
    return report;
}

template <class State>
std::vector<std::uint64_t> Sweep<State>::ended_runs() const {
    std::vector<std::uint64_t> runs(1);
    for (const Desk& desk : desks_) add_runs(runs, desk.runs.data(), desk.runs.size());
    return runs;
}

template class Sweep<Words<1>>;
template class Sweep<Words<2>>;
template class Sweep<Words<3>>;
template class Sweep<Words<4>>;
template class Sweep<Words<6>>;
template class Sweep<Words<8>>;
template class Sweep<Words<max_words>>;

}  // namespace snapcheck
