// What Chandy-Lamport keeps and loses on each discipline. The lists come from an independent
// explorer on the same instances; that it can get stuck where a marker blocks its sender, nobody
// had told us.
#include "tests/catch.hpp"
#include "tests/checks.hpp"

namespace snapcheck::testing {

namespace {

using Names = std::vector<std::string>;

// Without the two properties that are judged in every state: the lists do not have them.
Names violated_when_complete(const std::string& topology, const std::string& channels,
                             std::vector<unsigned> budget) {
    Asked asked{.topology = topology, .channels = channels};
    Instance instance = instance_of(asked);
    instance.budget = std::move(budget);
    Names names = violated(check(asked, instance));
    std::erase(names, "records-in-time");
    std::erase(names, "post-marker-unrecorded");
    return names;
}

}  // namespace

TEST_CASE("Chandy-Lamport is right on fifo, causal and bounded channels") {
    for (const char* channels : {"fifo", "causal", "bounded:1"}) {
        CHECK(violated_when_complete("ring:2", channels, {2, 2}).empty());
        CHECK(violated_when_complete("complete:3", channels, {1, 1, 0}).empty());
    }
}

TEST_CASE("without order, with losses and with duplicates it fails, each in its own way") {
    CHECK(violated_when_complete("ring:2", "bag", {2, 2}) ==
          Names{"no-lost", "no-orphan", "no-orphan-in-channel", "exact-channels", "conserved"});
    CHECK(violated_when_complete("ring:2", "lossy:1", {2, 2}) ==
          Names{"no-lost", "exact-channels", "conserved", "terminates"});
    CHECK(violated_when_complete("ring:2", "duplicating:1", {2, 2}) ==
          Names{"no-duplicate", "exact-channels", "conserved"});
}

TEST_CASE(
    "a marker that blocks its sender can stop a snapshot for ever, but not on two processes") {
    CHECK(violated_when_complete("ring:2", "bounded-blocking:1", {2, 2}).empty());
    CHECK(violated_when_complete("complete:3", "bounded-blocking:1", {1, 1, 0}) ==
          Names{"terminates"});
}

// Venkatesan's algorithm sends a marker right before a message, where there was none yet.
TEST_CASE("a message waits behind what its algorithm sends in front of it") {
    const CheckResult result = check({.algorithm = "venkatesan", .channels = "bounded:1"});
    CHECK(violated(result).empty());
    CHECK(result.report.states == 340);  // as counted by tests/second_source/explorer.py
    CHECK(violated(check({.algorithm = "venkatesan", .channels = "bounded-blocking:1"})) ==
          Names{"terminates"});
}

TEST_CASE("what cannot fail on fifo with room for everything counts the same as fifo") {
    // A run with no loss, or no duplicate, is a run on fifo: there are at least as many states.
    const CheckResult fifo = check({.messages = 2});
    for (const char* channels : {"lossy:1", "duplicating:1"}) {
        const CheckResult faulty = check({.channels = channels, .messages = 2});
        CHECK(faulty.report.states > fifo.report.states);
        CHECK(faulty.report.depth >= fifo.report.depth);
    }
    // Causal order adds nothing to FIFO between two processes but knowledge: the runs are the same.
    CHECK(check({.channels = "causal", .messages = 2}).report.runs == fifo.report.runs);
}

TEST_CASE("disciplines are spelled with their numbers") {
    CHECK(to_string(parse_channels("lossy")) == "lossy:1");
    CHECK(to_string(parse_channels("bounded-blocking:3")) == "bounded-blocking:3");
    CHECK(to_string(parse_channels("non-fifo")) == "bag");
    CHECK_THROWS_WITH(parse_channels("fifo:2"), contains("takes no number"));
    CHECK_THROWS_WITH(parse_channels("lossy:x"), contains("'x'"));
    CHECK_THROWS_WITH(parse_channels("lossy:0"), contains("1 to 15"));
    CHECK_THROWS_WITH(parse_channels("losy:1"), contains("did you mean 'lossy'"));
}

}  // namespace snapcheck::testing
