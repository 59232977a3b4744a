// Counterexamples in words and pictures. What is expected was written by hand, from the steps of
// the run and from docs/semantics.md.

#include "tests/catch.hpp"
#include "tests/checks.hpp"
#include "traces/arrows.hpp"
#include "traces/clocks.hpp"
#include "traces/diagram.hpp"
#include "traces/dot.hpp"
#include "traces/explain.hpp"
#include "traces/itf.hpp"
#include "traces/mermaid.hpp"
#include "traces/shiviz.hpp"
#include "traces/text.hpp"
#include "traces/tikz.hpp"
#include "traces/tla.hpp"

namespace snapcheck::testing {

namespace {

Trace trace(const Asked& asked, std::string_view property) {
    for (Trace& trace :
         traces_of(check(asked), instance_of(asked), asked.algorithm, asked.topology))
        for (const Violation& violation : trace.violations)
            if (violation.property == property) return trace;
    FAIL("no counterexample to " << property);
    throw std::logic_error("not reached");
}

std::string reason(const Asked& asked, std::string_view property) {
    const Trace found = trace(asked, property);
    return explain(found.run, property, found.network);
}

std::string read(std::initializer_list<const char*> lines) {
    std::string text;
    for (const char* line : lines) text += std::string(line) + "\n";
    return text;
}

// A run of 20 steps, and more arrows than that.
Trace long_trace() {
    Trace long_one = trace({.topology = "ring:3", .channels = "bag"}, "no-lost");
    Run& run = long_one.run;
    while (run.events.size() < 20) {
        run.events.push_back(run.events.back());
        run.facts.push_back(run.facts.back());
        run.channels.push_back(run.channels[run.events.size() % 5]);
    }
    return long_one;
}

}  // namespace

TEST_CASE("what a lossy channel lost is said to be lost there") {
    CHECK(reason({.channels = "lossy:1"}, "no-lost") ==
          "m1 was sent (step 2) before p1 recorded (step 3), but channel p1->p0 lost it (step 4): "
          "it is in nobody's record.");
}

TEST_CASE("what is recorded twice is told with both records") {
    CHECK(reason({.channels = "duplicating:1"}, "no-duplicate") ==
          "m1 is recorded twice in channel p1->p0 (step 4, and again step 5).");
    // The marker of step 5 makes p0 record again, when it has received m1 and recorded it in
    // transit.
    CHECK(
        reason({.algorithm = "chandy-lamport:rerecord"}, "no-duplicate") ==
        "m1 is recorded twice: as received by p0 (step 4), in the state that it recorded (step 5), "
        "and in channel p1->p0 (step 4).");
}

TEST_CASE("a content out of order names both messages") {
    CHECK(reason({.algorithm = "chandy-lamport:prepend", .messages = 2}, "exact-channels") ==
          "channel p1->p0 is recorded out of order: m2 (sent in step 3, put on record in step 6) "
          "stands before m1 (sent in step 2, put on record in step 5).");
}

TEST_CASE("whoever is stuck awaits something that will not come, for one of these reasons") {
    const std::string start = "No step is left, and the snapshot is not complete: ";
    // Lost on its way.
    CHECK(reason({.channels = "lossy:1", .messages = 0}, "terminates") ==
          start +
              "p0 recorded (step 1) and awaits a control message from p1, which has not recorded "
              "and has sent none; p1 has not recorded, and the marker that p0 sent to it (step 1) "
              "was lost (step 2).");
    // Never sent, although its sender recorded.
    CHECK(reason({.algorithm = "chandy-lamport:no-relay", .messages = 0}, "terminates") ==
          start +
              "p0 recorded (step 1) and awaits a control message from p1, which recorded (step 2) "
              "and sent none.");
    // Never sent, since its sender never came to record.
    CHECK(reason({.algorithm = "chandy-lamport:omit-one", .messages = 0}, "terminates") ==
          start +
              "p0 recorded (step 1) and awaits a control message from p1, which has not recorded "
              "and has sent none; p1 has not recorded, no control message was ever sent to it, and "
              "nothing in transit can make it.");
}

// A coloured message has p1 record, and the collector computes what p1 has sent and p0 has not
// received.
TEST_CASE("a message that only its channel's record holds may still be in transit") {
    CHECK(
        reason({.algorithm = "lai-yang-silent", .properties = "transitless"}, "transitless") ==
        "m1 was sent (step 3) before p1 recorded (step 4), and it is still in transit to p0 at the "
        "end (step 4): no process has it in its record, only the recorded channel p1->p0 holds "
        "it. That is why channels are recorded.");
}

TEST_CASE("tokens that a channel multiplied are told by their receipts") {
    CHECK(reason({.algorithm = "freeze-flush", .topology = "line:2", .channels = "duplicating:1"},
                 "conserved") ==
          "The recorded senders have given away 1 token, the recorded receivers and channels hold "
          "2: channel p1->p0 delivered m1 more than once (step 4, and again step 5).");
}

// p0 initiates; p1 sends m1; the marker of p0 arrives; that of p1 overtakes m1.
TEST_CASE("a space-time diagram has a line for each process, and arrows that cross") {
    CHECK(
        to_diagram(trace({.channels = "bag"}, "no-lost"), 100) ==
        read({"      1       2       3       4", "p0 ━━━●┬─────────────────────△───────",
              "       └┄┄┄┄┄┄┄┄┄┄┄┄┄┐ ┌┄┄┄┄┄┘", "               ┌─m1!─┼─┼────────────→",
              "p1 ━━━━━━━━━━━━┷━━━━━▽●┴─────────────", "",
              "  ━ before the cut, ─ after it, ● records, ▼ ▲ a message, ┄ ▽ △ a marker, → on its "
              "way",
              "  m1! p1->p0: lost: recorded as sent, but neither as received nor in its channel"}));
}

// The same on a narrow terminal: two steps, then the other two.
TEST_CASE("a diagram that is too wide goes on below") {
    const std::string pieces =
        read({"      1      2", "p0 ━━━●┬─────────", "       └┄┄┄┄┄┄┄┄┄", "              ┌─m",
              "p1 ━━━━━━━━━━━┷━━", "", "      3      4", "p0 ─────────△──────", "   ┄┄┐ ┌┄┄┄┄┘",
              "   1!┼─┼──────────→", "p1 ━━▽●┴───────────", ""});
    CHECK_THAT(to_diagram(trace({.channels = "bag"}, "no-lost"), 20),
               Catch::Matchers::StartsWith(pieces));
}

TEST_CASE("arrows know their steps and where they stand to the cut") {
    const Run run = trace({.channels = "bag"}, "no-lost").run;
    const std::vector<Arrow> arrows = arrows_of(run);
    REQUIRE(arrows.size() == 3);
    CHECK(arrows[0].sent == 1);
    CHECK(arrows[0].arrived == std::vector{3U});
    CHECK(arrows[1].parcel == Parcel{1, ""});
    CHECK_FALSE(arrows[1].ended().has_value());
    CHECK(standing_of(arrows[1], run) == Standing::lost);
    CHECK(arrows[2].hops() == std::vector{std::pair(3U, 4U)});
}

TEST_CASE("a control message that waited in an outbox was sent when it entered it") {
    const Asked asked{.channels = "bounded:1", .properties = "transitless"};
    for (const Arrow& arrow : arrows_of(trace(asked, "transitless").run)) {
        if (!arrow.is_control()) continue;
        REQUIRE(arrow.entered.has_value());
        CHECK(arrow.sent < *arrow.entered);
        CHECK(arrow.hops().front() == std::pair(arrow.sent, *arrow.entered));
    }
}

TEST_CASE("vector clocks grow with what is received") {
    const Trace lost = trace({.channels = "bag"}, "no-lost");
    CHECK(clocks_of(lost.run, lost.network) ==
          std::vector<Clock>{
              {{"p0", 1}}, {{"p1", 1}}, {{"p0", 1}, {"p1", 2}}, {{"p0", 2}, {"p1", 2}}});
}

TEST_CASE("one reason is told once, however many properties it violates") {
    const std::vector<Violation> violations{
        {"no-lost", "", "A."}, {"conserved", "", "B."}, {"exact-channels", "", "A."}};
    CHECK(reasons_of(violations) ==
          std::vector<std::string>{"no-lost, exact-channels are violated: A.",
                                   "conserved is violated: B."});
}

TEST_CASE("a run of 20 steps fits into every format") {
    const std::vector<Trace> traces{long_trace()};
    const std::size_t size =
        to_text(traces[0], Detail::diagram_and_diff).size() + to_tikz(traces).size() +
        to_dot(traces).size() + to_shiviz(traces).size() + to_mermaid(traces.data(), "run").size() +
        to_itf(traces.data(), "run").size() + to_tla(traces.data(), "run").size();
    CHECK(size > 10'000);
}

}  // namespace snapcheck::testing
