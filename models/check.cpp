#include "models/check.hpp"

#include <algorithm>

namespace snapcheck {

namespace {

Finding::Verdict verdict_on(const Report& report, unsigned property) {
    if (report.observed[property].states != 0) return Finding::Verdict::violated;
    if (!report.complete()) return Finding::Verdict::unknown;
    // Where runs may go on for ever, that none of them gets stuck does not mean that all of them
    // end.
    const bool judged_at_the_end = catalogue()[property].judged == Judged::at_the_end;
    if (judged_at_the_end && !report.acyclic) return Finding::Verdict::unknown;
    const bool judged_when_complete = catalogue()[property].judged == Judged::when_complete;
    const bool never_complete = report.observed[complete_bit].states == 0;
    return judged_when_complete && never_complete ? Finding::Verdict::vacuous
                                                  : Finding::Verdict::holds;
}

}  // namespace

Finding::Verdict verdict_on_all(const CheckResult& result) {
    using enum Finding::Verdict;
    const auto any = [&](Finding::Verdict verdict) {
        return std::ranges::find(result.findings, verdict, &Finding::verdict) !=
               result.findings.end();
    };
    if (any(violated)) return violated;
    if (!result.report.complete() || any(unknown)) return unknown;
    return any(holds) ? holds : vacuous;
}

SearchOptions search_options_of(const CheckOptions& options) {
    SearchOptions search;
    search.workers = options.workers;
    search.limits = options.limits;
    search.on_progress = options.on_progress;
    if (!options.go_on) search.stop_at = options.properties;
    return search;
}

CheckResult result_of(Report report, std::uint64_t snapshots, const CheckOptions& options) {
    CheckResult result;
    result.snapshots = snapshots;
    result.stuck = report.observed[property_bit("terminates")].states;
    for (unsigned bit = 0; bit < catalogue().size(); ++bit) {
        if ((options.properties >> bit & 1) == 0) continue;
        const Sighting& sighting = report.observed[bit];
        result.findings.push_back(
            {bit, verdict_on(report, bit), sighting.states, sighting.depth, {}});
    }
    result.report = std::move(report);
    return result;
}

}  // namespace snapcheck
