// The check of one algorithm: chooses discipline and width, starts over when an assumption fails,
// and turns what the search counted into findings. Included once for each algorithm, by whoever
// lists it.
#pragma once

#include "checker/explore.hpp"
#include "checker/path_finder.hpp"
#include "models/channels/bag.hpp"
#include "models/channels/bounded.hpp"
#include "models/channels/causal.hpp"
#include "models/channels/duplicating.hpp"
#include "models/channels/fifo.hpp"
#include "models/channels/lossy.hpp"
#include "models/check.hpp"
#include "models/snapshot_model.hpp"

namespace snapcheck {

namespace detail {

// Distinct cuts that were complete up to a depth, over all workers' judges.
template <class Judges>
std::uint64_t count_snapshots(const Judges& judges, unsigned last_depth) {
    std::remove_cvref_t<decltype(judges[0]->snapshots())> all;
    for (const auto& judge : judges)
        for (std::size_t i = 0; i < judge->snapshots().size(); ++i)
            if (judge->first_depth(i) <= last_depth)
                all.insert(judge->snapshots()[i], hash(judge->snapshots()[i]));
    return all.size();
}

template <class State, class Rules>
Run tell(const Rules& rules, const Expander<State>& model, const Path<State>& path) {
    const std::vector<State> states = replay(model, path);
    std::vector<const std::uint64_t*> views;
    for (const State& state : states) views.push_back(state.data());
    return Narrator(rules).run(views, path.steps);
}

// A counterexample for each violated property; none if the second search runs into a limit.
template <class State, class Rules>
void find_runs(const Rules& rules, Expander<State>& model, const CheckOptions& options,
               std::vector<Finding>& findings) {
    const auto violated = [](const Finding& finding) {
        return finding.verdict == Finding::Verdict::violated;
    };
    unsigned depth = 0;
    for (const Finding& finding : findings)
        if (violated(finding)) depth = std::max(depth, finding.steps);
    if (std::ranges::none_of(findings, violated)) return;
    try {
        PathFinder<State> finder(model, depth, search_options_of(options));
        for (Finding& finding : findings)
            if (violated(finding)) {
                finding.steps = finder.first_depth(finding.property);
                finding.run =
                    tell(rules, model, finder.find(observation(finding.property), finding.steps));
            }
    } catch (const SearchStopped&) {
        return;
    } catch (const std::bad_alloc&) {
        return;
    }
}

template <class Rules, unsigned WordCount>
CheckResult check_model(const Rules& rules, const CheckOptions& options) {
    using Model = SnapshotModel<Rules, WordCount>;
    const Model model(rules);
    ModelExpander<Model> expander(model, options.workers);
    const SearchOptions search_options = search_options_of(options);
    Report report = Search(expander, search_options).run();
    const std::uint64_t snapshots = count_snapshots(expander.judges(), report.depth);
    CheckResult result = result_of(std::move(report), snapshots, options);
    if (options.with_runs) find_runs<Words<WordCount>>(rules, expander, options, result.findings);
    return result;
}

template <class Algorithm, class Channels>
CheckResult check_in_words(const Instance& instance, const CheckOptions& options,
                           const Assumptions& assumed) {
    const Blueprint<Algorithm, Channels> plan(instance, assumed);
    using Rules = SnapshotRules<Algorithm, Channels>;
    const Rules rules(plan);
    if (plan.words() <= 1) return check_model<Rules, 1>(rules, options);
    if (plan.words() <= 2) return check_model<Rules, 2>(rules, options);
    if (plan.words() <= 4) return check_model<Rules, 4>(rules, options);
    if (plan.words() <= 8) return check_model<Rules, 8>(rules, options);
    throw too_many_words(plan.words());
}

template <class Algorithm, class Channels>
CheckResult check_on(const Instance& instance, const CheckOptions& options) {
    for (Assumptions assumed;;) {
        try {
            return check_in_words<Algorithm, Channels>(instance, options, assumed);
        } catch (const AssumptionFailed& failed) {
            assumed = relax(assumed, failed.which);
        }
    }
}

}  // namespace detail

/// Checks one algorithm on one instance. Throws InputError where the instance is too large.
template <class Algorithm>
CheckResult check(const Instance& instance, const CheckOptions& options) {
    using enum ChannelKind;
    switch (instance.channels.kind) {
        case bag:
            return detail::check_on<Algorithm, Bag>(instance, options);
        case causal:
            return detail::check_on<Algorithm, Causal>(instance, options);
        case lossy:
            return detail::check_on<Algorithm, Lossy>(instance, options);
        case duplicating:
            return detail::check_on<Algorithm, Duplicating>(instance, options);
        case bounded:
        case bounded_blocking:
            return detail::check_on<Algorithm, Bounded>(instance, options);
        default:
            return detail::check_on<Algorithm, Fifo>(instance, options);
    }
}

/// The entry of an algorithm in a program's catalogue.
template <class Algorithm>
AlgorithmEntry entry() {
    AlgorithmEntry entry{Algorithm::name, {}, {}, &check<Algorithm>};
    if constexpr (requires { Algorithm::about; }) entry.about = Algorithm::about;
    if constexpr (requires { Algorithm::broken_rule; }) entry.about = Algorithm::broken_rule;
    if constexpr (requires { Algorithm::caught_by; }) entry.caught_by = Algorithm::caught_by;
    return entry;
}

}  // namespace snapcheck
