// What is said of a search before it is over: how many states there will be.
#include "checker/estimate.hpp"
#include "checker/outlook.hpp"
#include "tests/catch.hpp"
#include "tests/checks.hpp"

namespace snapcheck::testing {

namespace {

Estimate estimate_of(const Asked& asked, const EstimateOptions& options) {
    Estimate result;
    algorithm(asked.algorithm).explore_with(instance_of(asked), 1, [&](Subject& subject) {
        result = estimate(subject.generator(), options);
    });
    return result;
}

}  // namespace

// The numbers of states are those of tests/suites, from other programs than ours.
TEST_CASE("the number of states lies in the interval that random walks give", "[budget]") {
    struct Known {
        Asked asked;
        double states;
    };
    const Known all[] = {
        {{.topology = "line:3"}, 2'465},
        {{.topology = "complete:3"}, 375'513},
    };
    EstimateOptions options;
    options.counted_states = 200;
    options.walks = 60;
    for (const auto& [asked, states] : all) {
        INFO(asked.topology);
        const Estimate result = estimate_of(asked, options);
        CHECK_FALSE(result.exact);
        CHECK(result.states.low <= states);
        CHECK(result.states.high >= states);
        CHECK(result.states.low <= result.states.likely);
        CHECK(result.states.likely <= result.states.high);
        CHECK(result.states.high < 6 * result.states.low);
    }
}

TEST_CASE("what is small is counted", "[budget]") {
    const Estimate result = estimate_of({.topology = "line:3"}, {});
    CHECK(result.exact);
    CHECK(result.states.likely == 2'465);
    CHECK(result.transitions.likely == 6'853);
    CHECK(result.states.low == result.states.high);
    CHECK(result.depth == 13);
}

TEST_CASE("an estimate can be interrupted", "[budget]") {
    const std::atomic<bool> interrupt = true;
    EstimateOptions options;
    options.interrupt = &interrupt;
    CHECK_THROWS_AS(estimate_of({}, options), SearchStopped);
}

TEST_CASE("from the first third on, what is left is known within a factor of two", "[budget]") {
    const Asked all[] = {
        {.topology = "ring:4", .messages = 2},
        {.topology = "line:4"},
        {.algorithm = "lai-yang", .topology = "ring:3", .channels = "bag", .messages = 2},
    };
    for (const Asked& asked : all) {
        INFO(asked.algorithm << " on " << asked.topology);
        std::vector<Progress> seen;
        CheckOptions options;
        options.properties = all_properties();
        options.go_on = true;
        options.with_runs = false;
        options.on_progress = [&](const Progress& now) { seen.push_back(now); };
        const CheckResult result = algorithm(asked.algorithm).check(instance_of(asked), options);
        const auto states = static_cast<double>(result.report.states);
        unsigned judged = 0;
        for (const Progress& now : seen) {
            const auto done = static_cast<double>(now.states);
            if (done < states / 3 || done > states * 0.99) continue;
            ++judged;
            CHECK(now.all_states - done < 2 * (states - done));
            CHECK(now.all_states - done > 0.5 * (states - done));
        }
        CHECK(judged > 20);
    }
}

TEST_CASE("nothing is said of what cannot be told", "[budget]") {
    CHECK(states_to_come({}, 9) == 0);
    CHECK(states_to_come({1}, 9) == 0);
    CHECK(states_to_come({1, 2, 3}, 2) == 0);
    CHECK(states_to_come({1, 4, 16}, 3) > 0);
}

}  // namespace snapcheck::testing
