// Finite does not mean blind: on the free workload every run ends, and termination is judged by the
// states in which one gets stuck. The search for fair runs, which knows nothing of that, has to say
// the same.
#include <algorithm>

#include "checker/fair_runs.hpp"
#include "tests/catch.hpp"
#include "tests/checks.hpp"

namespace snapcheck::testing {

namespace {

/// The snapshot of an instance of the free workload. What is owed are all steps but those that the
/// application takes on its own accord: arrivals, what the transport does, and the algorithm's own.
class FinitePurpose final : public Purpose {
  public:
    FinitePurpose(Subject& subject, bool may_fall_silent)
        : subject_(subject), may_fall_silent_(may_fall_silent) {}

    bool reached(View state) const override { return subject_.complete(state); }
    // An initiation is a step, and so every run that does not end before has one.
    bool begun(View) const override { return true; }
    void list_pending(View state, std::vector<Obligation>& pending) const override {
        for_each_owed(state, [&](Obligation owed) {
            if (std::ranges::find(pending, owed) == pending.end()) pending.push_back(owed);
        });
    }
    std::optional<Obligation> met_by(View before, Step step) const override {
        return owed(before, step);
    }
    // A run goes on while it can; or, where the application may fall silent, while anybody else
    // can.
    bool may_rest(View state) const override {
        if (!may_fall_silent_) return false;
        bool only_sends = true;
        subject_.generator().for_each_step(
            state, [&](Step step) { only_sends &= event(state, step).kind == Event::Kind::send; });
        return only_sends;
    }

  private:
    Event event(View before, Step step) const {
        std::vector<std::uint64_t> after(before, before + subject_.generator().words());
        subject_.generator().take(after.data(), step);
        return subject_.event(before, step, after.data());
    }
    std::optional<Obligation> owed(View before, Step step) const {
        const Event happens = event(before, step);
        using enum Event::Kind;
        if (happens.kind == send || happens.kind == initiate || happens.kind == lose) return {};
        if (happens.kind == act) return Obligation{happens.actor} << 2;
        return Obligation{happens.channel} << 2 | (happens.kind == transmit ? 2U : 1U);
    }
    template <class Visit>
    void for_each_owed(View state, Visit&& visit) const {
        subject_.generator().for_each_step(state, [&](Step step) {
            if (const auto one = owed(state, step)) visit(*one);
        });
    }

    Subject& subject_;
    bool may_fall_silent_;
};

bool terminates(const AlgorithmEntry& entry, const Instance& instance, Fairness fairness) {
    std::optional<FairRuns> runs;
    entry.explore_with(instance, 1, [&](Subject& subject) {
        const FinitePurpose purpose(subject, instance.may_fall_silent);
        runs = find_fair_runs(subject.generator(), purpose, fairness, {}, 1);
    });
    REQUIRE(runs->ending == Ending::exhausted);
    return !runs->lasso;
}

struct Tally {
    unsigned hold = 0, fail = 0, undecided = 0;
};

// Where the graph has cycles after all, the check of stuck ends gives no green answer, and there is
// nothing to compare.
void compare(const Asked& asked, const Instance& instance, Tally& tally) {
    const AlgorithmEntry& entry = algorithm(asked.algorithm);
    if (entry.inapplicable(instance)) return;
    const Finding::Verdict verdict = finding(check(asked, instance), "terminates").verdict;
    const bool by_fair_runs = terminates(entry, instance, Fairness::weak);
    CAPTURE(asked.algorithm, asked.topology, asked.channels, instance.may_fall_silent);
    CHECK(terminates(entry, instance, Fairness::none) == by_fair_runs);
    if (verdict == Finding::Verdict::unknown) {
        ++tally.undecided;
        return;
    }
    CHECK(by_fair_runs == (verdict == Finding::Verdict::holds));
    ++(by_fair_runs ? tally.hold : tally.fail);
}

// All algorithms, on all disciplines.
Tally compare_all(const std::string& topology, const std::vector<unsigned>& budget) {
    Tally tally;
    for (const AlgorithmEntry& entry : algorithms())
        for (const Discipline& discipline : disciplines())
            for (const bool may_fall_silent : {false, true}) {
                const Asked asked{.algorithm = std::string(entry.name),
                                  .topology = topology,
                                  .channels = std::string(discipline.name),
                                  .properties = "terminates",
                                  .workers = 1};
                Instance instance = instance_of(asked);
                instance.budget = budget;
                instance.may_fall_silent = may_fall_silent;
                compare(asked, instance, tally);
            }
    return tally;
}

}  // namespace

TEST_CASE("on the free workload fair runs terminate where no run gets stuck") {
    for (const std::string topology : {"ring:2", "line:3", "ring:3"}) {
        const bool two = topology == "ring:2";
        const Tally tally =
            compare_all(topology, two ? std::vector{1U, 1U} : std::vector{1U, 0U, 0U});
        CHECK(tally.hold > 300);
        CHECK(tally.fail > 100);
        CHECK(tally.undecided == 0);
    }
}

}  // namespace snapcheck::testing
