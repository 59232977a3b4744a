#include "models/application/permuted_run.hpp"

#include <algorithm>

namespace snapcheck {

namespace {

using Kind = ApplicationModel::Kind;

constexpr unsigned the_snapshot = 0;  // the only one

using State = std::vector<std::uint64_t>;

/// The step as the application sees it; nullptr where it does nothing.
const Transition* transition_of(const ApplicationModel& model, View before, Step step) {
    const unsigned subject = ApplicationModel::subject_of(step);
    const unsigned detail = ApplicationModel::detail_of(step);
    const Process p = model.actor(step);
    if (ApplicationModel::kind_of(step) == Kind::spontaneous)
        return &model.application().processes[p].transitions[detail];
    if (ApplicationModel::kind_of(step) != Kind::deliver) return nullptr;
    const Item item = model.channels().at(before, subject, detail);
    if (item.control) return nullptr;
    return model.receipt(p, model.local(before, p), {subject, item.content});
}

/// The application on its own, as if there were no snapshot: it shares nothing with the model that
/// was explored, so that it can contradict it.
class Alone {
  public:
    Alone(GlobalState state, bool ordered) : state_(std::move(state)), ordered_(ordered) {}

    const GlobalState& state() const { return state_; }

    /// False where the step is not possible.
    bool take(Process p, const Transition& transition) {
        if (state_.locals[p] != transition.from) return false;
        if (transition.receives && !receive(*transition.receives)) return false;
        for (const Dispatch& message : transition.sends)
            state_.channels[message.channel].push_back(message.content);
        state_.locals[p] = transition.to;
        return true;
    }

  private:
    bool receive(const Dispatch& message) {
        auto& channel = state_.channels[message.channel];
        const auto found = std::ranges::find(channel, message.content);
        if (found == channel.end() || (ordered_ && found != channel.begin())) return false;
        channel.erase(found);
        return true;
    }

    GlobalState state_;
    bool ordered_;
};

// Where there is no order, equal contents are equal states.
GlobalState comparable(GlobalState state, bool ordered) {
    if (!ordered)
        for (auto& channel : state.channels) std::ranges::sort(channel);
    return state;
}

}  // namespace

PermutedRun permute(const ApplicationModel& model, const std::vector<State>& states,
                    const std::vector<Step>& steps) {
    PermutedRun permuted;
    const Application& application = model.application();
    std::vector<std::pair<PermutedStep, const Transition*>> order;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Transition* const transition = transition_of(model, states[i].data(), steps[i]);
        if (transition == nullptr) continue;
        const Process p = model.actor(steps[i]);
        // What the algorithm does in a step, it does just before the application.
        const bool prerecording = !model.recorded(states[i + 1].data(), p, the_snapshot);
        order.push_back(
            {{i + 1, p, prerecording, to_string(*transition, p, application)}, transition});
        permuted.prerecording += prerecording ? 1U : 0U;
        permuted.before += model.started(states[i].data(), the_snapshot) ? 0U : 1U;
    }
    std::ranges::sort(order, {}, [](const auto& entry) {
        return std::pair(!entry.first.prerecording, entry.first.step);
    });

    const bool ordered = model.channels().ordered();
    const auto same = [&](const GlobalState& one, const GlobalState& other) {
        return comparable(one, ordered) == comparable(other, ordered);
    };
    Alone alone(model.global_state(states.front().data()), ordered);
    permuted.states.push_back(alone.state());
    for (const auto& [step, transition] : order) {
        permuted.steps.push_back(step);
        if (!permuted.failure.empty()) continue;
        if (alone.take(step.process, *transition))
            permuted.states.push_back(alone.state());
        else
            permuted.failure =
                "step " + std::to_string(step.step) + " is not possible where it comes now";
    }
    const View last = states.back().data();
    if (permuted.states.size() > permuted.prerecording &&
        !same(permuted.states[permuted.prerecording], model.recorded_state(last, the_snapshot)))
        permuted.failure = "behind the prerecording steps, the state is " +
                           to_string(permuted.states[permuted.prerecording], application);
    else if (permuted.failure.empty() && !same(alone.state(), model.global_state(last)))
        permuted.failure = "it does not end as the run did";
    return permuted;
}

}  // namespace snapcheck
