#include "checker/fair_runs.hpp"

#include <algorithm>

#include "checker/unfinished_graph.hpp"

namespace snapcheck {

namespace {

/// What is true of a component as a whole.
struct Whole {
    ObligationSet always = ~ObligationSet{0};  // pending in all of its states
    ObligationSet sometimes = 0;               // in some
    ObligationSet met = 0;                     // by some step within
    bool cyclic = false;
    bool left = false;  // by some step, if only to where a run should get
};

class Search {
  public:
    Search(const UnfinishedGraph& states, Fairness fairness)
        : states_(states), fairness_(fairness) {}

    // A fair run stays in one component from some time on. Under strong fairness it can also stay
    // in a part of one: without the states where an obligation is pending that the rest never
    // meets.
    void find() {
        alive_.resize(states_.states());
        for (std::uint32_t i = 0; i < states_.states(); ++i) alive_[i] = states_.begun(i);
        do {
            components_ = strong_components(states_.graph(), alive_);
            measure();
        } while (fairness_ == Fairness::strong && prune());
    }

    bool fair(std::uint32_t component) const {
        return wholes_[component].cyclic && put_off(wholes_[component]) == 0;
    }
    std::uint64_t count() const {
        std::uint64_t count = 0;
        for (std::uint32_t i = 0; i < components_.count; ++i) count += fair(i) ? 1U : 0U;
        return count;
    }
    bool on_fair_cycle(std::uint32_t state) const {
        return components_.of[state] != Components::none && fair(components_.of[state]);
    }

    /// A cycle through a state that puts nothing off.
    std::vector<Step> cycle_at(std::uint32_t start) const;

  private:
    struct Edge {
        std::uint32_t from;
        std::uint64_t number;
    };

    void measure() {
        wholes_.assign(components_.count, {});
        for (std::uint32_t i = 0; i < states_.states(); ++i) {
            if (components_.of[i] == Components::none) continue;
            Whole& whole = wholes_[components_.of[i]];
            whole.always &= states_.pending(i);
            whole.sometimes |= states_.pending(i);
            std::uint64_t within = 0;
            for_each_edge_within(i, [&](std::uint64_t edge) {
                whole.cyclic = true;
                whole.met |= states_.met_by(edge);
                ++within;
            });
            const Graph& graph = states_.graph();
            whole.left |= states_.finishes(i) || within < graph.first[i + 1] - graph.first[i];
        }
    }

    // Obligations that staying in a component does not do justice to.
    ObligationSet unmet(const Whole& whole) const {
        if (fairness_ == Fairness::none) return 0;
        return (fairness_ == Fairness::weak ? whole.always : whole.sometimes) & ~whole.met;
    }
    // Where there is no way out, what is unmet cannot be met by anybody any more. To ask for it
    // would leave no fair run at all, and so make true whatever is said of all of them.
    ObligationSet put_off(const Whole& whole) const { return whole.left ? unmet(whole) : 0; }

    bool prune() {
        bool pruned = false;
        for (std::uint32_t i = 0; i < states_.states(); ++i) {
            if (components_.of[i] == Components::none) continue;
            const Whole& whole = wholes_[components_.of[i]];
            const bool useless = !whole.cyclic || (states_.pending(i) & put_off(whole)) != 0;
            if (!useless) continue;
            alive_[i] = false;
            pruned = true;
        }
        return pruned;
    }

    template <class Visit>
    void for_each_edge_within(std::uint32_t state, Visit&& visit) const {
        const Graph& graph = states_.graph();
        for (std::uint64_t edge = graph.first[state]; edge < graph.first[state + 1]; ++edge)
            if (components_.of[graph.targets[edge]] == components_.of[state]) visit(edge);
    }

    // What an edge and the state that it leads to do for the obligations.
    ObligationSet settled_by(std::uint64_t edge) const {
        const ObligationSet free = ~states_.pending(states_.graph().targets[edge]);
        return states_.met_by(edge) | (fairness_ == Fairness::weak ? free : 0);
    }
    ObligationSet to_settle(std::uint32_t component) const {
        const Whole& whole = wholes_[component];
        if (fairness_ == Fairness::none) return 0;
        return whole.sometimes & ~unmet(whole);
    }

    template <class Wanted>
    std::vector<Edge> shortest(std::uint32_t from, Wanted&& wanted) const;

    const UnfinishedGraph& states_;
    Fairness fairness_;
    std::vector<bool> alive_;
    Components components_;
    std::vector<Whole> wholes_;
};

// Within a component, a shortest path whose last edge is wanted; there is one.
template <class Wanted>
std::vector<Search::Edge> Search::shortest(std::uint32_t from, Wanted&& wanted) const {
    std::vector<Edge> tree;  // the edges by which states were reached, breadth first
    std::vector<std::size_t> before;
    std::vector<bool> seen(states_.states());
    std::vector<Edge> path;
    constexpr std::size_t root = ~std::size_t{0};
    const auto expand = [&](std::uint32_t state, std::size_t by) {
        bool found = false;
        for_each_edge_within(state, [&](std::uint64_t edge) {
            const std::uint32_t target = states_.graph().targets[edge];
            if (found || (seen[target] && !wanted(edge))) return;
            seen[target] = true;
            tree.push_back({state, edge});
            before.push_back(by);
            found = wanted(edge);
        });
        return found;
    };
    bool found = expand(from, root);
    for (std::size_t i = 0; !found && i < tree.size(); ++i)
        found = expand(states_.graph().targets[tree[i].number], i);
    for (std::size_t i = tree.size() - 1; found && i != root; i = before[i])
        path.push_back(tree[i]);
    std::ranges::reverse(path);
    return path;
}

// From one unsettled obligation to the nearest step that settles one, and home again in the end.
std::vector<Step> Search::cycle_at(std::uint32_t start) const {
    const Graph& graph = states_.graph();
    ObligationSet open = to_settle(components_.of[start]);
    if (fairness_ == Fairness::weak) open &= states_.pending(start);
    std::vector<Edge> cycle;
    const auto go = [&](const std::vector<Edge>& path) {
        for (const Edge& edge : path) {
            cycle.push_back(edge);
            open &= ~settled_by(edge.number);
        }
    };
    const auto here = [&] { return cycle.empty() ? start : graph.targets[cycle.back().number]; };
    while (open != 0)
        go(shortest(here(), [&](std::uint64_t edge) { return (settled_by(edge) & open) != 0; }));
    if (cycle.empty() || here() != start)
        go(shortest(here(), [&](std::uint64_t edge) { return graph.targets[edge] == start; }));
    std::vector<Step> steps;
    for (const Edge& edge : cycle) steps.push_back(states_.step_along(edge.from, edge.number));
    return steps;
}

}  // namespace

FairRuns find_fair_runs(const Generator& model, const Purpose& purpose, Fairness fairness,
                        const Limits& limits, unsigned workers) {
    const auto start = std::chrono::steady_clock::now();
    FairRuns runs;
    const UnfinishedGraph states(model, purpose, limits, workers);
    runs.ending = states.ending();
    runs.states = states.states();
    runs.transitions = states.graph().targets.size();
    Search search(states, fairness);
    search.find();
    runs.components = search.count();
    for (std::uint32_t i = 0; i < states.states(); ++i) {
        const bool rests = states.rests(i);
        runs.rests += rests ? 1U : 0U;
        if (!rests && !search.on_fair_cycle(i)) continue;
        ++runs.stranded;
        if (runs.lasso) continue;
        runs.lasso.emplace();
        runs.lasso->stem = states.path_to(i);
        if (!rests) runs.lasso->cycle = search.cycle_at(i);
        model.for_each_initial(
            [&](View words) { runs.lasso->start.assign(words, words + model.words()); });
    }
    runs.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return runs;
}

}  // namespace snapcheck
