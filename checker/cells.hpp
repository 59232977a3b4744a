// The states of one layer, for models that count their steps, in cells by address. A step of one
// kind leads from all states of a cell to one cell of the next layer, so a cell can be gathered
// from a few others by one worker, who needs no lock and passes nothing on. A cell is small enough
// for a core's second-level cache.
#pragma once

#include <bit>
#include <memory>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

#include "checker/generator.hpp"
#include "checker/runs.hpp"
#include "checker/sleep_sets.hpp"
#include "checker/spilled_cells.hpp"
#include "checker/words.hpp"

namespace snapcheck {

/// Rows of a state and its number of runs, least significant word first (or with sleep sets, what
/// is awake in it and what is enabled), and behind them a column of their traits; as many as there
/// are, and no room for more.
class Cell {
  public:
    Cell() = default;
    Cell(std::size_t rows, unsigned stride)
        : rows_(rows),
          words_(std::make_unique_for_overwrite<std::uint64_t[]>(size(rows, stride))) {}

    static std::size_t size(std::size_t rows, unsigned stride) {
        return rows * stride + column_words(rows);
    }
    std::size_t rows() const { return rows_; }
    std::uint64_t* words() { return words_.get(); }
    std::uint64_t* column(unsigned stride) { return words_.get() + rows_ * stride; }
    Rows view(unsigned stride) const { return view(words_.get(), rows_, stride); }
    static Rows view(const std::uint64_t* words, std::size_t rows, unsigned stride) {
        return {words, rows, stride, words + rows * stride};
    }
    /// Its rows are kept elsewhere from now on.
    void put_away() { words_.reset(); }
    bool away() const { return rows_ != 0 && !words_; }

  private:
    std::size_t rows_ = 0;
    std::unique_ptr<std::uint64_t[]> words_;
};

/// What one worker gathers into a cell: an exact set of states, with the sum of the runs that lead
/// to each. States are compared word for word: a hash only says where to look. Its memory is used
/// for one cell after the other, so it stays in the cache and nothing is allocated.
template <class State>
class Gathering {
  public:
    /// Begins a new cell that will have about as many states as expected.
    void start(std::size_t expected, unsigned run_words) {
        if (run_words != run_words_) capacity_ = 0;  // its rows are of another width
        run_words_ = run_words;
        stride_ = State::count + run_words;
        size_ = 0;
        slots_.assign(std::bit_ceil(4 * expected + 64), 0U);
    }

    /// Takes in the successors of these parents, each with the runs of its parent.
    void add(const Successors& successors, const Rows& parents) {
        make_room(successors.parents.size());
        find_slots(successors);
        switch (run_words_) {  // a width that the compiler knows costs less
            case 0:
                return add(successors, parents, std::integral_constant<unsigned, 0>{});
            case 1:
                return add(successors, parents, std::integral_constant<unsigned, 1>{});
            case 2:
                return add(successors, parents, std::integral_constant<unsigned, 2>{});
            default:
                return add(successors, parents, run_words_);
        }
    }

    /// Takes in the successors, each with what is awake in it.
    void join(const Successors& successors, const std::vector<Kinds>& awake) {
        make_room(successors.parents.size());
        find_slots(successors);
        const std::uint64_t* state = successors.states.begin();
        for (std::size_t i = 0; i < starts_.size(); ++i, state += State::count)
            row_of(state, successors.traits[i], starts_[i], stride_)[State::count] |= awake[i];
    }

    /// What has been gathered, to be completed before it is copied.
    Rows rows() const { return {rows_.get(), size_, stride_, column_.get()}; }
    std::uint64_t* row(std::size_t number) { return rows_.get() + number * stride_; }
    std::uint64_t* column() { return column_.get(); }

    Cell finish() {
        Cell cell(size_, stride_);
        std::copy_n(rows_.get(), size_ * stride_, cell.words());
        std::copy_n(column_.get(), column_words(size_), cell.column(stride_));
        return cell;
    }

    std::size_t bytes() const {
        return Cell::size(capacity_, stride_) * sizeof(std::uint64_t) +
               slots_.capacity() * sizeof(slots_[0]);
    }

  private:
    // At most half of the slots are taken.
    void make_room(std::size_t more) {
        if (size_ + more > capacity_) {
            capacity_ = (size_ + more) * 2;
            enlarge(rows_, size_ * stride_, capacity_ * stride_);
            enlarge(column_, column_words(size_), column_words(capacity_));
        }
        if ((size_ + more) * 3 > slots_.size()) {
            slots_.assign(std::bit_ceil((size_ + more) * 4), 0U);
            for (std::uint32_t i = 0; i < size_; ++i) slots_[free_slot(row(i))] = i + 1;
        }
    }

    static void enlarge(std::unique_ptr<std::uint64_t[]>& words, std::size_t used,
                        std::size_t wanted) {
        auto larger = std::make_unique_for_overwrite<std::uint64_t[]>(wanted);
        std::copy_n(words.get(), used, larger.get());
        words = std::move(larger);
    }

    std::size_t free_slot(const std::uint64_t* state) const {
        const std::size_t mask = slots_.size() - 1;
        std::size_t at = scatter<State::count>(state) & mask;
        while (slots_[at] != 0) at = (at + 1) & mask;
        return at;
    }

    // Where to begin to look for each, fetched ahead.
    void find_slots(const Successors& successors) {
        const std::size_t mask = slots_.size() - 1;
        starts_.resize(successors.parents.size());
        const std::uint64_t* state = successors.states.begin();
        for (std::uint32_t& start : starts_) {
            start = static_cast<std::uint32_t>(scatter<State::count>(state) & mask);
            __builtin_prefetch(&slots_[start]);
            state += State::count;
        }
    }

    void add(const Successors& successors, const Rows& parents, auto run_words) {
        const unsigned stride = State::count + run_words;
        const std::uint64_t* state = successors.states.begin();
        for (std::size_t i = 0; i < starts_.size(); ++i, state += State::count) {
            const std::size_t parent = successors.parents[i];
            std::uint64_t* const runs =
                row_of(state, successors.traits[i], starts_[i], stride) + State::count;
            if (add_words(runs, parents.words + parent * stride + State::count, run_words) != 0)
                throw std::overflow_error("a count of runs has overflowed");
        }
    }

    // The row of a state that may be new.
    std::uint64_t* row_of(const std::uint64_t* state, Traits traits, std::size_t at,
                          unsigned stride) {
        const std::size_t mask = slots_.size() - 1;
        for (;; at = (at + 1) & mask) {
            if (slots_[at] == 0) return append(state, traits, slots_[at]);
            std::uint64_t* const candidate = rows_.get() + (slots_[at] - std::size_t{1}) * stride;
            if (same(candidate, state)) return candidate;
        }
    }

    static bool same(const std::uint64_t* a, const std::uint64_t* b) {
        std::uint64_t difference = 0;
        for (unsigned i = 0; i < State::count; ++i) difference |= a[i] ^ b[i];
        return difference == 0;
    }

    std::uint64_t* append(const std::uint64_t* state, Traits traits, std::uint32_t& slot) {
        std::uint64_t* const fresh = row(size_);
        put_in_column(column_.get(), size_, traits);
        for (unsigned i = 0; i < State::count; ++i) fresh[i] = state[i];
        for (unsigned i = State::count; i < stride_; ++i) fresh[i] = 0;
        slot = static_cast<std::uint32_t>(++size_);
        return fresh;
    }

    unsigned run_words_ = 0;
    unsigned stride_ = 0;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;  // in states
    std::unique_ptr<std::uint64_t[]> rows_;
    std::unique_ptr<std::uint64_t[]> column_;
    std::vector<std::uint32_t> slots_;   // number of the row + 1; 0 is empty
    std::vector<std::uint32_t> starts_;  // of the successors at hand
};

/// A layer: 2^bits cells.
template <class State>
class CellLayer {
  public:
    CellLayer() : CellLayer(0, 0) {}
    CellLayer(unsigned bits, unsigned run_words)
        : bits_(bits), run_words_(run_words), cells_(std::size_t{1} << bits) {}

    unsigned bits() const { return bits_; }
    unsigned run_words() const { return run_words_; }
    unsigned stride() const { return State::count + run_words_; }
    std::size_t cells() const { return cells_.size(); }
    Cell& operator[](std::size_t cell) { return cells_[cell]; }
    std::size_t cell_at(std::uint64_t address) const { return address & (cells_.size() - 1); }
    Rows rows(std::uint64_t address) const { return cells_[cell_at(address)].view(stride()); }

    /// Its cells can be put away in this folder. Throws DiskFull.
    void may_spill_to(const std::string& folder) {
        spilled_ = std::make_unique<SpilledCells>(folder, cells_.size());
    }
    void put_away(std::size_t cell, Packer& packer) {
        spilled_->put(cell, cells_[cell].words(), words(cells_[cell]), packer);
        cells_[cell].put_away();
    }
    /// The rows of a cell that may have been put away, until the next one is asked for.
    Rows rows(std::uint64_t address, Unpacked& unpacked) const {
        const std::size_t at = cell_at(address);
        if (!cells_[at].away()) return cells_[at].view(stride());
        return Cell::view(spilled_->get(at, words(cells_[at]), unpacked), cells_[at].rows(),
                          stride());
    }
    const SpilledCells* spilled() const { return spilled_.get(); }

    /// Takes in rows that belong to the cells first, first + step, ...: row i to cell home[i].
    /// Counts of runs become as wide as they are here.
    void take_in(const Rows& rows, const std::vector<std::size_t>& home, std::size_t first,
                 std::size_t step) {
        std::vector<std::size_t> sizes(cells_.size() / step);
        for (const std::size_t cell : home) ++sizes[cell / step];
        for (std::size_t i = 0; i < sizes.size(); ++i)
            cells_[first + i * step] = Cell(std::exchange(sizes[i], 0), stride());
        for (std::size_t i = 0; i < rows.count; ++i) {
            Cell& cell = cells_[home[i]];
            const std::size_t row = sizes[home[i] / step]++;
            put_in_column(cell.column(stride()), row, rows.traits(i));
            std::uint64_t* const to = cell.words() + row * stride();
            std::fill(std::copy_n(rows[i], rows.stride, to), to + stride(), 0);
        }
    }

    std::size_t words(const Cell& cell) const { return Cell::size(cell.rows(), stride()); }
    std::size_t size() const {
        std::size_t size = 0;
        for (const Cell& cell : cells_) size += cell.rows();
        return size;
    }
    /// In memory.
    std::size_t bytes() const {
        std::size_t size = 0;
        for (const Cell& cell : cells_)
            if (!cell.away()) size += words(cell);
        return size * sizeof(std::uint64_t);
    }

  private:
    unsigned bits_;
    unsigned run_words_;
    std::vector<Cell> cells_;
    std::unique_ptr<SpilledCells> spilled_;
};

}  // namespace snapcheck
