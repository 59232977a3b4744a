// Where an algorithm becomes something that can be checked: compiled for every discipline, and for
// nothing else, since the search knows neither. Included once for each algorithm, by whoever lists
// it.
#pragma once

#include "models/application/part_of_algorithm.hpp"
#include "models/channels/all.hpp"
#include "models/check.hpp"
#include "models/portrait.hpp"
#include "models/recorded_cut.hpp"
#include "models/reduction/diamonds.hpp"
#include "models/reduction/sleep.hpp"
#include "models/snapshot_model.hpp"
#include "models/symmetry/symmetry_on.hpp"

namespace snapcheck {

namespace detail {

template <class Algorithm, class Channels>
class SnapshotSubject final : public Subject {
  public:
    SnapshotSubject(const Instance& instance, const Assumptions& assumed, unsigned workers)
        : plan_(instance, assumed, shape_of<Algorithm>()),
          model_(plan_),
          generator_(model_, workers) {}

    Generator& generator() override { return generator_; }

    Reduction reduction() const override {
        return HasInvariant<Algorithm>
                   ? Reduction{{}, {}, "what the algorithm claims is judged in every state"}
                   : reduction_on<Channels>(model_, generator_);
    }

    SleepSetsFound sleep_sets() const override {
        return sleep_sets_on<Channels>(model_, generator_.kinds(), reduction().obstacle);
    }

    SymmetryFound symmetry(Kept kept, unsigned workers) const override {
        if constexpr (HasInvariant<Algorithm>)
            return {{}, "what the algorithm claims of all processes is judged in every state"};
        else
            return symmetry_on<Channels>(model_, generator_, anatomy_of<Algorithm>(), kept,
                                         workers);
    }

    std::uint64_t count_snapshots(unsigned last_depth) const override {
        std::uint64_t total = 0;
        for (unsigned s = 0; s < model_.snapshots(); ++s) total += cuts(s, last_depth).size();
        return total;
    }
    CutsAlike count_snapshots(unsigned last_depth, const StateSymmetry& symmetry) const override {
        CutsAlike total;
        for (unsigned s = 0; s < model_.snapshots(); ++s) {
            const CutsAlike alike = symmetry.count(cuts(s, last_depth));
            total.classes += alike.classes;
            total.cuts += alike.cuts;
        }
        return total;
    }

    Run tell(const std::vector<View>& states, const std::vector<Step>& steps,
             unsigned snapshot) const override {
        return tell_run<Channels>(model_, states, steps, snapshot);
    }

    unsigned culprit(View last, unsigned property) const override {
        return model_.culprit(last, property);
    }

    std::vector<std::string> portrait(View state) const override {
        return snapcheck::portrait<Channels>(model_, state);
    }
    std::string step_portrait(View before, Step step) const override {
        return snapcheck::step_portrait<Channels>(model_, before, step);
    }

    Event event(View before, Step step, View after) const override {
        return tell_event<Channels>(model_, before, step, after, 0);
    }
    Side side(View before, Step step, View after) const override {
        return model_.side(before, step, after, 0);
    }
    bool complete(View state) const override { return model_.complete(state, 0); }
    std::vector<ChannelCut> cut(View state) const override {
        return recorded_cut<Channels>(model_, state, 0);
    }

  private:
    using Model = SnapshotModel<Algorithm, Channels>;

    WordSet cuts(unsigned snapshot, unsigned last_depth) const {
        WordSet all(model_.words());
        for (const auto& judge : generator_.judges())
            for (std::size_t i = 0; i < judge->cuts(snapshot).size(); ++i)
                if (judge->first_depth(snapshot, i) <= last_depth)
                    all.insert(judge->cuts(snapshot)[i]);
        return all;
    }

    Blueprint<Channels> plan_;
    Model model_;
    ModelGenerator<Model> generator_;
};

}  // namespace detail

/// The algorithm on an instance. Throws InstanceTooLarge where a part of a state is.
template <class Algorithm>
std::unique_ptr<Subject> make_subject(const Instance& instance, const Assumptions& assumed,
                                      unsigned workers) {
    const auto on = [&]<class Channels>() -> std::unique_ptr<Subject> {
        return std::make_unique<detail::SnapshotSubject<Algorithm, Channels>>(instance, assumed,
                                                                              workers);
    };
    using enum ChannelKind;
    switch (instance.channels.kind) {
        case bag:
            return on.template operator()<Bag>();
        case causal:
            return on.template operator()<Causal>();
        case lossy:
            return on.template operator()<Lossy>();
        case duplicating:
            return on.template operator()<Duplicating>();
        case bounded:
        case bounded_blocking:
            return on.template operator()<Bounded>();
        default:
            return on.template operator()<Fifo>();
    }
}

/// The entry of an algorithm in a program's catalogue.
template <class Algorithm>
AlgorithmEntry entry() {
    AlgorithmEntry entry{
        Algorithm::name,      {}, {}, {}, {}, HasInvariant<Algorithm>, {}, &make_subject<Algorithm>,
        &make_part<Algorithm>};
    if constexpr (requires { Algorithm::about; }) entry.about = Algorithm::about;
    if constexpr (requires { Algorithm::needs; }) entry.needs = Algorithm::needs;
    if constexpr (requires { Algorithm::broken_rule; }) entry.about = Algorithm::broken_rule;
    if constexpr (requires { Algorithm::caught_by; }) entry.caught_by = Algorithm::caught_by;
    if constexpr (requires { Algorithm::trials; }) entry.trials = Algorithm::trials;
    if constexpr (requires { Algorithm::killed_on; }) entry.killed_on = Algorithm::killed_on;
    return entry;
}

}  // namespace snapcheck
