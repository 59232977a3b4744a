// Several snapshots in one run: who begins which, and that each is judged on its own. Their figures
// are in suites/several_snapshots.toml.
#include <algorithm>

#include "tests/catch.hpp"
#include "tests/checks.hpp"
#include "traces/trace.hpp"

namespace snapcheck::testing {

namespace {

using Processes = std::vector<Process>;

// A snapshot that p0 takes, and one more of its own; p1 may send.
CheckResult check_twice(std::string_view algorithm) {
    const Asked asked{.algorithm = std::string(algorithm), .snapshots = 2};
    Instance instance = instance_of(asked);
    instance.budget = {0, 1};
    return check(asked, instance);
}

}  // namespace

TEST_CASE("initiators are dealt to the snapshots, or snapshots to the initiators") {
    Instance instance = instance_of({.topology = "complete:3", .initiators = {0, 1, 2}});
    CHECK(instance.initiators_of(0) == Processes{0, 1, 2});
    instance.snapshots = 2;
    CHECK(instance.initiators_of(0) == Processes{0, 2});
    CHECK(instance.initiators_of(1) == Processes{1});
    instance.snapshots = 5;
    CHECK(instance.initiators_of(3) == Processes{0});
    CHECK(instance.with_only(4).initiators == Processes{1});
    CHECK(instance.with_only(4).snapshots == 1);
}

TEST_CASE("each snapshot is judged on its own") {
    // As in docs/semantics.md for one snapshot: on a bag the first one alone can lose a message in
    // four steps, whatever becomes of the second.
    const CheckResult result =
        check({.channels = "bag", .snapshots = 2, .properties = "no-lost", .go_on = false});
    REQUIRE(finding(result, "no-lost").run);
    CHECK(finding(result, "no-lost").steps == 4);
    CHECK(finding(result, "no-lost").run->events.front().snapshot == 1);
}

TEST_CASE("a run says which snapshot it speaks of, and of which a marker is") {
    const CheckResult result = check_twice("chandy-lamport:log-one");
    const Finding& lost = finding(result, "no-lost");
    REQUIRE(lost.run);
    const Network network = instance_of({}).network;
    const auto lines = told(*lost.run, network);
    CHECK(std::ranges::count(lines, "p0 initiates snapshot 1") == 1);
    CHECK(std::ranges::count(lines, "p0 initiates snapshot 2") == 1);
    CHECK(std::ranges::count(lines, "p0 receives the marker of snapshot 2 from p1") == 1);
    CHECK(lost.run->snapshot == 2);
    const auto traces = traces_of(result, instance_of({}), "log-one", "ring:2");
    CHECK(traces.front().violations.front().reason.starts_with("Of snapshot 2: "));
}

TEST_CASE("whoever confuses snapshots is caught where two of them record the same channel") {
    for (const char* mutant : {"chandy-lamport:log-one", "chandy-lamport:close-all"}) {
        CHECK(violated(check_twice(mutant)) ==
              std::vector<std::string>{"no-lost", "exact-channels", "conserved"});
        CHECK(violated(check({.algorithm = mutant})).empty());  // a single one
    }
    CHECK(violated(check_twice("chandy-lamport")).empty());
}

TEST_CASE("Venkatesan's root waits for its snapshot before it takes the next one") {
    const CheckResult result = check({.algorithm = "venkatesan", .snapshots = 2});
    CHECK(violated(result).empty());
    const Instance instance = instance_of({.snapshots = 2});
    // Without that wait the second could be begun by the second step; depth tells: by hand, a
    // snapshot without traffic takes INIT_SNAP and SNAP_COMPLETED, so the initiations are 3 apart.
    CheckOptions options;
    options.go_on = true;
    options.properties = Observations{1} << property_bit("terminates");
    Instance idle = instance;
    idle.messages = 0;
    const CheckResult silent = algorithm("venkatesan").check(idle, options);
    CHECK(silent.report.states == 7);  // one after the other: initiate, INIT_SNAP, COMPLETED, twice
    CHECK(silent.report.depth == 6);
}

}  // namespace snapcheck::testing
