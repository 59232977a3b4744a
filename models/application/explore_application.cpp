#include "models/application/explore_application.hpp"

#include "checker/word_set.hpp"
#include "models/application/application_judge.hpp"

namespace snapcheck {

namespace {

struct Nothing {
    static constexpr std::string_view name = "nothing";
    using Site = snapcheck::Site<>;
    void initiate(Site&) {}
    void receive(Site&, Channel, Message) {}
    bool done(const Site&) const { return false; }
};

// What is in a channel grows for ever in an application that sends without end: its states are not
// finitely many.
constexpr unsigned most_in_a_channel = 20;

void require_bounded(const Assumptions& assumed) {
    if (assumed.controls > most_in_a_channel)
        throw InputError(
            "a channel can hold more than " + std::to_string(most_in_a_channel) +
            " messages: this application, or the algorithm, sends without end, or more than "
            "is supported");
}

}  // namespace

void with_application_model(const AlgorithmPart& algorithm, const ApplicationSetting& setting,
                            const std::function<void(const ApplicationModel&)>& job) {
    for (Assumptions assumed;;) {
        try {
            const ApplicationModel model(setting, algorithm, assumed);
            if (model.words() > max_words) throw too_many_words(model.words());
            return job(model);
        } catch (const AssumptionFailed& failed) {
            assumed = relax(assumed, failed.which);
            require_bounded(assumed);
        }
    }
}

std::unique_ptr<AlgorithmPart> part_of(const AlgorithmEntry& algorithm,
                                       const ApplicationSetting& setting) {
    if (const auto reason = algorithm.inapplicable(setting.instance)) throw InputError(*reason);
    auto part = algorithm.make_part == nullptr ? nullptr : algorithm.make_part();
    if (!part)
        throw InputError(std::string(algorithm.name) +
                         " tells messages apart by their numbers, and messages of an application "
                         "have none: it can be checked on the free workload only");
    return part;
}

std::unique_ptr<AlgorithmPart> no_algorithm() {
    return make_part<Nothing>();
}

namespace {

/// Breadth first, one state after the other: the application alone is small.
class Walk {
  public:
    using Wanted = std::function<bool(const GlobalState&, const GlobalState&)>;

    Walk(const ApplicationModel& model, const Wanted& wanted, const Limits& limits)
        : model_(model), wanted_(wanted), limits_(limits), states_(model.words()) {}

    std::optional<ApplicationRun> walk() {
        model_.for_each_initial([&](View state) { states_.insert(state); });
        from_.push_back({0, Step{}});
        for (std::size_t i = 0; i < states_.size(); ++i) {
            if (states_.size() > limits_.max_states)
                throw InputError("the application alone has more states than --max-states");
            if (auto run = expand(i)) return run;
        }
        return std::nullopt;
    }

  private:
    using State = std::vector<std::uint64_t>;
    struct Origin {
        std::size_t state;
        Step step;
    };

    std::optional<ApplicationRun> expand(std::size_t index) {
        const State before = copy(index);
        std::optional<ApplicationRun> found;
        model_.for_each_step(before.data(), [&](Step step) {
            if (found) return;
            State after = before;
            model_.take(after.data(), step);
            if (states_.insert(after.data()).fresh) from_.push_back({index, step});
            if (wanted_(model_.global_state(before.data()), model_.global_state(after.data())))
                found = run_to(index, step, after);
        });
        return found;
    }

    ApplicationRun run_to(std::size_t index, Step last, const State& end) const {
        std::vector<State> states{end, copy(index)};
        std::vector<Step> steps{last};
        for (; index != 0; index = from_[index].state) {
            steps.push_back(from_[index].step);
            states.push_back(copy(from_[index].state));
        }
        return tell_run(model_, {states.rbegin(), states.rend()}, {steps.rbegin(), steps.rend()});
    }

    State copy(std::size_t index) const {
        return {states_[index], states_[index] + model_.words()};
    }

    const ApplicationModel& model_;
    const Wanted& wanted_;
    const Limits& limits_;
    WordSet states_;
    std::vector<Origin> from_;
};

}  // namespace

std::optional<ApplicationRun> find_step_of(
    const ApplicationSetting& setting,
    const std::function<bool(const GlobalState&, const GlobalState&)>& wanted,
    const Limits& limits) {
    ApplicationSetting alone = setting;
    alone.instance.initiators.clear();
    std::optional<ApplicationRun> run;
    const auto nothing = no_algorithm();
    with_application_model(*nothing, alone, [&](const ApplicationModel& model) {
        run = Walk(model, wanted, limits).walk();
    });
    return run;
}

}  // namespace snapcheck
