// A model whose states remember something of the run that led to them: one more word, which a
// watcher writes at every step. What depends on the order of steps, and not on where they lead to,
// can so be searched for like anything else.
#pragma once

#include "checker/generator.hpp"

namespace snapcheck {

/// Says what is remembered after a step, and what there is to observe.
class Watcher {
  public:
    virtual ~Watcher() = default;
    /// Of several workers at a time.
    virtual std::uint64_t remember(std::uint64_t memory, View before, Step step,
                                   View after) const = 0;
    /// `seen`: what the model itself observes.
    virtual Observations observe(std::uint64_t memory, Observations seen, bool terminal) const = 0;
};

class Watched final : public Generator {
  public:
    Watched(Generator& model, const Watcher& watcher) : model_(model), watcher_(watcher) {}

    unsigned words() const override { return model_.words() + 1; }
    unsigned max_rise() const override { return model_.max_rise(); }
    void expand(const Parents& parents, unsigned worker, Offspring& offspring) override;

    void for_each_initial(const VisitState& visit) const override;
    void list_steps(View state, std::vector<Step>& steps) const override {
        model_.list_steps(state, steps);
    }
    bool take(std::uint64_t* state, Step step) const override;
    unsigned rise(View before, Step step, View after) const override {
        return model_.rise(before, step, after);
    }
    unsigned actors() const override { return model_.actors(); }
    unsigned actor(Step step) const override { return model_.actor(step); }
    Observations observe(View state, unsigned depth) const override {
        std::vector<Step> steps;
        list_steps(state, steps);
        return watcher_.observe(memory_in(state), model_.observe(state, depth), steps.empty());
    }
    std::string describe(View state, Step step) const override {
        return model_.describe(state, step);
    }

  private:
    std::uint64_t memory_in(View state) const { return state[model_.words()]; }
    void expand_one(const Parents& parent, unsigned worker, Offspring& offspring);

    Generator& model_;
    const Watcher& watcher_;
};

}  // namespace snapcheck
