#include "checker/sweep.hpp"

#include <new>

namespace snapcheck {

namespace {

constexpr std::size_t largest_cell = 4096;  // states, on average
constexpr unsigned spare_bits = 2;          // so that cells are not cut again at every layer
constexpr unsigned most_bits = 18;
constexpr std::size_t batches = 16;  // of a layer: between them it is looked at the limits

void fetch_ahead(const Rows& rows, std::size_t first) {
    constexpr std::size_t words_a_line = 8;
    const std::uint64_t* const end = rows[std::min(rows.count, first + Rows::at_most)];
    for (const std::uint64_t* at = rows[std::min(rows.count, first)]; at < end; at += words_a_line)
        __builtin_prefetch(at);
}

/// Calls visit with a few rows at a time, while the next ones are on their way from memory.
template <class Visit>
void for_each_few(const Rows& rows, Visit&& visit) {
    fetch_ahead(rows, 0);
    for (std::size_t first = 0; first < rows.count; first += Rows::at_most) {
        fetch_ahead(rows, first + Rows::at_most);
        visit(Rows{rows[first], std::min(Rows::at_most, rows.count - first), rows.stride});
    }
}

}  // namespace

template <class State>
Sweep<State>::Sweep(Generator& model, const SearchOptions& options)
    : model_(model),
      options_(options),
      workers_(options.workers),
      ledger_(options),
      desks_(workers_.count()),
      layer_(0, options.count_runs ? 1 : 0) {}

template <class State>
Report Sweep<State>::run() {
    try {
        explore_everything();
    } catch (const std::bad_alloc&) {
        ledger_.out_of_memory();
    }
    return report();
}

template <class State>
void Sweep<State>::explore_everything() {
    for (discover_initial(); goes_on(); ++depth_) {
        prepare();
        if (!gather()) return;
        layer_ = std::move(next_);
        next_ = {};
    }
}

// As if all initial states were successors of one, to which one run leads.
template <class State>
void Sweep<State>::discover_initial() {
    std::vector<std::uint64_t> origin(layer_.stride());
    if (layer_.run_words() != 0) origin[State::count] = 1;
    Successors initial;
    model_.for_each_initial([&](View words) {
        std::uint64_t* const state = initial.states.extend(State::count);
        std::fill_n(state, State::count, 0);
        std::copy_n(words, model_.words(), state);
        initial.parents.push_back(0);
    });
    Gathering<State> gathering;
    gathering.start(1, layer_.run_words());
    gathering.add(initial, {origin.data(), 1, layer_.stride()});
    layer_[0] = gathering.finish();
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
    workers_.for_each(layer_.cells(), [&](std::size_t cell, unsigned worker) {
        for_each_few(layer_.rows(cell), [&](const Rows& rows) {
            desks_[worker].sights.clear();
            model_.look_at(rows, depth_, worker, desks_[worker].sights);
            judge(rows, desks_[worker]);
        });
    });
    live_ = 0;
    for (const Desk& desk : desks_) live_ += desk.live;
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
        if (terminal) add_runs(desk.runs, rows[i] + State::count, layer_.run_words());
        if (layer_.run_words() != 0) desk.top_words |= rows[i][rows.stride - 1];
    }
}

// The layer at hand, so that cells are small, and counts of runs cannot overflow in the next one.
template <class State>
void Sweep<State>::prepare() {
    unsigned bits = layer_.bits();
    const auto wanted = static_cast<unsigned>(std::bit_width(size_ / largest_cell));
    if (wanted > bits) bits = std::min(wanted + spare_bits, most_bits);
    unsigned run_words = layer_.run_words();
    for (const Desk& desk : desks_)
        if (desk.top_words >> 48 != 0) run_words = layer_.run_words() + 1;
    if (bits != layer_.bits() || run_words != layer_.run_words())
        layer_ = laid_out(bits, run_words);
    next_ = CellLayer<State>(bits, run_words);
}

// Each cell is cut into cells of its own, so that they can be cut side by side.
template <class State>
CellLayer<State> Sweep<State>::laid_out(unsigned bits, unsigned run_words) {
    CellLayer<State> layer(bits, run_words);
    workers_.for_each(layer_.cells(), [&](std::size_t cell, unsigned) {
        const Rows rows = layer_.rows(cell);
        std::vector<std::size_t> home(rows.count);
        for (std::size_t i = 0; i < rows.count; ++i)
            home[i] = layer.cell_at(bits == layer_.bits() ? cell : model_.address(rows[i]));
        layer.take_in(rows, home, cell, layer_.cells());
        layer_[cell] = {};
    });
    return layer;
}

// False where a limit was reached.
template <class State>
bool Sweep<State>::gather() {
    const std::size_t batch = (next_.cells() + batches - 1) / batches;
    for (std::size_t first = 0; first < next_.cells(); first += batch) {
        if (ledger_.limit_reached(progress(first))) return false;
        workers_.for_each(std::min(batch, next_.cells() - first),
                          [&](std::size_t i, unsigned worker) { gather(first + i, worker); });
    }
    return true;
}

template <class State>
void Sweep<State>::gather(std::size_t cell, unsigned worker) {
    Desk& desk = desks_[worker];
    desk.gathering.start(size_ / next_.cells(), next_.run_words());
    for (unsigned kind = 0; kind < model_.kinds(); ++kind)
        for_each_few(layer_.rows(cell - stride_of(kind)), [&](const Rows& parents) {
            desk.successors.clear();
            model_.advance(parents, kind, State::count, worker, desk.successors);
            desk.tally.level(depth_).transitions += desk.successors.parents.size();
            desk.gathering.add(desk.successors, parents);
        });
    next_[cell] = desk.gathering.finish();
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
    return now;
}

// So many cells have been gathered: as much of the layer at hand counts as expanded.
template <class State>
Progress Sweep<State>::progress(std::size_t gathered) const {
    Progress now = known();
    const std::size_t left = size_ - size_ * gathered / next_.cells();
    now.states -= left;
    now.frontier += left;
    return now;
}

template <class State>
Report Sweep<State>::report() const {
    Report report = ledger_.report(tally(), known(), live_);
    report.acyclic = true;
    if (!options_.count_runs || !report.complete()) return report;
    report.runs.assign(1, 0);
    for (const Desk& desk : desks_) add_runs(report.runs, desk.runs.data(), desk.runs.size());
    return report;
}

template class Sweep<Words<1>>;
template class Sweep<Words<2>>;
template class Sweep<Words<3>>;
template class Sweep<Words<4>>;
template class Sweep<Words<6>>;
template class Sweep<Words<8>>;
template class Sweep<Words<max_words>>;

}  // namespace snapcheck
