// How many maximal runs a graph has, where no grade says in which order to add them up: the states
// are taken in a topological order (A. B. Kahn: Topological sorting of large networks. CACM 5(11),
// 1962).
#pragma once

#include <optional>

#include "checker/generator.hpp"
#include "checker/layer.hpp"
#include "checker/symmetry.hpp"

namespace snapcheck {

namespace detail {

/// A count of runs for each state, all as wide as the largest needs.
class RunTable {
  public:
    explicit RunTable(std::size_t states) : states_(states), counts_(states) {}

    void set_one(std::size_t state) { counts_[state * words_] = 1; }
    const std::uint64_t* operator[](std::size_t state) const { return &counts_[state * words_]; }
    unsigned words() const { return words_; }

    void add(std::size_t to, std::size_t from) {
        if ((counts_[from * words_ + words_ - 1] | counts_[to * words_ + words_ - 1]) >> 63 != 0)
            widen();
        add_words(&counts_[to * words_], &counts_[from * words_], words_);
    }

  private:
    void widen() {
        std::vector<std::uint64_t> wider(states_ * (words_ + 1));
        for (std::size_t i = 0; i < states_; ++i)
            std::copy_n(&counts_[i * words_], words_, &wider[i * (words_ + 1)]);
        counts_ = std::move(wider);
        ++words_;
    }

    std::size_t states_;
    unsigned words_ = 1;
    std::vector<std::uint64_t> counts_;
};

/// Numbers the states of a layer 0, 1, 2, ...
template <class State>
class Numbering {
  public:
    explicit Numbering(const Layer<State>& layer) : layer_(layer), first_(layer.shards.size() + 1) {
        for (std::size_t i = 0; i < layer.shards.size(); ++i)
            first_[i + 1] = first_[i] + layer.shards[i].states.size();
    }

    std::size_t states() const { return first_.back(); }
    std::size_t number(const State& state) const {
        const std::uint64_t h = hash(state);
        const std::size_t shard = layer_.shard_of(h);
        return first_[shard] +
               layer_.shards[shard].states.find(state, h).value_or(0);  // it is there
    }
    const State& state(std::size_t number) const {
        const auto shard = std::ranges::upper_bound(first_, number) - first_.begin() - 1;
        return layer_.shards[static_cast<std::size_t>(shard)]
            .states[number - first_[static_cast<std::size_t>(shard)]];
    }

  private:
    const Layer<State>& layer_;
    std::vector<std::size_t> first_;  // of each shard, and the end
};

}  // namespace detail

/// The number of runs from the initial states to terminal ones, least significant word first;
/// nullopt where the graph has a cycle. `everything` holds all reachable states; under a symmetry,
/// those that stand for them.
template <class State>
std::optional<std::vector<std::uint64_t>> count_runs(const Generator& model,
                                                     const Layer<State>& everything,
                                                     const Symmetry* symmetry) {
    const detail::Numbering<State> numbering(everything);
    std::vector<std::uint32_t> steps_to_come(numbering.states());  // into each state
    const auto for_each_successor = [&](std::size_t from, const auto& visit) {
        const State& state = numbering.state(from);
        model.for_each_step(state.data(), [&](Step step) {
            State to = model.after(state, step);
            if (symmetry != nullptr) symmetry->represent(to.data());
            visit(numbering.number(to));
        });
    };
    for (std::size_t i = 0; i < numbering.states(); ++i)
        for_each_successor(i, [&](std::size_t to) { ++steps_to_come[to]; });

    detail::RunTable runs(numbering.states());
    std::vector<std::size_t> ready;
    bool cyclic = false;
    model.for_each_initial([&](View words) {
        State state;
        std::copy_n(words, model.words(), state.data());
        ready.push_back(numbering.number(state));
        runs.set_one(ready.back());
        cyclic |= steps_to_come[ready.back()] != 0;
    });
    if (cyclic) return std::nullopt;
    std::vector<std::uint64_t> total(1);
    std::size_t done = 0;
    for (; !ready.empty(); ++done) {
        const std::size_t from = ready.back();
        ready.pop_back();
        bool terminal = true;
        for_each_successor(from, [&](std::size_t to) {
            terminal = false;
            runs.add(to, from);
            if (--steps_to_come[to] == 0) ready.push_back(to);
        });
        if (terminal) add_runs(total, runs[from], runs.words());
    }
    if (done != numbering.states()) return std::nullopt;
    return total;
}

}  // namespace snapcheck
