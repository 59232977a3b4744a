#include "models/application/never_occurred.hpp"

#include <algorithm>
#include <map>

#include "checker/input_error.hpp"
#include "checker/path_finder.hpp"
#include "checker/search.hpp"
#include "models/application/application_check.hpp"
#include "models/application/application_judge.hpp"
#include "models/application/explore_application.hpp"

namespace snapcheck {

namespace {

using State = std::vector<std::uint64_t>;

constexpr Observations recorded_and_avoided = 1;

constexpr unsigned the_snapshot = 0;  // the only one

/// The runs up to where the snapshot is complete that never are in one state; or in any.
class UntilComplete {
  public:
    explicit UntilComplete(const ApplicationModel& model) : model_(model) {}

    const ApplicationModel& application() const { return model_; }
    void avoid(const GlobalState& state) { avoided_ = in_order(state); }

    unsigned words() const { return model_.words(); }
    template <class Visit>
    void for_each_initial(Visit&& visit) const {
        model_.for_each_initial(visit);
    }
    template <class Visit>
    void for_each_step(View state, Visit&& visit) const {
        if (!model_.complete(state, the_snapshot) && !in_avoided(state))
            model_.for_each_step(state, visit);
    }
    void take(std::uint64_t* state, Step step) const { model_.take(state, step); }
    unsigned actors() const { return model_.actors(); }
    unsigned actor(Step step) const { return model_.actor(step); }
    std::string describe(View state, Step step) const { return model_.describe(state, step); }

    class Judge;
    Judge judge() const;

  private:
    // Most states differ in who is where.
    bool in_avoided(View state) const {
        if (!avoided_) return false;
        for (Process p = 0; p < model_.network().processes(); ++p)
            if (model_.local(state, p) != avoided_->locals[p]) return false;
        return in_order(model_.global_state(state)) == *avoided_;
    }
    bool records_avoided(View state) const {
        for (Process p = 0; p < model_.network().processes(); ++p)
            if (model_.recorded_local(state, p, the_snapshot) != avoided_->locals[p]) return false;
        return in_order(model_.recorded_state(state, the_snapshot)) == *avoided_;
    }
    // On channels without an order, the same contents are the same state.
    GlobalState in_order(GlobalState state) const {
        if (!model_.channels().ordered())
            for (auto& channel : state.channels) std::ranges::sort(channel);
        return state;
    }

    const ApplicationModel& model_;
    std::optional<GlobalState> avoided_;
};

class UntilComplete::Judge {
  public:
    explicit Judge(const UntilComplete& model)
        : model_(&model), snapshots_(model.application().judge()) {}

    Observations operator()(View state, bool terminal, unsigned depth) {
        if (!model_->avoided_) return snapshots_(state, terminal, depth);
        if (!model_->model_.complete(state, the_snapshot) || model_->in_avoided(state) ||
            in_excess(state))
            return 0;
        return model_->records_avoided(state) ? recorded_and_avoided : 0;
    }
    const ApplicationModel::Judge& snapshots() const { return snapshots_; }

  private:
    bool in_excess(View state) const {
        for (unsigned c = 0; c < model_->model_.network().channels(); ++c)
            if (model_->model_.channels().marked(state, c, the_snapshot, Mark::excess)) return true;
        return false;
    }

    const UntilComplete* model_;
    ApplicationModel::Judge snapshots_;
};

UntilComplete::Judge UntilComplete::judge() const {
    return Judge(*this);
}

class Hunt {
  public:
    Hunt(const ApplicationModel& model, const CheckOptions& options)
        : model_(model), options_(options), search_(search_options_of(options)) {
        search_.count_runs = false;
    }

    NeverOccurred hunt() && {
        for (const auto& [depth, snapshot] : snapshots()) {
            if (!goes_on(found_.ending)) break;
            // No run that records it is shorter than the first one.
            if (path_ && depth >= path_->steps.size()) break;
            ++found_.sought;
            seek(model_.recorded_state(snapshot.data(), the_snapshot));
        }
        const Sighting& excess = found_.report.observed[excess_bit];
        found_.excess = excess.states != 0 && (!path_ || excess.depth < path_->steps.size());
        if (path_) tell();
        return std::move(found_);
    }

  private:
    // What lies beyond a depth that is asked for is no shorter.
    static bool goes_on(Ending ending) {
        return ending == Ending::exhausted || ending == Ending::depth_limit;
    }

    using Snapshots = std::vector<std::pair<unsigned, State>>;

    /// All that can be recorded, with the least number of steps to each, in that order.
    Snapshots snapshots() {
        const UntilComplete all(model_);
        ModelGenerator<UntilComplete> generator(all, options_.workers);
        search_.stop_at = 0;
        found_.report = explore(generator, search_);
        found_.ending = found_.report.ending;
        std::map<State, unsigned> first;
        for (const auto& judge : generator.judges()) {
            const auto& known = judge->snapshots().snapshots(the_snapshot);
            for (std::size_t i = 0; i < known.size(); ++i) {
                const unsigned depth = judge->snapshots().first_depth(the_snapshot, i);
                const auto [entry, fresh] =
                    first.try_emplace(State(known[i], known[i] + model_.words()), depth);
                entry->second = std::min(entry->second, depth);
            }
        }
        found_.snapshots = first.size();
        Snapshots sorted;
        for (const auto& [state, depth] : first) sorted.emplace_back(depth, state);
        std::ranges::sort(sorted);
        return sorted;
    }

    /// A run that records it and never is in it, if one is shorter than the best so far.
    void seek(const GlobalState& recorded) {
        UntilComplete beside(model_);
        beside.avoid(recorded);
        ModelGenerator<UntilComplete> generator(beside, options_.workers);
        SearchOptions search = search_;
        search.stop_at = recorded_and_avoided;
        if (path_)
            search.limits.max_depth =
                std::min(search.limits.max_depth, static_cast<unsigned>(path_->steps.size()) - 1);
        const Report report = explore(generator, search);
        if (report.observed[0].states == 0) {
            const bool looked_everywhere = report.complete() || (path_ && goes_on(report.ending));
            if (!looked_everywhere) found_.ending = report.ending;
            return;
        }
        try {
            const auto finder = explore_for_paths(generator, report.observed[0].depth, search);
            path_ = finder->find(recorded_and_avoided, finder->first_depth(0));
            states_ = replay(generator, *path_);
        } catch (const SearchStopped& stopped) {
            found_.ending = stopped.ending;
        }
    }

    void tell() {
        const std::vector<Step>& steps = path_->steps;
        RunBesideItsRecord found{tell_run(model_, states_, steps, the_snapshot),
                                 {},
                                 model_.recorded_state(states_.back().data(), the_snapshot),
                                 permute(model_, states_, steps)};
        for (const State& state : states_)
            found.states.push_back(model_.global_state(state.data()));
        found_.found = std::move(found);
    }

    const ApplicationModel& model_;
    const CheckOptions& options_;
    SearchOptions search_;
    NeverOccurred found_;
    std::optional<Path> path_;
    std::vector<State> states_;  // along it
};

}  // namespace

NeverOccurred find_never_occurred(const AlgorithmEntry& algorithm,
                                  const ApplicationSetting& setting, const CheckOptions& options) {
    validate(setting);
    const ChannelKind kind = setting.instance.channels.kind;
    if (kind != ChannelKind::fifo && kind != ChannelKind::bag)
        throw InputError("--channels " + to_string(setting.instance.channels) +
                         " does not go with --never-occurred: the steps of the application are put "
                         "in another order, which losses and full channels do not let");
    if (setting.instance.snapshots != 1)
        throw InputError("--snapshots does not go with --never-occurred: one snapshot is taken");
    const auto part = part_of(algorithm, setting);
    NeverOccurred found;
    with_application_model(*part, setting, [&](const ApplicationModel& model) {
        found = Hunt(model, options).hunt();
    });
    return found;
}

}  // namespace snapcheck
