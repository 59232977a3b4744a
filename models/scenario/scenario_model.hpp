// A scenario as a model of the checker.
#pragma once

#include "models/scenario/scenario_rules.hpp"
#include "models/scenario/tell.hpp"

namespace snapcheck {

/// Observed where every line is read and every marker has arrived.
inline constexpr unsigned finished_bit = max_observations - 1;

/// `Judge` is made of the rules, one for each worker.
template <class Judge>
class ScenarioModel {
  public:
    explicit ScenarioModel(const ScenarioRules& rules) : rules_(rules) {}

    unsigned words() const { return rules_.layout().words(); }

    template <class Visit>
    void for_each_initial(Visit&& visit) const {
        std::vector<std::uint64_t> state(words());
        rules_.layout().start(state.data());
        visit(state.data());
    }

    template <class Visit>
    void for_each_step(View state, Visit&& visit) const {
        for (const Step step : rules_.steps(state)) visit(step);
    }

    void take(std::uint64_t* state, Step step) const { rules_.take(state, step); }

    unsigned grade(View state) const { return rules_.grade(state); }
    unsigned max_rise() const { return 1; }
    unsigned rise(View, Step, View) const { return 1; }

    /// The servers, and the script itself.
    unsigned actors() const { return rules_.network().processes() + 1; }
    unsigned actor(Step step) const {
        if (step == ScenarioRules::next_line) return rules_.network().processes();
        return rules_.network().ends(ScenarioRules::channel_of(step)).target;
    }

    std::string describe(View state, Step step) const { return tell(rules_, state, step); }

    Judge judge() const { return Judge(rules_); }

  private:
    const ScenarioRules& rules_;
};

}  // namespace snapcheck
