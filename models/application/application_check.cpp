#include "models/application/application_check.hpp"

#include <algorithm>

#include "checker/input_error.hpp"
#include "checker/path_finder.hpp"
#include "checker/search.hpp"
#include "models/application/application_judge.hpp"
#include "models/application/explore_application.hpp"
#include "models/application/reasons.hpp"
#include "models/application/snapshot_purpose.hpp"

namespace snapcheck {

namespace {

using Verdict = Finding::Verdict;
using State = std::vector<std::uint64_t>;

Observations bit(unsigned number) {
    return Observations{1} << number;
}

class Check {
  public:
    Check(const ApplicationModel& model, const ApplicationOptions& options)
        : model_(model),
          options_(options),
          generator_(model, options.check.workers),
          search_(search_options_of(options.check)) {
        for (unsigned k = 0; k < model.setting().invariants.size(); ++k)
            invariants_ |= bit(first_invariant_bit + k);
        // Termination is no matter of single states; and cycles make counts of runs pointless.
        search_.stop_at =
            options.check.go_on ? 0 : (options.check.properties & ~terminates_) | invariants_;
        search_.count_runs = false;
    }

    ApplicationResult run() {
        result_.report = explore(generator_, search_);
        count_snapshots();
        for (unsigned p = 0; p < catalogue().size(); ++p)
            if ((options_.check.properties & bit(p)) != 0)
                add_finding(p, std::string(catalogue()[p].name));
        for (unsigned k = 0; k < model_.setting().invariants.size(); ++k)
            add_finding(first_invariant_bit + k, model_.setting().invariants[k].text());
        if (options_.check.with_runs) find_runs();
        return std::move(result_);
    }

  private:
    void count_snapshots() {
        WordSet all(model_.words());
        for (const auto& judge : generator_.judges())
            for (std::size_t i = 0; i < judge->snapshots().size(); ++i)
                if (judge->first_depth(i) <= result_.report.depth)
                    all.insert(judge->snapshots()[i]);
        result_.snapshots = all.size();
    }

    void add_finding(unsigned number, std::string name) {
        const Sighting& seen = result_.report.observed[number];
        bits_.push_back(number);
        result_.findings.push_back(
            {std::move(name), verdict_on(number), seen.states, seen.depth, {}});
        if (bit(number) == terminates_ && result_.report.complete())
            judge_termination(result_.findings.back());
    }

    Verdict verdict_on(unsigned number) const {
        const Report& report = result_.report;
        if (report.observed[number].states != 0) return Verdict::violated;
        if (!report.complete()) return Verdict::unknown;
        const bool when_complete =
            number >= first_invariant_bit || catalogue()[number].judged == Judged::when_complete;
        const bool never = report.observed[complete_bit].states == 0;
        if (when_complete && never) return Verdict::vacuous;
        const bool of_all_recorded =
            number >= first_invariant_bit || bit(number) == bit(property_bit("conserved"));
        const bool in_excess = report.observed[excess_bit].states != 0;
        return of_all_recorded && in_excess ? Verdict::unknown : Verdict::holds;
    }

    void judge_termination(ApplicationFinding& finding) {
        const SnapshotPurpose purpose(model_);
        FairRuns runs = fair_runs(purpose);
        finding.verdict = runs.lasso                         ? Verdict::violated
                          : runs.ending == Ending::exhausted ? Verdict::holds
                                                             : Verdict::unknown;
        if (runs.lasso) {
            finding.violations = runs.stranded;
            finding.steps =
                static_cast<unsigned>(runs.lasso->stem.size() + runs.lasso->cycle.size());
            if (options_.check.with_runs) finding.run = tell(*runs.lasso);
        }
        result_.fair_runs = std::move(runs);
    }

    FairRuns fair_runs(const Purpose& purpose) const {
        try {
            return find_fair_runs(generator_, purpose, options_.fairness, options_.check.limits,
                                  options_.check.workers);
        } catch (const std::length_error&) {
            throw InstanceTooLarge(
                "the instance is too large: more than 64 things must not be put off for ever, by "
                "channel and, on bag, by content");
        }
    }

    // Taken again, step by step, through the model; and back to where the cycle begins.
    ApplicationRun tell(const Lasso& lasso) const {
        Path path{lasso.start, lasso.stem};
        path.steps.insert(path.steps.end(), lasso.cycle.begin(), lasso.cycle.end());
        const std::vector<State> states = replay(generator_, path);
        if (!lasso.cycle.empty() && states.back() != states[lasso.stem.size()])
            throw ReplayFailure("the cycle does not close");
        ApplicationRun run = tell_run(model_, states, path.steps);
        run.loop = lasso.stem.size();
        run.reason = why_not_terminated(
            model_, {states.begin() + static_cast<std::ptrdiff_t>(lasso.stem.size()), states.end()},
            lasso.cycle);
        return run;
    }

    void find_runs() {
        unsigned depth = 0;
        for (std::size_t i = 0; i < bits_.size(); ++i)
            if (of_states(i)) depth = std::max(depth, result_.findings[i].steps);
        bool any = false;
        for (std::size_t i = 0; i < bits_.size(); ++i) any |= of_states(i);
        if (!any) return;
        try {
            const auto finder = explore_for_paths(generator_, depth, search_);
            for (std::size_t i = 0; i < bits_.size(); ++i)
                if (of_states(i)) find_run(*finder, bits_[i], result_.findings[i]);
        } catch (const SearchStopped&) {
            return;
        } catch (const std::bad_alloc&) {
            return;
        }
    }

    bool of_states(std::size_t i) const {
        return bit(bits_[i]) != terminates_ && result_.findings[i].verdict == Verdict::violated;
    }

    void find_run(PathFinder& finder, unsigned number, ApplicationFinding& finding) {
        finding.steps = finder.first_depth(number);
        const Path path = finder.find(bit(number), finding.steps);
        const std::vector<State> states = replay(generator_, path);
        finding.run = tell_run(model_, states, path.steps);
        finding.run->reason = why_violated(model_, number, states.back().data());
    }

    const Observations terminates_ = bit(property_bit("terminates"));
    const ApplicationModel& model_;
    const ApplicationOptions& options_;
    ModelGenerator<ApplicationModel> generator_;
    SearchOptions search_;
    Observations invariants_ = 0;
    ApplicationResult result_;
    std::vector<unsigned> bits_;  // of each finding
};

void require_conserved(const ApplicationSetting& setting, const Limits& limits) {
    if (!setting.conserved) return;
    const auto changed = find_step_of(
        setting,
        [&](const GlobalState& before, const GlobalState& after) {
            return setting.conserved->value(before) != setting.conserved->value(after);
        },
        limits);
    if (changed)
        throw InputError("application '" + setting.application.name + "' does not conserve " +
                         setting.conserved->text() + ": it changes with '" + changed->steps.back() +
                         "'");
}

}  // namespace

std::string_view name_of(Fairness fairness) {
    if (fairness == Fairness::none) return "none";
    return fairness == Fairness::weak ? "weak" : "strong";
}

Fairness parse_fairness(std::string_view text) {
    std::vector<std::string_view> names;
    for (const Fairness fairness : {Fairness::none, Fairness::weak, Fairness::strong}) {
        names.push_back(name_of(fairness));
        if (names.back() == text) return fairness;
    }
    throw unknown_word("fairness", text, names);
}

void validate(const ApplicationSetting& setting) {
    snapcheck::validate(setting.instance);
    const ChannelKind kind = setting.instance.channels.kind;
    if (kind != ChannelKind::fifo && kind != ChannelKind::bag)
        throw InputError("--channels " + to_string(setting.instance.channels) +
                         " does not go with --application: fifo or bag");
    if (setting.instance.snapshots != 1)
        throw InputError("--snapshots does not go with --application: one snapshot is taken");
    if (setting.invariants.size() > max_invariants)
        throw InputError("--invariant: at most " + std::to_string(max_invariants));
}

ApplicationResult check_application(const AlgorithmEntry& algorithm,
                                    const ApplicationSetting& setting,
                                    const ApplicationOptions& asked) {
    validate(setting);
    require_conserved(setting, asked.check.limits);
    ApplicationOptions options = asked;
    const auto leave_out = [&](std::string_view name, bool judged) {
        if (!judged) options.check.properties &= ~bit(property_bit(name));
    };
    leave_out("keeps-invariants", algorithm.claims);
    leave_out("conserved", setting.conserved.has_value());
    const auto part = part_of(algorithm, setting);
    ApplicationResult result;
    with_application_model(*part, setting, [&](const ApplicationModel& model) {
        result = Check(model, options).run();
    });
    return result;
}

Finding::Verdict verdict_on_all(const ApplicationResult& result) {
    const auto any = [&](Verdict verdict) {
        return std::ranges::find(result.findings, verdict, &ApplicationFinding::verdict) !=
               result.findings.end();
    };
    if (any(Verdict::violated)) return Verdict::violated;
    if (!result.report.complete() || any(Verdict::unknown)) return Verdict::unknown;
    return any(Verdict::holds) ? Verdict::holds : Verdict::vacuous;
}

}  // namespace snapcheck
