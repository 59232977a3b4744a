// The seam between models, of which there are many, and the search, which is compiled for each
// width of a state and knows none of them: one indirect call for a few dozen states, none inside
// it.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "checker/model.hpp"
#include "checker/word_buffer.hpp"

namespace snapcheck {

/// States to expand, one after the other, `stride` words each, and their distances.
struct Parents {
    const std::uint64_t* states;
    const std::uint16_t* depths;
    std::size_t count;
    unsigned stride;
    unsigned horizon;  // states this deep are judged and not expanded

    View state(std::size_t i) const { return states + i * stride; }
    bool expanded(std::size_t i) const { return depths[i] < horizon; }
};

/// What became of a few states.
struct Offspring {
    struct Fate {
        unsigned steps;     // that are enabled
        Observations seen;  // in the state
    };
    std::vector<Fate> fates;
    WordBuffer successors;            // stride words each, in the order of parents and steps
    std::vector<std::uint8_t> rises;  // of each successor; empty where every step rises alike
    std::vector<Step> steps;          // of the parent at hand

    void clear() {
        fates.clear();
        successors.clear();
        rises.clear();
    }
};

/// A model, as the search and the path finder see it. Only expand() is called often.
class Generator {
  public:
    using VisitState = std::function<void(View)>;

    virtual ~Generator() = default;
    virtual unsigned words() const = 0;
    virtual unsigned max_rise() const = 0;
    virtual void expand(const Parents& parents, unsigned worker, Offspring& offspring) = 0;

    virtual void for_each_initial(const VisitState& visit) const = 0;
    virtual void list_steps(View state, std::vector<Step>& steps) const = 0;
    virtual void take(std::uint64_t* state, Step step) const = 0;
    virtual unsigned rise(View before, Step step, View after) const = 0;
    virtual unsigned actors() const = 0;
    virtual unsigned actor(Step step) const = 0;
    virtual Observations observe(View state, unsigned depth) const = 0;
    virtual std::string describe(View state, Step step) const = 0;

    /// Calls visit(step) for every enabled step, in increasing order.
    template <class Visit>
    void for_each_step(View state, Visit&& visit) const {
        std::vector<Step> steps;
        list_steps(state, steps);
        for (const Step step : steps) visit(step);
    }

    /// The state that an enabled step leads to.
    template <class State>
    State after(State state, Step step) const {
        take(state.data(), step);
        return state;
    }
};

/// The hot loop, compiled for each model.
template <Model M>
class ModelGenerator final : public Generator {
  public:
    using Judge = decltype(std::declval<const M&>().judge());

    ModelGenerator(const M& model, unsigned workers) : model_(model) {
        for (unsigned i = 0; i < workers; ++i)
            judges_.push_back(std::make_unique<Judge>(model.judge()));
    }

    unsigned words() const override { return model_.words(); }
    unsigned max_rise() const override { return snapcheck::max_rise(model_); }

    void expand(const Parents& parents, unsigned worker, Offspring& offspring) override {
        Judge& judge = *judges_[worker];
        const bool uneven = max_rise() > 1;
        for (std::size_t i = 0; i < parents.count; ++i) {
            const View state = parents.state(i);
            list_steps(state, offspring.steps);
            const bool terminal = offspring.steps.empty();
            offspring.fates.push_back({static_cast<unsigned>(offspring.steps.size()),
                                       judge(state, terminal, parents.depths[i])});
            if (!parents.expanded(i)) continue;
            for (const Step step : offspring.steps) {
                std::uint64_t* const next = offspring.successors.extend(parents.stride);
                for (unsigned word = 0; word < parents.stride; ++word) next[word] = state[word];
                model_.take(next, step);
                const unsigned rise = snapcheck::rise(model_, state, step, next);
                if (uneven) offspring.rises.push_back(static_cast<std::uint8_t>(rise));
            }
        }
    }

    // The memory of `steps` is used again, so nothing is allocated.
    void list_steps(View state, std::vector<Step>& steps) const override {
        steps.clear();
        model_.for_each_step(state, [&](Step step) { steps.push_back(step); });
    }

    void for_each_initial(const VisitState& visit) const override {
        model_.for_each_initial(visit);
    }
    void take(std::uint64_t* state, Step step) const override { model_.take(state, step); }
    unsigned rise(View before, Step step, View after) const override {
        return snapcheck::rise(model_, before, step, after);
    }
    unsigned actors() const override { return model_.actors(); }
    unsigned actor(Step step) const override { return model_.actor(step); }
    Observations observe(View state, unsigned depth) const override {
        std::vector<Step> steps;
        list_steps(state, steps);
        return model_.judge()(state, steps.empty(), depth);
    }
    std::string describe(View state, Step step) const override {
        return model_.describe(state, step);
    }

    /// One a worker, with all that they have gathered.
    const std::vector<std::unique_ptr<Judge>>& judges() const { return judges_; }

  private:
    const M& model_;
    std::vector<std::unique_ptr<Judge>> judges_;  // apart from each other: each is one worker's
};

}  // namespace snapcheck
