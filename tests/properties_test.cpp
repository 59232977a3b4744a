// Every property on cuts made by hand, and every property violated by a real run somewhere.
#include "properties/consistency.hpp"
#include "tests/catch.hpp"
#include "tests/checks.hpp"

namespace snapcheck::testing {

namespace {

MessageSet set(std::initializer_list<unsigned> numbers) {
    MessageSet set;
    for (const unsigned number : numbers) set.insert(number);
    return set;
}

// Which properties of complete snapshots a cut violates, by name.
std::vector<std::string_view> violated_by_cut(const std::vector<ChannelCut>& cut) {
    std::vector<std::string_view> names;
    for (const Property& property : catalogue())
        if (property.judged == Judged::when_complete && !property.holds(cut))
            names.push_back(property.name);
    return names;
}

using Names = std::vector<std::string_view>;

}  // namespace

TEST_CASE(
    "an exact cut violates nothing but transitless, and that only with a message in transit") {
    CHECK(violated_by_cut({}).empty());
    CHECK(violated_by_cut({{set({1, 2}), set({1, 2}), {}}}).empty());
    CHECK(violated_by_cut({{set({1, 2}), set({1}), {2}}}) == Names{"transitless"});
}

TEST_CASE("each way to be inconsistent violates the properties that name it") {
    CHECK(violated_by_cut({{set({1}), set({}), {}}}) ==
          Names{"no-lost", "exact-channels", "conserved", "transitless"});
    CHECK(violated_by_cut({{set({}), set({1}), {}}}) == Names{"no-orphan", "conserved"});
    CHECK(violated_by_cut({{set({}), set({}), {1}}}) ==
          Names{"no-orphan-in-channel", "exact-channels", "conserved"});
    CHECK(violated_by_cut({{set({1}), set({1}), {1}}}) ==
          Names{"no-duplicate", "exact-channels", "conserved"});
    CHECK(violated_by_cut({{set({1}), set({}), {1, 1}}}) ==
          Names{"no-duplicate", "exact-channels", "conserved", "transitless"});
}

TEST_CASE("the order of recording matters on fifo and nowhere else") {
    CHECK(violated_by_cut({{set({1, 2}), set({}), {2, 1}, 0, true}}) ==
          Names{"exact-channels", "transitless"});
    CHECK(violated_by_cut({{set({1, 2}), set({}), {2, 1}, 0, false}}) == Names{"transitless"});
}

TEST_CASE("conservation adds up over channels, so it proves nothing about each") {
    const std::vector<ChannelCut> cancelling{{set({1}), set({}), {}}, {set({}), set({1}), {}}};
    CHECK(conserved(cancelling));
    CHECK_FALSE(no_lost(cancelling));
    CHECK_FALSE(no_orphan(cancelling));
}

TEST_CASE("a token that is received twice is one too many") {
    CHECK(violated_by_cut({{set({1}), set({1}), {}, 1}}) == Names{"conserved"});
}

TEST_CASE("one bad channel among good ones is seen") {
    const ChannelCut good{set({1}), set({1}), {}};
    const ChannelCut bad{set({1}), set({}), {}};
    CHECK(no_lost(std::vector{good, good}));
    CHECK_FALSE(no_lost(std::vector{good, bad}));
    CHECK_FALSE(no_lost(std::vector{bad, good}));
}

TEST_CASE("the properties of unfinished runs compare with what the sender had sent") {
    CHECK(records_in_time(std::vector<ChannelCut>{{set({1, 2}), set({1}), {}}}));
    CHECK_FALSE(records_in_time(std::vector<ChannelCut>{{set({1}), set({1, 2}), {}}}));
    CHECK(post_marker_unrecorded(std::vector<ChannelCut>{{set({1, 2}), set({}), {2}}}));
    CHECK_FALSE(post_marker_unrecorded(std::vector<ChannelCut>{{set({1}), set({}), {2}}}));
}

TEST_CASE("every property but two is violated by Chandy-Lamport on bag channels") {
    // Counted by hand: without order a marker can overtake, and be overtaken; nothing is ever
    // doubled, and every marker arrives.
    CHECK(violated(check({.channels = "bag", .messages = 2})) ==
          std::vector<std::string>{"no-lost", "no-orphan", "no-orphan-in-channel", "exact-channels",
                                   "conserved", "records-in-time", "post-marker-unrecorded"});
}

// The list of properties that recording again breaks is an independent explorer's, on two
// processes.
TEST_CASE("recording again at every marker doubles messages and loses others") {
    CHECK(violated(check({.algorithm = "chandy-lamport:rerecord"})) ==
          std::vector<std::string>{"no-lost", "no-duplicate", "exact-channels", "conserved"});
}

TEST_CASE("a marker that is missing leaves a stuck end, and what was never judged is vacuous") {
    const CheckResult result = check({.algorithm = "chandy-lamport:omit-one", .messages = 0});
    CHECK(violated(result) == std::vector<std::string>{"terminates"});
    CHECK(result.stuck == 1);
    for (const char* property : {"no-lost", "no-orphan", "no-orphan-in-channel", "no-duplicate",
                                 "exact-channels", "conserved"})
        CHECK(finding(result, property).verdict == Finding::Verdict::vacuous);
    CHECK(finding(result, "records-in-time").verdict == Finding::Verdict::holds);
}

TEST_CASE("a process that no initiator reaches is never recorded") {
    const CheckResult result = check({.topology = "edges:0-1,2-1"});
    CHECK(violated(result) == std::vector<std::string>{"terminates"});
    CHECK(finding(result, "no-lost").verdict == Finding::Verdict::vacuous);
}

TEST_CASE("an unknown property is refused with the nearest one") {
    CHECK_THROWS_WITH(property_bit("no-lots"), contains("no-lost"));
}

}  // namespace snapcheck::testing
