// From a model to what the search works with: the hot loop, compiled for each model.
#pragma once

#include <memory>

#include "checker/search.hpp"

namespace snapcheck {

template <Model M>
class ModelExpander final : public Expander<typename M::State> {
  public:
    using State = typename M::State;
    using Judge = decltype(std::declval<const M&>().judge());

    ModelExpander(const M& model, unsigned workers) : model_(model) {
        for (unsigned i = 0; i < workers; ++i)
            judges_.push_back(std::make_unique<Judge>(model.judge()));
    }

    void expand(const Shard<State>& shard, const Orders& orders, unsigned worker,
                Desk& desk) override {
        Judge& judge = *judges_[worker];
        const bool graded = max_rise() != 0;
        for (std::size_t i = shard.open; i < shard.fence; ++i) {
            const State state = shard.states[i];
            const unsigned depth = shard.depths[i];
            const std::uint64_t* runs = shard.runs.data() + i * orders.known_run_words;
            const bool inside = depth < orders.horizon;
            unsigned steps = 0;
            model_.for_each_step(state, [&](Step step) {
                ++steps;
                if (!inside) return;
                const State next = model_.apply(state, step);
                const unsigned lane = graded ? snapcheck::rise(model_, state, step, next) - 1 : 0;
                desk.outboxes[lane].post(next, orders.shape, depth + 1, runs,
                                         orders.known_run_words);
            });
            count(desk, judge(state, steps == 0, depth), depth, steps, inside);
            if (steps == 0 && orders.count_runs) add_runs(desk.runs, runs, orders.known_run_words);
        }
    }

    std::vector<State> initial() const override { return model_.initial(); }
    unsigned max_rise() const override { return snapcheck::max_rise(model_); }
    void for_each_step(const State& state,
                       const typename Expander<State>::VisitStep& visit) const override {
        model_.for_each_step(state, [&](Step step) { visit(step); });
    }
    State apply(const State& state, Step step) const override { return model_.apply(state, step); }
    unsigned rise(const State& before, Step step, const State& after) const override {
        return snapcheck::rise(model_, before, step, after);
    }
    unsigned actors() const override { return model_.actors(); }
    unsigned actor(Step step) const override { return model_.actor(step); }
    Observations observe(const State& state, unsigned depth) const override {
        bool terminal = true;
        model_.for_each_step(state, [&](Step) { terminal = false; });
        return model_.judge()(state, terminal, depth);
    }
    std::string describe(const State& state, Step step) const override {
        return model_.describe(state, step);
    }

    /// One a worker, with all that they have gathered.
    const std::vector<std::unique_ptr<Judge>>& judges() const { return judges_; }

  private:
    static void count(Desk& desk, Observations seen, unsigned depth, unsigned steps, bool inside) {
        LevelTally& level = desk.tally.level(depth);
        ++level.states;
        level.terminal += steps == 0;
        level.observe(seen);
        if (inside)
            level.transitions += steps;
        else
            desk.left += steps != 0;
    }

    const M& model_;
    std::vector<std::unique_ptr<Judge>> judges_;  // apart from each other: each is one worker's
};

/// Explores `model` until nothing is left, something in `options.stop_at` is observed, or a limit.
template <Model M>
Report explore(const M& model, const SearchOptions& options) {
    ModelExpander<M> expander(model, options.workers);
    return Search<typename M::State>(expander, options).run();
}

}  // namespace snapcheck
