#include "models/application/replay_application.hpp"

#include <algorithm>
#include <set>

#include "checker/word_set.hpp"
#include "models/application/explore_application.hpp"
#include "models/application/snapshot_purpose.hpp"
#include "models/replay_words.hpp"

namespace snapcheck {

namespace {

using State = std::vector<std::uint64_t>;

/// A step that could be taken next, and where it leads.
struct Way {
    Step step;
    State after;
    std::string words;
};

/// What a lasso puts off for ever though its fairness does not let it.
class Rounds {
  public:
    Rounds(const ApplicationModel& model, Fairness fairness)
        : model_(model), purpose_(model), fairness_(fairness) {}

    /// Why a run does not go on so for ever; empty if it does. `states`: of the cycle and, once
    /// more, the first.
    std::string objection(const std::vector<State>& states, const std::vector<Step>& steps) {
        if (states.back() != states.front()) return "the loop does not close";
        for (const State& state : states)
            if (purpose_.reached(state.data()) || !purpose_.begun(state.data()))
                return "the snapshot has not begun, or is complete, in the loop";
        if (steps.empty())
            return may_rest(states.back()) ? "" : "something has to happen after the last step";
        return fairness_ == Fairness::none || fair(states, steps)
                   ? ""
                   : "the loop puts something off for ever, which is not fair";
    }

  private:
    bool may_rest(const State& state) const {
        bool enabled = false;
        model_.for_each_step(state.data(), [&](Step) { enabled = true; });
        return !enabled || purpose_.may_rest(state.data());
    }

    // With nothing put off but what nobody can do any more, whatever happens.
    bool fair(const std::vector<State>& states, const std::vector<Step>& steps) const {
        const std::set<Obligation> unmet = put_off(states, steps);
        return unmet.empty() || no_way_to(unmet, states.front());
    }

    std::set<Obligation> put_off(const std::vector<State>& states,
                                 const std::vector<Step>& steps) const {
        std::set<Obligation> met, always, sometimes;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            std::vector<Obligation> pending;
            purpose_.list_pending(states[i].data(), pending);
            const std::set<Obligation> here(pending.begin(), pending.end());
            sometimes.insert(here.begin(), here.end());
            if (i == 0) always = here;
            std::erase_if(always, [&](Obligation one) { return !here.contains(one); });
            if (const auto one = purpose_.met_by(states[i].data(), steps[i])) met.insert(*one);
        }
        std::set<Obligation> unmet = fairness_ == Fairness::weak ? always : sometimes;
        std::erase_if(unmet, [&](Obligation one) { return met.contains(one); });
        return unmet;
    }

    /// Whether no run from a state meets one of these, or completes the snapshot.
    bool no_way_to(const std::set<Obligation>& unmet, const State& from) const {
        constexpr std::size_t most = 1U << 22;  // states: beyond, it is not known
        WordSet reached(model_.words());
        reached.insert(from.data());
        bool none = true;
        for (std::size_t i = 0; none && i < reached.size(); ++i) {
            const State before(reached[i], reached[i] + model_.words());
            if (purpose_.reached(before.data()) || reached.size() > most) return false;
            model_.for_each_step(before.data(), [&](Step step) {
                const auto met = purpose_.met_by(before.data(), step);
                if (met && unmet.contains(*met)) none = false;
                State after = before;
                model_.take(after.data(), step);
                reached.insert(after.data());
            });
        }
        return none;
    }

    const ApplicationModel& model_;
    SnapshotPurpose purpose_;
    Fairness fairness_;
};

class Walk {
  public:
    Walk(const ApplicationModel& model, const ToldRun& told) : model_(model), told_(told) {}

    Replay walk() {
        start();
        while (replay_.faithful() && steps_.size() < told_.steps.size()) go_on();
        ApplicationRun run = tell_run(model_, states_, steps_);
        replay_.run = std::move(run.run);
        if (replay_.faithful() && told_.loop) go_round();
        if (replay_.faithful()) replay_.objection = difference(replay_.run, told_.run);
        return replay_;
    }

  private:
    void start() {
        model_.for_each_initial(
            [&](View words) { states_.assign(1, State(words, words + model_.words())); });
        const auto facts = facts_of(model_, states_[0].data());
        if (facts != told_.run.facts[0])
            object("the initial state is another one: " + difference(facts, told_.run.facts[0]));
    }

    void go_on() {
        const std::size_t i = steps_.size();
        const std::vector<Way> all = ways();
        std::vector<const Way*> named, same;
        for (const Way& way : all) {
            if (way.words != told_.steps[i]) continue;
            named.push_back(&way);
            if (facts_of(model_, way.after.data()) == told_.run.facts[i + 1]) same.push_back(&way);
        }
        if (!same.empty()) return follow(*pick(same));
        const std::string step = "step " + std::to_string(i + 1) + ", " + told_.steps[i];
        if (!named.empty())
            return object(
                step + ", changes something else: " +
                difference(facts_of(model_, named.front()->after.data()), told_.run.facts[i + 1]));
        object(step + ", is not enabled");
        for (const Way& way : all)
            if (std::ranges::count(replay_.enabled, way.words) == 0)
                replay_.enabled.push_back(way.words);
    }

    // On bag, messages that say the same may come from before a recording and from after it: no
    // fact says so, but their numbers do.
    const Way* pick(const std::vector<const Way*>& ways) {
        const std::size_t i = steps_.size();
        for (const Way* way : ways) {
            if (ways.size() == 1) break;
            follow(*way);
            const NumberedRun run = number(model_, states_, steps_);
            states_.pop_back();
            steps_.pop_back();
            if (run.run.events.back() == told_.run.events[i]) return way;
        }
        return ways.front();
    }

    void follow(const Way& way) {
        steps_.push_back(way.step);
        states_.push_back(way.after);
    }

    std::vector<Way> ways() const {
        std::vector<Way> all;
        const View here = states_.back().data();
        model_.for_each_step(here, [&](Step step) {
            State after = states_.back();
            model_.take(after.data(), step);
            all.push_back({step, std::move(after), model_.describe(here, step)});
        });
        return all;
    }

    void go_round() {
        const auto from = static_cast<std::ptrdiff_t>(*told_.loop);
        replay_.objection = Rounds(model_, told_.fairness)
                                .objection({states_.begin() + from, states_.end()},
                                           {steps_.begin() + from, steps_.end()});
        if (replay_.faithful())
            replay_.run.observed.back() |= Observations{1} << property_bit("terminates");
    }

    void object(std::string why) { replay_.objection = std::move(why); }

    const ApplicationModel& model_;
    const ToldRun& told_;
    std::vector<State> states_;
    std::vector<Step> steps_;
    Replay replay_;
};

}  // namespace

Replay replay_application(const AlgorithmEntry& algorithm, const ApplicationSetting& setting,
                          const ToldRun& told) {
    validate(setting);
    const auto part = part_of(algorithm, setting);
    Replay replay;
    with_application_model(
        *part, setting, [&](const ApplicationModel& model) { replay = Walk(model, told).walk(); });
    return replay;
}

}  // namespace snapcheck
