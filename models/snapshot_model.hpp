// The rules of an algorithm on an instance, as a model of the checker.
#pragma once

#include "models/narrate.hpp"
#include "models/snapshot_judge.hpp"

namespace snapcheck {

template <class Rules, unsigned WordCount>
class SnapshotModel {
  public:
    using State = Words<WordCount>;

    explicit SnapshotModel(const Rules& rules) : rules_(rules) {}

    std::vector<State> initial() const {
        State state{};
        rules_.start(state.data());
        return {state};
    }

    template <class Visit>
    void for_each_step(const State& state, Visit&& visit) const {
        rules_.for_each_step(state.data(), visit);
    }

    State apply(State state, Step step) const {
        rules_.take(state.data(), step);
        return state;
    }

    unsigned grade(const State& state) const { return rules_.grade(state.data()); }
    unsigned max_rise() const { return rules_.max_rise(); }
    unsigned rise(const State& before, Step step, const State& after) const {
        return rules_.rise(before.data(), step, after.data());
    }

    unsigned actors() const { return rules_.network().processes(); }
    unsigned actor(Step step) const { return rules_.actor(step); }

    std::string describe(const State& before, Step step) const {
        const State after = apply(before, step);
        return to_string(Narrator(rules_).event(before.data(), step, after.data()),
                         rules_.network());
    }

    SnapshotJudge<Rules, State> judge() const { return SnapshotJudge<Rules, State>(rules_); }

  private:
    const Rules& rules_;
};

}  // namespace snapcheck
