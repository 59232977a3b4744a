#include "checker/sweep.hpp"

#include <new>

#include "checker/input_error.hpp"
#include "checker/outlook.hpp"

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
      counts_runs_(options.count_runs && options.sleep == nullptr),
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

// The layer at hand as it is before it is judged. What judges already know of it does no harm: they
// will find the same again.
template <class State>
void Sweep<State>::save(Checkpoints& checkpoints) {
    checkpoints.save([&](PackedWriter& out) {
        for (const std::uint64_t word :
             {std::uint64_t{State::count}, std::uint64_t{depth_}, std::uint64_t{layer_.bits()},
              std::uint64_t{layer_.run_words()},
              static_cast<std::uint64_t>(ledger_.seconds() * 1000)})
            out.put(word);
        out.put_list(tally().words_before(depth_));
        out.put_list(runs_before_);
        out.put_list(model_.memory());
        for (std::size_t cell = 0; cell < layer_.cells(); ++cell) {
            const Rows rows = layer_.rows(cell, desks_[0].unpacked);
            out.put(rows.count);
            out.put(rows.words, rows.count * rows.stride);
        }
    });
}

template <class State>
void Sweep<State>::restore(PackedReader& saved) {
    constexpr unsigned most_run_words = 1024;
    if (saved.get() != State::count) throw InputError("a checkpoint has states of another width");
    depth_ = static_cast<unsigned>(saved.get_up_to(Limits{}.max_depth));
    const auto bits = static_cast<unsigned>(saved.get_up_to(most_bits));
    layer_ = new_layer(bits, static_cast<unsigned>(saved.get_up_to(most_run_words)));
    make_room();
    ledger_.add_earlier(std::chrono::milliseconds(saved.get_up_to(std::uint64_t{1} << 40)));
    desks_[0].tally.take_in(saved.get_list());
    desks_[0].runs = saved.get_list();
    model_.recall(saved.get_list());
    for (std::size_t cell = 0; cell < layer_.cells(); ++cell) {
        layer_[cell] = Cell(saved.get_up_to(std::uint64_t{1} << 32), layer_.stride());
        saved.get(layer_[cell].words(), layer_[cell].rows() * layer_.stride());
        settle(layer_, cell, desks_[0]);
    }
    saved.finish();
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
    desk.gathering.start(1, layer_.run_words());
    take_in({origin.data(), 1, layer_.stride()}, desk);
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
    workers_.for_each(layer_.cells(), [&](std::size_t cell, unsigned worker) {
        Desk& desk = desks_[worker];
        for_each_few(layer_.rows(cell, desk.unpacked), [&](const Rows& rows) {
            desk.sights.clear();
            model_.look_at(rows, depth_, worker, desk.sights);
            judge(rows, desk);
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

template <class State>
CellLayer<State> Sweep<State>::new_layer(unsigned bits, unsigned run_words) const {
    CellLayer<State> layer(bits, run_words);
    if (!options_.spill_folder.empty()) layer.may_spill_to(options_.spill_folder);
    return layer;
}

// As much for cells as workers do not need to gather them, and to list where they are.
template <class State>
void Sweep<State>::make_room() {
    std::uint64_t taken =
        2 * (layer_.cells() << spare_bits) * (sizeof(Cell) + sizeof(SpillFile::Place));
    for (const Desk& desk : desks_) taken += 2 * desk.gathering.bytes();
    room_ = options_.limits.max_bytes - std::min(taken, options_.limits.max_bytes);
    resident_ = layer_.bytes();
}

// Puts a cell away if memory has no room for it.
template <class State>
void Sweep<State>::settle(CellLayer<State>& layer, std::size_t cell, Desk& desk) {
    const std::uint64_t bytes = layer[cell].rows() * layer.stride() * sizeof(std::uint64_t);
    if (layer.spilled() == nullptr || resident_.fetch_add(bytes) + bytes <= room_ || bytes == 0)
        return;
    layer.put_away(cell, desk.unpacked.packer);
    resident_ -= bytes;
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
        if (!layer_[cell].away()) resident_ -= rows.count * rows.stride * sizeof(std::uint64_t);
        layer_[cell] = {};
        for (std::size_t part = cell; part < layer.cells(); part += layer_.cells())
            settle(layer, part, desk);
    });
    return layer;
}

// False where a limit was reached.
template <class State>
bool Sweep<State>::gather() {
    const std::size_t batch = (next_.cells() + batches - 1) / batches;
    for (std::size_t first = 0; first < next_.cells(); first += batch) {
        if (ledger_.limit_reached(progress(first))) return false;
        if (next_.spilled() != nullptr && next_.spilled()->bytes() != 0)
            next_.spilled()->watch_disk();
        workers_.for_each(
            std::min(batch, next_.cells() - first),
            [&](std::size_t i, unsigned worker) { gather(first + i, desks_[worker]); });
    }
    return true;
}

template <class State>
void Sweep<State>::gather(std::size_t cell, Desk& desk) {
    desk.gathering.start(size_ / next_.cells(), next_.run_words());
    for (unsigned kind = 0; kind < model_.kinds(); ++kind)
        for_each_few(layer_.rows(cell - stride_of(kind), desk.unpacked), [&](const Rows& parents) {
            desk.successors.clear();
            model_.list(parents, kind, desk.successors);
            if (options_.sleep != nullptr) leave_out_sleeping(parents, kind, desk);
            follow(parents, desk.memories[kind], desk.successors);
            assert(lead_on_by(stride_of(kind), parents, desk.successors));
            desk.tally.level(depth_).transitions += desk.successors.parents.size();
            take_in(parents, desk);
        });
    next_[cell] = finish(desk);
    settle(next_, cell, desk);
}

template <class State>
void Sweep<State>::take_in(const Rows& parents, Desk& desk) const {
    if (options_.sleep != nullptr)
        desk.gathering.join(desk.successors, desk.awake);
    else
        desk.gathering.add(desk.successors, parents);
}

template <class State>
Cell Sweep<State>::finish(Desk& desk) const {
    if (options_.sleep != nullptr) note_enabled(desk);
    return desk.gathering.finish();
}

// Which kinds of steps each state that was gathered has, beside what is awake in it.
template <class State>
void Sweep<State>::note_enabled(Desk& desk) const {
    Gathering<State>& gathering = desk.gathering;
    const unsigned stride = layer_.stride();
    for (std::size_t first = 0; first < gathering.size(); first += Rows::at_most) {
        const Rows rows{gathering.row(first), std::min(Rows::at_most, gathering.size() - first),
                        stride};
        for (unsigned kind = 0; kind < model_.kinds(); ++kind) {
            desk.successors.clear();
            model_.list(rows, kind, desk.successors);
            for (const std::uint16_t row : desk.successors.parents)
                gathering.row(first + row)[State::count + 1] |= Kinds{1} << kind;
        }
    }
}

// Of the steps of one kind that were listed, keeps those that are awake.
template <class State>
void Sweep<State>::leave_out_sleeping(const Rows& parents, unsigned kind, Desk& desk) const {
    auto& [from, steps, states] = desk.successors;
    desk.awake.clear();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const std::uint64_t* const known = parents[from[i]] + State::count;
        if ((known[0] >> kind & 1) == 0) continue;
        from[desk.awake.size()] = from[i];
        steps[desk.awake.size()] = steps[i];
        desk.awake.push_back(options_.sleep->awake_after(kind, known[1], known[0]));
    }
    from.resize(desk.awake.size());
    steps.resize(desk.awake.size());
}

// Takes the steps that were listed, from memory where they are known.
template <class State>
void Sweep<State>::follow(const Rows& parents, RememberedSteps& memory,
                          Successors& successors) const {
    constexpr std::integral_constant<unsigned, State::count> words{};
    const auto take = [&](std::uint64_t* state, Step step) { return model_.take(state, step); };
    std::uint64_t* next = successors.states.extend(successors.steps.size() * words);
    for (std::size_t i = 0; i < successors.steps.size(); ++i, next += words)
        memory.take(parents[successors.parents[i]], successors.steps[i], next, words, take);
}

// Whether they count what they should: addresses are sums of strides.
template <class State>
bool Sweep<State>::lead_on_by(std::uint64_t stride, const Rows& parents,
                              const Successors& successors) const {
    const std::uint64_t* next = successors.states.begin();
    for (const std::uint16_t parent : successors.parents) {
        if (model_.address(next) != model_.address(parents[parent]) + stride) return false;
        next += State::count;
    }
    return true;
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
