// The check of one algorithm: chooses discipline and width, starts over when an assumption fails, and turns
// what the search counted into findings. Included once for each algorithm, by whoever lists it.
#pragma once

#include "models/channels/bag.hpp"
#include "models/channels/fifo.hpp"
#include "models/check.hpp"
#include "models/narrate.hpp"

namespace snapcheck {

namespace detail {

inline Finding::Verdict verdict_on(const Report& report, unsigned property) {
    if (report.observed[property].states != 0) return Finding::Verdict::violated;
    if (!report.complete()) return Finding::Verdict::unknown;
    const bool judged_when_complete = catalogue()[property].judged == Judged::when_complete;
    const bool never_complete = report.observed[complete_bit].states == 0;
    return judged_when_complete && never_complete ? Finding::Verdict::vacuous : Finding::Verdict::holds;
}

template <class Judge>
std::uint64_t count_snapshots(const std::vector<Judge>& judges, unsigned last_depth) {
    std::remove_cvref_t<decltype(judges[0].snapshots())> all;
    for (const Judge& judge : judges)
        for (std::size_t i = 0; i < judge.snapshots().size(); ++i)
            if (judge.first_depth(i) <= last_depth) all.insert(judge.snapshots()[i], hash(judge.snapshots()[i]));
    return all.size();
}

template <class Model>
void find_runs(const Model& model, unsigned workers, std::vector<Finding>& findings) {
    unsigned depth = 0;
    bool any = false;
    for (const Finding& finding : findings) {
        if (finding.verdict != Finding::Verdict::violated) continue;
        depth = std::max(depth, finding.steps);
        any = true;
    }
    if (!any) return;
    PathFinder<Model> finder(model, depth, workers);
    for (Finding& finding : findings)
        if (finding.verdict == Finding::Verdict::violated)
            finding.run = Narrator(model).run(finder.find(observation(finding.property), finding.steps));
}

template <class Model>
CheckResult check_model(const Model& model, const CheckOptions& options) {
    SearchOptions search_options;
    search_options.workers = options.workers;
    search_options.limits = options.limits;
    search_options.on_progress = options.on_progress;
    if (!options.go_on) search_options.stop_at = options.properties;
    Search<Model> search(model, search_options);

    CheckResult result;
    result.report = search.run();
    result.snapshots = count_snapshots(search.take_judges(), result.report.depth);
    result.acyclic = max_rise(model) != 0;
    result.stuck = result.report.observed[property_bit("terminates")].states;
    for (unsigned bit = 0; bit < catalogue().size(); ++bit) {
        if ((options.properties >> bit & 1) == 0) continue;
        const Sighting& sighting = result.report.observed[bit];
        result.findings.push_back({bit, verdict_on(result.report, bit), sighting.states, sighting.depth, {}});
    }
    if (options.with_runs) find_runs(model, options.workers, result.findings);
    return result;
}

template <class Algorithm, class Channels>
CheckResult check_in_words(const Instance& instance, const CheckOptions& options, const Assumptions& assumed) {
    const Blueprint<Algorithm, Channels> plan(instance, assumed);
    const auto check = [&]<unsigned WordCount>() {
        return check_model(SnapshotModel<Algorithm, Channels, WordCount>(plan), options);
    };
    if (plan.words() <= 1) return check.template operator()<1>();
    if (plan.words() <= 2) return check.template operator()<2>();
    if (plan.words() <= 4) return check.template operator()<4>();
    if (plan.words() <= 8) return check.template operator()<8>();
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
    switch (instance.channels) {
        case ChannelKind::bag: return detail::check_on<Algorithm, Bag>(instance, options);
        default: return detail::check_on<Algorithm, Fifo>(instance, options);
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
