#include "cli/suite/expectation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "checker/decimal.hpp"
#include "cli/words.hpp"

namespace snapcheck {

namespace {

using Verdict = Finding::Verdict;

std::string interleavings(const CheckResult& result) {
    return result.report.runs.empty() ? "unknown" : decimal(result.report.runs);
}

constexpr std::array all_figures{
    Figure{"states", [](const CheckResult& r) { return std::to_string(r.report.states); }},
    Figure{"transitions",
           [](const CheckResult& r) { return std::to_string(r.report.transitions); }},
    Figure{"depth", [](const CheckResult& r) { return std::to_string(r.report.depth); }},
    Figure{"terminal", [](const CheckResult& r) { return std::to_string(r.report.terminal); }},
    Figure{"stuck", [](const CheckResult& r) { return std::to_string(r.stuck); }},
    Figure{"snapshots", [](const CheckResult& r) { return std::to_string(r.snapshots); }},
    Figure{"interleavings", interleavings},
};

bool hit_a_limit(const CheckResult& result) {
    return !result.report.complete() && result.report.ending != Ending::found;
}

std::string outcome_in_words(const CheckResult& result) {
    const Outcome outcome = outcome_of(result);
    if (outcome == Outcome::violated)
        return fmt::format("violated ({})", names_of(result, Verdict::violated));
    if (outcome == Outcome::inconclusive && hit_a_limit(result))
        return fmt::format("inconclusive ({})", limit_name(result.report.ending));
    return std::string(name_of(outcome));
}

class Comparison {
  public:
    Comparison(const Expectation& expected, const CheckResult& result)
        : expected_(expected), result_(result), limited_(hit_a_limit(result)) {}

    std::vector<Mismatch> run() {
        compare_outcome();
        for (const Finding& finding : result_.findings) compare_property(finding);
        if (expected_.steps) compare_shortest(*expected_.steps);
        for (const auto& [property, steps] : expected_.steps_of)
            compare_steps(fmt::format("steps of {}", catalogue()[property].name), steps,
                          [bit = property](const Finding& f) { return f.property == bit; });
        for (const Figure& figure : all_figures) compare_figure(figure);
        return std::move(found_);
    }

  private:
    void add(std::string what, std::string expected, std::string got, bool cut_off) {
        found_.push_back({std::move(what), std::move(expected), std::move(got), cut_off});
    }

    void compare_outcome() {
        const Outcome got = outcome_of(result_);
        if (got == expected_.outcome) return;
        add("verdict", std::string(name_of(expected_.outcome)), outcome_in_words(result_),
            limited_ && got == Outcome::inconclusive);
    }

    // What is not named is compared only where the outcome is right: one wrong outcome is one
    // mismatch, not ten.
    void compare_property(const Finding& finding) {
        const auto named = expected_.verdicts.find(finding.property);
        const bool judged = named != expected_.verdicts.end() ||
                            (expected_.others_hold && outcome_of(result_) == expected_.outcome);
        const Verdict wanted = named == expected_.verdicts.end() ? Verdict::holds : named->second;
        if (!judged || wanted == finding.verdict) return;
        add(std::string(catalogue()[finding.property].name), std::string(name_of(wanted)),
            std::string(name_of(finding.verdict)), limited_ && finding.verdict == Verdict::unknown);
    }

    void compare_shortest(unsigned steps) {
        compare_steps("steps", steps, [](const Finding&) { return true; });
    }

    // The steps of a violation are certain once its run was found and replayed.
    template <class Concerned>
    void compare_steps(std::string what, unsigned wanted, Concerned concerned) {
        std::optional<unsigned> fewest;
        bool certain = true;
        for (const Finding& finding : result_.findings) {
            if (finding.verdict != Verdict::violated || !concerned(finding)) continue;
            fewest = std::min(fewest.value_or(finding.steps), finding.steps);
            certain = certain && finding.run.has_value();
        }
        if (fewest == wanted && certain) return;
        const std::string got = !fewest    ? "no counterexample"
                                : !certain ? "unknown (the second search ran into a limit)"
                                           : std::to_string(*fewest);
        add(std::move(what), std::to_string(wanted), got, fewest ? !certain : limited_);
    }

    void compare_figure(const Figure& figure) {
        const auto pinned = expected_.figures.find(figure.name);
        if (pinned == expected_.figures.end()) return;
        const std::string got = figure.of(result_);
        if (got == pinned->second) return;
        add(std::string(figure.name), pinned->second, got,
            limited_ && expected_.outcome != Outcome::inconclusive);
    }

    const Expectation& expected_;
    const CheckResult& result_;
    bool limited_;
    std::vector<Mismatch> found_;
};

}  // namespace

std::span<const Figure> pinnable_figures() {
    return all_figures;
}

std::vector<Mismatch> mismatches(const Expectation& expected, const CheckResult& result) {
    return Comparison(expected, result).run();
}

}  // namespace snapcheck
