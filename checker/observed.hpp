// A model of which other things are observed than its own judge does: in a state, and in the steps
// out of it. States, steps and figures are those of the model.
#pragma once

#include "checker/generator.hpp"

namespace snapcheck {

class Observed final : public Generator {
  public:
    /// What is observed at a state, so many steps deep, in which the model itself observes `seen`.
    /// Of several workers at a time.
    using Look = std::function<Observations(View state, Observations seen, unsigned depth)>;

    Observed(Generator& model, Look look) : model_(model), look_(std::move(look)) {}

    unsigned words() const override { return model_.words(); }
    unsigned max_rise() const override { return model_.max_rise(); }
    void expand(const Parents& parents, unsigned worker, Offspring& offspring) override;

    void for_each_initial(const VisitState& visit) const override {
        model_.for_each_initial(visit);
    }
    void list_steps(View state, std::vector<Step>& steps) const override {
        model_.list_steps(state, steps);
    }
    bool take(std::uint64_t* state, Step step) const override { return model_.take(state, step); }
    unsigned rise(View before, Step step, View after) const override {
        return model_.rise(before, step, after);
    }
    unsigned actors() const override { return model_.actors(); }
    unsigned actor(Step step) const override { return model_.actor(step); }
    Observations observe(View state, unsigned depth) const override {
        return look_(state, model_.observe(state, depth), depth);
    }
    std::string describe(View state, Step step) const override {
        return model_.describe(state, step);
    }

  private:
    Generator& model_;
    Look look_;
};

}  // namespace snapcheck
