#include "models/application/detect.hpp"

#include <algorithm>

#include "checker/path_finder.hpp"
#include "checker/search.hpp"
#include "models/application/detection_model.hpp"
#include "models/application/explore_application.hpp"

namespace snapcheck {

namespace {

using Sight = DetectionModel::Sight;
using State = std::vector<std::uint64_t>;
using Verdict = Finding::Verdict;

Observations bit(Sight sight) {
    return Observations{1} << sight;
}

class Detection {
  public:
    Detection(const ApplicationModel& application, const StablePredicate& stable,
              const CheckOptions& options)
        : application_(application),
          stable_(stable),
          model_(application, stable.predicate),
          generator_(model_, options.workers),
          search_(search_options_of(options)) {
        search_.stop_at = options.go_on ? 0 : bit(Sight::missed) | bit(Sight::false_alarm);
        search_.count_runs = false;
    }

    DetectionResult run(bool with_runs) {
        result_.report = explore(generator_, search_);
        result_.complete = states(Sight::completed);
        result_.held_at_start = states(Sight::held_at_start);
        result_.recorded = states(Sight::in_record);
        add_finding(no_missed_detection, Sight::missed, Sight::held_at_start);
        add_finding(no_false_detection, Sight::false_alarm, Sight::not_at_end);
        if (with_runs) find_runs();
        return std::move(result_);
    }

  private:
    std::uint64_t states(Sight sight) const { return result_.report.observed[sight].states; }

    void add_finding(std::string_view name, Sight violation, Sight occasion) {
        const Sighting& seen = result_.report.observed[violation];
        Verdict verdict = Verdict::holds;
        if (seen.states != 0)
            verdict = Verdict::violated;
        else if (!result_.report.complete() || states(Sight::excess) != 0)
            verdict = Verdict::unknown;
        else if (states(occasion) == 0)
            verdict = Verdict::vacuous;
        result_.findings.push_back({std::string(name), verdict, seen.states, seen.depth, {}});
    }

    void find_runs() {
        unsigned depth = 0;
        for (const ApplicationFinding& finding : result_.findings)
            depth = std::max(depth, finding.steps);
        if (depth == 0) return;
        try {
            const auto finder = explore_for_paths(generator_, depth, search_);
            for (unsigned i = 0; i < result_.findings.size(); ++i)
                if (result_.findings[i].verdict == Verdict::violated)
                    find_run(*finder, i == 0 ? Sight::missed : Sight::false_alarm,
                             result_.findings[i]);
        } catch (const SearchStopped&) {
            return;
        } catch (const std::bad_alloc&) {
            return;
        }
    }

    void find_run(PathFinder& finder, Sight sight, ApplicationFinding& finding) const {
        finding.steps = finder.first_depth(sight);
        const Path path = finder.find(bit(sight), finding.steps);
        const std::vector<State> states = replay(generator_, path);
        const unsigned snapshot = culprit(sight, states.back().data());
        finding.run = tell_run(application_, states, path.steps, snapshot);
        finding.run->reason = why(sight, states, snapshot);
    }

    unsigned culprit(Sight sight, View last) const {
        unsigned snapshot = 0;
        while ((model_.judge().judge(last, snapshot) & bit(sight)) == 0) ++snapshot;
        return snapshot;
    }

    std::string why(Sight sight, const std::vector<State>& states, unsigned snapshot) const {
        const std::string which = application_.name_of_snapshot(snapshot);
        const auto told = [&](const GlobalState& state) {
            return "(" + to_string(state, application_.application()) + ")";
        };
        const View last = states.back().data();
        const std::string recorded = "the recorded state" + application_.of_snapshot(snapshot) +
                                     " " + told(application_.recorded_state(last, snapshot));
        if (sight == Sight::false_alarm)
            return stable_.name + " holds in " + recorded + ", but not when " + which +
                   " is complete " + told(application_.global_state(last));
        const auto begun = std::ranges::find_if(states, [&](const State& state) {
            return application_.started(state.data(), snapshot);
        });
        return stable_.name + " held when " + which + " began " +
               told(application_.global_state(std::prev(begun)->data())) + ", but not in " +
               recorded;
    }

    const ApplicationModel& application_;
    const StablePredicate& stable_;
    DetectionModel model_;
    ModelGenerator<DetectionModel> generator_;
    SearchOptions search_;
    DetectionResult result_;
};

std::optional<ApplicationRun> why_unstable(const ApplicationSetting& setting,
                                           const StablePredicate& stable, const Limits& limits) {
    auto run = find_step_of(
        setting,
        [&](const GlobalState& before, const GlobalState& after) {
            return stable.predicate.holds(before) && !stable.predicate.holds(after);
        },
        limits);
    if (run)
        run->reason =
            "it holds before step " + std::to_string(run->steps.size()) + ", and not after it";
    return run;
}

}  // namespace

DetectionResult detect(const AlgorithmEntry& algorithm, const ApplicationSetting& setting,
                       const StablePredicate& stable, const CheckOptions& options) {
    validate(setting);
    DetectionResult result;
    result.unstable = why_unstable(setting, stable, options.limits);
    if (result.unstable) return result;
    const auto part = part_of(algorithm, setting);
    with_application_model(*part, setting, [&](const ApplicationModel& model) {
        if (model.words() + 1 > max_words) throw too_many_words(model.words() + 1);
        result = Detection(model, stable, options).run(options.with_runs);
    });
    return result;
}

Finding::Verdict verdict_on_all(const DetectionResult& result) {
    const auto any = [&](Verdict verdict) {
        return std::ranges::find(result.findings, verdict, &ApplicationFinding::verdict) !=
               result.findings.end();
    };
    if (any(Verdict::violated)) return Verdict::violated;
    if (any(Verdict::unknown)) return Verdict::unknown;
    return any(Verdict::holds) ? Verdict::holds : Verdict::vacuous;
}

}  // namespace snapcheck
