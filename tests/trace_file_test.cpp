// What a trace becomes outside of the program: a file that gives the same trace again, a picture,
// a page; and whether the algorithm still does what a file tells of it.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "checker/input_error.hpp"
#include "tests/catch.hpp"
#include "tests/checks.hpp"
#include "traces/html.hpp"
#include "traces/json.hpp"
#include "traces/read.hpp"
#include "traces/space_time.hpp"
#include "traces/svg.hpp"

namespace snapcheck::testing {

using namespace space_time;

namespace {

std::vector<Trace> traces(const Asked& asked) {
    return traces_of(check(asked), instance_of(asked), asked.algorithm, asked.topology);
}

Trace trace(const Asked& asked) {
    return traces(asked).at(0);
}

// Networks have no equality of their own: they are equal when they are written down alike.
void check_same(const Trace& one, const Trace& other) {
    CHECK(to_json(one) == to_json(other));
    CHECK(one.run == other.run);
    CHECK(one.terms == other.terms);
    CHECK(one.violations == other.violations);
}

std::string complaint(const std::string& text) {
    try {
        parse_traces(text, "t.json");
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

const Asked lost{.channels = "bag", .properties = "no-lost"};
const Asked orphan{.channels = "bag", .properties = "no-orphan"};

std::size_t count(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
    return found;
}

Replay replay_of(const Trace& told) {
    return algorithm(told.algorithm).replay(instance_of(told), told.run);
}

}  // namespace

TEST_CASE("a trace that was written down is read back as the same trace, and replays") {
    for (const Asked& asked : {
             lost,
             orphan,
             Asked{.topology = "ring:3", .channels = "bag", .messages = 2},
             Asked{.topology = "ring:3", .initiators = {0, 1}, .properties = "transitless"},
             Asked{.channels = "lossy:1"},
             Asked{.channels = "duplicating:1"},
             Asked{.channels = "bounded:1", .properties = "transitless"},
             Asked{.algorithm = "lai-yang", .channels = "causal", .properties = "transitless"},
             Asked{.algorithm = "chandy-lamport:omit-one", .messages = 0},
         }) {
        INFO(asked.algorithm << " on " << asked.topology << ", " << asked.channels);
        const auto written = traces(asked);
        REQUIRE_FALSE(written.empty());
        const auto read = parse_traces(to_json_document(written), "t.json");
        REQUIRE(read.size() == written.size());
        for (std::size_t i = 0; i < read.size(); ++i) {
            check_same(read[i], written[i]);
            CHECK(replay_of(read[i]).objection == "");
        }
    }
}

TEST_CASE("a replay stops at the first step that is not enabled, and says what is") {
    Trace told = trace(lost);
    // p1 cannot receive before anything was sent: steps 1 and 2 are the initiation and a send.
    std::swap(told.run.events[0], told.run.events[2]);
    const Replay replay = replay_of(told);
    CHECK(replay.objection == "step 1, p1 receives the marker from p0, is not enabled");
    CHECK(replay.run.events.empty());
    // By hand: ring:2, one message a channel, p0 initiates.
    CHECK(replay.enabled == std::vector<std::string>{"p0 initiates the snapshot",
                                                     "p0 sends m1 to p1", "p1 sends m1 to p0"});
}

TEST_CASE("a replay does not believe what a trace tells of states, cut and properties") {
    const auto objection = [](auto change) {
        Trace told = trace(lost);
        change(told.run);
        return replay_of(told).objection;
    };
    CHECK_THAT(
        objection([](Run& run) { run.facts[0][0].value = "has recorded"; }),
        contains("the initial state is another one: p0: has not recorded, not has recorded"));
    CHECK_THAT(objection([](Run& run) { run.facts[2].back().value = "{m1}"; }),
               contains("step 2, p1 sends m1 to p0, changes something else"));
    CHECK_THAT(objection([](Run& run) { run.cut[1].sent = {}; }), contains("the cut"));
    CHECK_THAT(objection([](Run& run) { run.complete = false; }), contains("complete"));
    CHECK_THAT(objection([](Run& run) { run.observed[2] = 1; }), contains("violated where"));
    CHECK_THAT(objection([](Run& run) { run.events[0].sends.clear(); }), contains("send"));
}

TEST_CASE("a run says which properties hold after each step") {
    const Trace told = trace(lost);
    REQUIRE(told.run.observed.size() == 5);
    const Observations no_lost = Observations{1} << property_bit("no-lost");
    for (std::size_t i = 0; i < 4; ++i) CHECK((told.run.observed[i] & no_lost) == 0);
    CHECK((told.run.observed[4] & no_lost) != 0);
    CHECK((told.run.observed[4] >> complete_bit & 1) == 1);
}

TEST_CASE("what is no trace is refused in one line that says where") {
    const std::string good = to_json_document({trace(lost)});
    CHECK(complaint(good) == "accepted");
    const auto with = [&](std::string_view part, std::string_view other) {
        std::string text = good;
        REQUIRE(text.find(part) != text.npos);
        return complaint(text.replace(text.find(part), part.size(), other));
    };
    CHECK(complaint("") == "t.json:1:1: not JSON: it ends too early");
    CHECK(complaint("{\n  x") == "t.json:2:3: not JSON: it ends too early");
    CHECK_THAT(complaint(good.substr(0, good.size() / 2)), contains("not JSON: it ends too early"));
    CHECK_THAT(complaint("[]"), contains("t.json: not a trace of snapcheck"));
    CHECK_THAT(complaint("{\"schema\": \"snapcheck/1\"}"), contains("schema 'snapcheck/1', where"));
    CHECK(complaint("{\"schema\": \"snapcheck-trace/1\"}") == "t.json: there is no 'traces'");
    CHECK(with("\"send\"", "\"sned\"") ==
          "t.json: traces[0].steps[1].event: unknown event 'sned': did you mean 'send'?");
    CHECK(with("\"process\": 0", "\"process\": 2") ==
          "t.json: traces[0].steps[0].process: not a whole number from 0 to 1");
    CHECK(with("\"message\": 1", "\"message\": 65") ==
          "t.json: traces[0].steps[1].message: not a whole number from 1 to 32");
    CHECK(with("[[0,1],[1,0]]", "[[0,1],[1,7]]") ==
          "t.json: traces[0].instance.network[1][1]: not a whole number from 0 to 1");
    CHECK(with("[[0,1],[1,0]]", "[[0,1],[0,1]]") ==
          "t.json: traces[0].instance.network: channel p0->p1 is given twice: one for each ordered "
          "pair of processes is the most");
    CHECK_THAT(with("[\"p0\",\"p1\"]", "[\"p0\",\"p0\"]"), contains("a second process 'p0'"));
    CHECK_THAT(with("\"channels\": \"bag\"", "\"channels\": \"bga\""),
               contains("did you mean 'bag'?"));
    CHECK_THAT(with("\"violated\": []", "\"violated\": [\"no-lots\"]"),
               contains("did you mean 'no-lost'?"));
    CHECK_THAT(with("p0 initiates", "p0\\u001b initiates"), contains("accepted"));
    CHECK_THAT(with("\"has not recorded\"", "\"\\u001b[2J\""), contains("control characters"));
}

TEST_CASE("a diagram knows where messages come from, and what became of them") {
    const Diagram diagram = diagram_of(trace(lost));
    REQUIRE(diagram.flights.size() == 3);  // two markers and the message
    const Flight& marker = diagram.flights[0];
    CHECK(marker.control == "marker");
    CHECK(marker.sent == 1);
    CHECK(marker.arrives == 3U);
    const Flight& message = diagram.flights[1];
    CHECK(message.message == 1);
    CHECK(message.sent == 2);
    CHECK_FALSE(message.arrives.has_value());
    CHECK(message.standing == Standing::lost);
    CHECK(message.decided == 4);
    REQUIRE(diagram.overtakings.size() == 1);  // the second marker overtakes the message
    CHECK(diagram.overtakings[0].overtaker == 2);
    CHECK(diagram.overtakings[0].overtaken == 1);
    CHECK(diagram.cut[0].step == 1U);
    CHECK(diagram.cut[1].step == 3U);
    // 1 initiates; 2 sends, out of nothing; 3 receives what 1 sent, after 2; 4 what 3 sent,
    // after 1.
    CHECK(diagram.follows == std::vector<std::vector<unsigned>>{{}, {}, {1, 2}, {1, 3}});
}

TEST_CASE("orphans, what is recorded in a channel and what a channel loses are told apart") {
    const auto fates = [](const Asked& asked) {
        std::vector<Standing> all;
        for (const Flight& flight : diagram_of(trace(asked)).flights)
            if (flight.application()) all.push_back(flight.standing);
        return all;
    };
    CHECK(fates(orphan) == std::vector{Standing::orphan});
    CHECK(fates({.properties = "transitless"}) == std::vector{Standing::across});
    CHECK(fates({.channels = "bag", .properties = "no-orphan-in-channel"}) ==
          std::vector{Standing::orphan_in_channel});
    const auto arrows = diagram_of(trace({.channels = "lossy:1", .properties = "no-lost"})).flights;
    CHECK(std::ranges::count_if(arrows, &Flight::lost) == 1);
    const Diagram twice =
        diagram_of(trace({.channels = "duplicating:1", .properties = "no-duplicate"}));
    CHECK(std::ranges::count_if(twice.flights, &Flight::copy) == 1);
}

TEST_CASE("a picture has an arrow a message, the cut, a legend of what it shows, and the reason") {
    const std::string picture = to_svg({trace(lost)});
    CHECK(count(picture, "data-fate=\"missing\"") == 1);
    CHECK(count(picture, "<polyline class=\"cut\"") == 1);
    CHECK(count(picture, "class=\"cut-point\"") == 3);  // two processes and the legend
    CHECK(count(picture, ">m1 lost<") == 1);
    CHECK(count(picture, "overtaking on channel p1-&gt;p0") == 1);
    CHECK_THAT(picture, contains("in transit when the run ends"));
    CHECK_THAT(picture, contains("no-lost is violated"));
    CHECK_THAT(picture, !contains(": orphan"));  // in the legend
    CHECK_THAT(picture, contains("prefers-color-scheme: dark") && contains("@media print"));
    CHECK_THAT(to_svg({}), contains("no counterexample"));
}

TEST_CASE("names cannot break out of a picture or a page") {
    Trace told = trace(lost);
    told.network = Network({"<b>&\"", "</script>"}, {{0, 1}, {1, 0}});
    const std::string picture = to_svg({told});
    CHECK_THAT(picture, contains("&lt;b&gt;&amp;&quot;") && !contains("<b>"));
    const std::string page = to_html({told});
    CHECK(count(page, "</script>") == 2);  // its own two
    CHECK_THAT(page, !contains("{{"));
}

}  // namespace snapcheck::testing
