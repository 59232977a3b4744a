// Sleep sets leave out steps and no states.
#include <random>

#include "checker/search.hpp"
#include "tests/catch.hpp"
#include "tests/checks.hpp"

namespace snapcheck::testing {

namespace {

/// Counters, `side` steps each, of which none has to do with another.
struct Counters {
    static constexpr unsigned side = 3;

    struct Judge {
        Observations operator()(View, bool, unsigned) { return 0; }
    };

    unsigned words() const { return 1; }
    template <class Visit>
    void for_each_initial(Visit&& visit) const {
        const std::uint64_t origin = 0;
        visit(&origin);
    }
    template <class Visit>
    void for_each_step(View s, Visit&& visit) const {
        for (unsigned kind = 0; kind < kinds(); ++kind)
            if (count(kind, s) < side) visit(Step{kind});
    }
    bool take(std::uint64_t* s, Step step) const {
        *s += std::uint64_t{1} << 8 * static_cast<unsigned>(step);
        return true;
    }
    unsigned actors() const { return kinds(); }
    unsigned actor(Step step) const { return static_cast<unsigned>(step); }
    std::string describe(View, Step) const { return "along"; }
    Judge judge() const { return {}; }
    unsigned max_rise() const { return 1; }
    unsigned rise(View, Step, View) const { return 1; }
    unsigned grade(View s) const {
        unsigned grade = 0;
        for (unsigned kind = 0; kind < kinds(); ++kind) grade += count(kind, s);
        return grade;
    }
    unsigned kinds() const { return 6; }
    unsigned count(unsigned kind, View s) const {
        return static_cast<unsigned>(*s >> 8 * kind & 0xff);
    }
    template <class Use>
    void with_steps_of(unsigned kind, Use&& use) const {
        use([this, kind](View s, auto&& visit) {
            if (count(kind, s) < side) visit(Step{kind});
        });
    }
    std::vector<std::uint64_t> reach(unsigned kind) const {
        return {std::uint64_t{0xff} << 8 * kind};
    }
};

Report explored(const SleepSets* sleep, unsigned workers = 1) {
    const Counters counters;
    ModelGenerator<Counters> generator(counters, workers);
    SearchOptions options;
    options.workers = workers;
    options.sleep = sleep;
    return explore(generator, options);
}

CheckOptions sleeping(bool self_check) {
    CheckOptions options;
    options.properties = all_properties();
    options.go_on = true;
    options.with_runs = false;
    options.sleep = true;
    options.self_check = self_check;
    options.workers = 2;
    return options;
}

}  // namespace

// 4^6 states. Where everything commutes, one way leads to each; where nothing does, all of them do.
TEST_CASE("where all steps commute, each state is reached once", "[sleep]") {
    SleepSets nothing, everything;
    for (unsigned kind = 0; kind < 6; ++kind) {
        nothing.dependent.push_back(0x3f);
        everything.dependent.push_back(Kinds{1} << kind);
    }
    const unsigned workers = GENERATE(1U, 3U);
    CHECK(explored(nullptr, workers).transitions == 6 * 3 * 1024);
    CHECK(explored(&nothing, workers).transitions == 6 * 3 * 1024);
    CHECK(explored(&everything, workers).transitions == 4095);
    CHECK(explored(&everything, workers).states == 4096);
    CHECK(explored(&everything, workers).terminal == 1);
    CHECK(explored(&everything, workers).runs.empty());
}

TEST_CASE("asleep or not, there are as many states", "[sleep]") {
    // docs/semantics.md, counted by four programs
    const CheckResult result =
        algorithm("chandy-lamport").check(instance_of({.topology = "complete:3"}), sleeping(false));
    CHECK(result.slept);
    CHECK(result.report.states == 375'513);
    CHECK(result.report.terminal == 540);
    CHECK(result.snapshots == 540);
    CHECK(result.report.transitions < 1'629'885 / 3 * 2);
    CHECK(verdict_on_all(result) == Finding::Verdict::holds);
}

// Every figure but the steps that were taken is compared: ReductionFault would end it.
TEST_CASE("with and without sleep sets the same comes out", "[sleep]") {
    std::mt19937 random(GENERATE(range(1U, 7U)));
    const auto pick = [&](auto few) { return few[random() % few.size()]; };
    const std::array topologies{"ring:2", "ring:3", "line:3", "edges:0-1,0-2,1-2,2-0", "star:3"};
    const std::array channels{"fifo", "bag", "causal"};
    unsigned compared = 0;
    for (const AlgorithmEntry& algorithm : algorithms()) {
        Instance instance = instance_of({.topology = pick(topologies), .channels = pick(channels)});
        instance.budget.emplace();
        for (Process p = 0; p < instance.network.processes(); ++p)
            instance.budget->push_back(static_cast<unsigned>(random() % (p == 0 ? 3 : 2)));
        if (algorithm.inapplicable(instance)) continue;
        CAPTURE(algorithm.name, to_string(instance.channels), *instance.budget);
        CheckOptions options = sleeping(true);
        options.limits.max_states = 20'000;
        try {
            const CheckResult result = algorithm.check(instance, options);
            compared += result.slept && result.report.complete() ? 1U : 0U;
        } catch (const InstanceTooLarge&) {
        }
    }
    CHECK(compared >= 8);
}

TEST_CASE("a violation is found as early with sleep sets", "[sleep]") {
    CheckOptions options = sleeping(false);
    options.go_on = false;
    options.with_runs = true;
    const Instance instance = instance_of({.topology = "ring:2", .channels = "bag"});
    const CheckResult asleep = algorithm("chandy-lamport").check(instance, options);
    options.sleep = false;
    const CheckResult awake = algorithm("chandy-lamport").check(instance, options);
    CHECK(asleep.slept);
    REQUIRE(asleep.findings.size() == awake.findings.size());
    for (std::size_t i = 0; i < awake.findings.size(); ++i) {
        CHECK(asleep.findings[i].verdict == awake.findings[i].verdict);
        CHECK(asleep.findings[i].steps == awake.findings[i].steps);
        CHECK(asleep.findings[i].run.has_value() == awake.findings[i].run.has_value());
    }
}

TEST_CASE("nothing sleeps where that is not known to be right", "[sleep]") {
    const auto obstacle = [](const char* algorithm_name, const char* channels) {
        const CheckResult result =
            algorithm(algorithm_name)
                .check(instance_of({.topology = "ring:2", .channels = channels}), sleeping(false));
        CHECK_FALSE(result.slept);
        return result.obstacle;
    };
    CHECK_FALSE(obstacle("chandy-lamport", "lossy").empty());
    CHECK_FALSE(obstacle("chandy-lamport", "bounded").empty());
    CHECK_FALSE(obstacle("venkatesan", "fifo").empty());
    const Asked two{.topology = "ring:2", .initiators = {0, 1}};
    CHECK(algorithm("chandy-lamport").check(instance_of(two), sleeping(false)).obstacle ==
          "with several initiators, runs to one state differ in length");
}

}  // namespace snapcheck::testing
