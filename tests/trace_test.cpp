// Counterexamples: shortest, the same for any number of workers, told in words that name the steps.
#include "traces/trace.hpp"

#include <nlohmann/json.hpp>

#include "tests/catch.hpp"
#include "tests/checks.hpp"
#include "traces/json.hpp"
#include "traces/text.hpp"

namespace snapcheck::testing {

namespace {

std::vector<std::string> counterexample(const Asked& asked, std::string_view property) {
    const CheckResult result = check(asked);
    const Finding& found = finding(result, property);
    REQUIRE(found.run.has_value());
    return told(*found.run, instance_of(asked).network);
}

std::string reason(const Asked& asked, const std::string& property) {
    const CheckResult result = check(asked);
    for (const Trace& trace :
         traces_of(result, instance_of(asked), asked.algorithm, asked.topology))
        for (const Violation& violation : trace.violations)
            if (violation.property == property) return violation.reason;
    return "no trace";
}

using Lines = std::vector<std::string>;

}  // namespace

// Both traces are the shortest ones given in docs/semantics.md, found by an independent explorer.
TEST_CASE("the shortest loss on bag channels takes 4 steps, the shortest orphan 5") {
    CHECK(counterexample({.channels = "bag"}, "no-lost") ==
          Lines{"p0 initiates the snapshot", "p1 sends m1 to p0", "p1 receives the marker from p0",
                "p0 receives the marker from p1"});
    CHECK(counterexample({.channels = "bag"}, "no-orphan") ==
          Lines{"p0 initiates the snapshot", "p0 sends m1 to p1", "p1 receives m1 from p0",
                "p1 receives the marker from p0", "p0 receives the marker from p1"});
}

TEST_CASE("counterexamples are the same for any number of workers") {
    for (const char* property :
         {"no-lost", "no-orphan-in-channel", "conserved", "records-in-time"}) {
        Asked asked{.topology = "ring:3", .channels = "bag", .messages = 2};
        asked.workers = 1;
        const Lines alone = counterexample(asked, property);
        for (const unsigned workers : {2U, 3U, 8U}) {
            asked.workers = workers;
            CHECK(counterexample(asked, property) == alone);
        }
    }
}

TEST_CASE(
    "figures up to the first violation are the same for any number of workers, several initiators "
    "included") {
    for (const char* property : {"no-lost", "transitless"})
        for (const char* channels : {"fifo", "bag"}) {
            Asked asked{.topology = "complete:3",
                        .channels = channels,
                        .initiators = {0, 1},
                        .properties = property,
                        .go_on = false};
            asked.workers = 1;
            const CheckResult alone = check(asked);
            asked.workers = 8;
            const CheckResult together = check(asked);
            CHECK(alone.report.states == together.report.states);
            CHECK(alone.report.transitions == together.report.transitions);
            CHECK(alone.report.depth == together.report.depth);
            CHECK(alone.snapshots == together.snapshots);
        }
}

TEST_CASE("every way to fail has its own sentence with step numbers") {
    CHECK(reason({.channels = "bag"}, "no-lost") ==
          "m1 was sent (step 2) before p1 recorded (step 3), but it is still in transit to p0 "
          "after the marker (step 4) "
          "has closed channel p1->p0: it is in nobody's record.");
    CHECK(reason({.channels = "bag"}, "no-orphan") ==
          "m1 was sent (step 2) after p0 had recorded (step 1), but p1 received it (step 3) before "
          "it recorded (step 4): "
          "its receipt is recorded, its sending is not.");
    CHECK(reason({.channels = "bag"}, "no-orphan-in-channel") ==
          "m1 was sent (step 3) after p1 had recorded (step 2), but p0 put it (step 4) into the "
          "recorded content of "
          "channel p1->p0: it is recorded as in transit without having been sent.");
    CHECK(reason({.channels = "bag"}, "records-in-time") ==
          "m1 was sent (step 2) after p0 had recorded (step 1), and p1 took it in (step 3) before "
          "recording itself: "
          "whatever p1 records later contains the receipt of a message that is not recorded as "
          "sent.");
    CHECK(reason({.algorithm = "chandy-lamport:no-chan"}, "no-lost") ==
          "m1 was sent (step 2) before p1 recorded (step 3), but p0 received it (step 4) after p0 "
          "had recorded (step 1), "
          "and did not put it into channel p1->p0: it is in nobody's record.");
    CHECK(reason({.properties = "transitless"}, "transitless") ==
          "m1 was sent (step 2) before p1 recorded (step 3), and p0 received it (step 4) after it "
          "had recorded itself "
          "(step 1): no process has it in its record, only the recorded channel p1->p0 holds it. "
          "That is why channels "
          "are recorded.");
    CHECK_THAT(reason({.channels = "bag"}, "conserved"),
               Catch::Matchers::StartsWith("The recorded senders have given away 1 token, the "
                                           "recorded receivers and channels hold 0: m1 was sent"));
}

TEST_CASE("a trace as text numbers its steps and shows what each changed") {
    const Asked asked{.channels = "bag", .properties = "no-lost"};
    const auto traces =
        traces_of(check(asked), instance_of(asked), asked.algorithm, asked.topology);
    REQUIRE(traces.size() == 1);
    const std::string diff = to_text(traces[0], Detail::diff);
    CHECK_THAT(
        diff, contains("     2 p1 sends m1 to p0\n         p1->p0 in transit: {} -> {m1}\n     3"));
    CHECK_THAT(diff, contains("no-lost is violated: m1 was sent (step 2)"));
    const std::string full = to_text(traces[0], Detail::full);
    CHECK_THAT(full, contains("0 the initial state"));
    CHECK(full.size() > diff.size());
}

TEST_CASE("one run that violates several properties is one trace") {
    const Asked asked{.channels = "bag"};
    const auto traces =
        traces_of(check(asked), instance_of(asked), asked.algorithm, asked.topology);
    REQUIRE(traces[0].violations.size() == 3);
    CHECK(traces[0].violations[0].property == "no-lost");
    CHECK(traces[0].violations[1].property == "exact-channels");
    CHECK(traces[0].violations[2].property == "conserved");
}

TEST_CASE("a trace as JSON has the steps, the cut and the reason") {
    const Asked asked{.channels = "bag", .properties = "no-lost"};
    const auto traces =
        traces_of(check(asked), instance_of(asked), asked.algorithm, asked.topology);
    const auto json = to_json(traces[0]);
    CHECK(json["steps"].size() == 4);
    CHECK(json["steps"][1]["event"] == "send");
    CHECK(json["steps"][1]["channel"] == nlohmann::ordered_json::array({1, 0}));
    CHECK(json["steps"][2]["control"] == "marker");
    CHECK(json["steps"][2]["records_state"] == true);
    CHECK(json["end"]["complete"] == true);
    CHECK(json["end"]["channels"][1]["sent"] == nlohmann::ordered_json::array({1}));
    CHECK(json["end"]["channels"][1]["recorded"].empty());
    CHECK(json["violates"][0]["property"] == "no-lost");
}

}  // namespace snapcheck::testing
