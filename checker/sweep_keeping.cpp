// Where layers are kept: in memory, in a file where that has no room, and in a checkpoint.
#include "checker/input_error.hpp"
#include "checker/saved_figures.hpp"
#include "checker/sweep.hpp"

namespace snapcheck {

// The layer at hand as it is before it is judged. What judges already know of it does no harm: they
// will find the same again.
template <class State>
void Sweep<State>::save(Checkpoints& checkpoints) {
    checkpoints.save([&](PackedWriter& out) {
        for (const std::uint64_t word :
             {std::uint64_t{State::count}, std::uint64_t{depth_}, std::uint64_t{layer_.bits()},
              std::uint64_t{layer_.run_words()}, gathering_bytes()})
            out.put(word);
        put_figures(out, ledger_, tally(), depth_, runs_before_, model_);
        for (std::size_t cell = 0; cell < layer_.cells(); ++cell) {
            const Rows rows = layer_.rows(cell, desks_[0].unpacked);
            out.put(rows.count);
            out.put(rows.words, Cell::size(rows.count, rows.stride));
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
    earlier_gathering_bytes_ = saved.get_up_to(std::uint64_t{1} << 40);
    make_room();
    get_figures(saved, ledger_, desks_[0].tally, desks_[0].runs, model_);
    for (std::size_t cell = 0; cell < layer_.cells(); ++cell) {
        layer_[cell] = Cell(saved.get_up_to(std::uint64_t{1} << 32), layer_.stride());
        saved.get(layer_[cell].words(), layer_.words(layer_[cell]));
        settle(layer_, cell, desks_[0]);
    }
    saved.finish();
}

template <class State>
CellLayer<State> Sweep<State>::new_layer(unsigned bits, unsigned run_words) const {
    CellLayer<State> layer(bits, run_words);
    if (!options_.spill_folder.empty()) layer.may_spill_to(options_.spill_folder);
    return layer;
}

// What a worker needs for the cell that it gathers: as much as it took so far. That is not known
// where a search is taken up, and cells that fill all memory would leave no room for it.
template <class State>
std::uint64_t Sweep<State>::gathering_bytes() const {
    std::uint64_t most = earlier_gathering_bytes_;
    for (const Desk& desk : desks_) most = std::max(most, desk.gathering.bytes());
    return most;
}

// As much for cells as workers do not need to gather them, and to list where they are.
template <class State>
void Sweep<State>::make_room() {
    std::uint64_t taken =
        2 * (layer_.cells() << spare_bits) * (sizeof(Cell) + sizeof(SpillFile::Place));
    taken += 2 * desks_.size() * gathering_bytes();
    room_ = options_.limits.max_bytes - std::min(taken, options_.limits.max_bytes);
    resident_ = layer_.bytes();
}

// Puts a cell away if memory has no room for it.
template <class State>
void Sweep<State>::settle(CellLayer<State>& layer, std::size_t cell, Desk& desk) {
    const std::uint64_t bytes = layer.words(layer[cell]) * sizeof(std::uint64_t);
    if (layer.spilled() == nullptr || resident_.fetch_add(bytes) + bytes <= room_ || bytes == 0)
        return;
    layer.put_away(cell, desk.unpacked.packer);
    resident_ -= bytes;
}

template class Sweep<Words<1>>;
template class Sweep<Words<2>>;
template class Sweep<Words<3>>;
template class Sweep<Words<4>>;
template class Sweep<Words<6>>;
template class Sweep<Words<8>>;
template class Sweep<Words<max_words>>;

}  // namespace snapcheck
