// The graph of all states that a run can be in before it has got where it should, kept whole: what
// a search for cycles needs.
#pragma once

#include "checker/components.hpp"
#include "checker/fair_runs.hpp"
#include "checker/word_set.hpp"

namespace snapcheck {

/// A set of obligations, by the order in which they were first seen.
using ObligationSet = std::uint64_t;

class UnfinishedGraph {
  public:
    UnfinishedGraph(const Generator& model, const Purpose& purpose, const Limits& limits);

    Ending ending() const { return ending_; }
    const Graph& graph() const { return graph_; }
    std::uint32_t states() const { return static_cast<std::uint32_t>(pending_.size()); }
    View state(std::uint32_t index) const { return states_[index]; }
    bool begun(std::uint32_t index) const { return begun_[index]; }
    bool rests(std::uint32_t index) const { return rests_[index]; }
    ObligationSet pending(std::uint32_t index) const { return pending_[index]; }
    /// What the step along an edge meets.
    ObligationSet met_by(std::uint64_t edge) const {
        return met_[edge] == nothing ? 0 : ObligationSet{1} << met_[edge];
    }
    /// The steps of a shortest path to a state.
    std::vector<Step> path_to(std::uint32_t index) const;
    /// The step that an edge out of a state stands for.
    Step step_along(std::uint32_t from, std::uint64_t edge) const;

  private:
    static constexpr std::uint8_t nothing = 255;
    static constexpr std::uint32_t no_parent = Components::none;

    void explore(const Limits& limits);
    void expand(std::uint32_t from);
    void follow(std::uint32_t from, View state, Step step);
    void add_state(View state, std::uint32_t parent);
    std::uint8_t number_of(Obligation obligation);
    std::optional<Ending> limit_reached(const Limits& limits) const;
    std::uint64_t bytes() const;

    const Generator& model_;
    const Purpose& purpose_;
    Ending ending_ = Ending::exhausted;
    WordSet states_;
    Graph graph_;
    std::vector<std::uint8_t> met_;  // by edge
    std::vector<ObligationSet> pending_;
    std::vector<std::uint32_t> parents_;
    std::vector<bool> begun_, rests_;
    std::vector<Obligation> obligations_;

    // What is used again for every state.
    std::vector<Step> steps_;
    std::vector<Obligation> listed_;
    std::vector<std::uint64_t> here_, next_;
};

}  // namespace snapcheck
