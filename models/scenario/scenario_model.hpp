// A scenario as a model of the checker.
#pragma once

#include "checker/words.hpp"
#include "models/scenario/scenario_rules.hpp"
#include "models/scenario/tell.hpp"

namespace snapcheck {

/// Observed where every line is read and every marker has arrived.
inline constexpr unsigned finished_bit = max_observations - 1;

/// `MakeJudge` makes what is called with (state, terminal, depth) and returns observations.
template <unsigned WordCount, class MakeJudge>
class ScenarioModel {
  public:
    using State = Words<WordCount>;

    ScenarioModel(const ScenarioRules& rules, MakeJudge make_judge)
        : rules_(rules), make_judge_(make_judge) {}

    std::vector<State> initial() const {
        State state{};
        rules_.layout().start(state.data());
        return {state};
    }

    template <class Visit>
    void for_each_step(const State& state, Visit&& visit) const {
        for (const Step step : rules_.steps(state.data())) visit(step);
    }

    State apply(State state, Step step) const {
        rules_.take(state.data(), step);
        return state;
    }

    unsigned grade(const State& state) const { return rules_.grade(state.data()); }
    unsigned max_rise() const { return 1; }
    unsigned rise(const State&, Step, const State&) const { return 1; }

    /// The servers, and the script itself.
    unsigned actors() const { return rules_.network().processes() + 1; }
    unsigned actor(Step step) const {
        if (step == ScenarioRules::next_line) return rules_.network().processes();
        return rules_.network().ends(ScenarioRules::channel_of(step)).target;
    }

    std::string describe(const State& state, Step step) const {
        return tell(rules_, state.data(), step);
    }

    auto judge() const { return make_judge_(rules_); }

  private:
    const ScenarioRules& rules_;
    MakeJudge make_judge_;
};

}  // namespace snapcheck
