// Suites: what the keys mean, what is refused and where, and each kind of miss. The results that
// are compared here are made by hand, so that nothing depends on a search being right.
#include "cli/suite/github.hpp"
#include "cli/suite/junit.hpp"
#include "cli/suite/suite_file.hpp"
#include "tests/catch.hpp"
#include "tests/checks.hpp"

namespace snapcheck::testing {

namespace {

using Verdict = Finding::Verdict;

const std::string pair = R"([[check]]
algorithm = "chandy-lamport"
topology = "ring:2"
)";

SuiteCheck only_check(const std::string& text) {
    const std::vector<SuiteCheck> checks = parse_suite(text, "s.toml", algorithms());
    REQUIRE(checks.size() == 1);
    return checks.front();
}

// A whole exploration of 65 states in which these properties were violated after so many steps.
CheckResult explored(const std::vector<std::pair<const char*, unsigned>>& violations = {}) {
    CheckResult result;
    result.report.states = 65;
    result.report.transitions = 101;
    result.report.runs = {102};
    for (unsigned bit = 0; bit < catalogue().size(); ++bit)
        if (catalogue()[bit].part_of_all)
            result.findings.push_back({bit, Verdict::holds, 0, 0, {}});
    for (const auto& [name, steps] : violations)
        for (Finding& finding : result.findings)
            if (finding.property == property_bit(name))
                finding = {finding.property, Verdict::violated, 1, steps, Run{}};
    return result;
}

CheckResult cut_off(CheckResult result) {
    result.report.ending = Ending::state_limit;
    for (Finding& finding : result.findings)
        if (finding.verdict == Verdict::holds) finding.verdict = Verdict::unknown;
    return result;
}

// "states: expected 66, got 65", and a mark where a limit is to blame.
std::vector<std::string> misses(const std::string& keys, const CheckResult& result) {
    std::vector<std::string> lines;
    for (const Mismatch& m : mismatches(only_check(pair + keys).expected, result))
        lines.push_back(m.what + ": expected " + m.expected + ", got " + m.got +
                        (m.cut_off ? " (cut off)" : ""));
    return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("suite: a result that is as expected misses nothing") {
    CHECK(misses("expect = 'holds'\nstates = 65\ntransitions = 101\ninterleavings = '102'",
                 explored())
              .empty());
    const CheckResult violated = explored({{"no-lost", 4}, {"conserved", 5}});
    CHECK(misses("expect = 'violated'", violated).empty());
    CHECK(misses("expect = 'violated'\nviolates = 'no-lost'\nholds = ['no-orphan']\nsteps = 4",
                 violated)
              .empty());
    CHECK(misses("expect = 'violated'\nviolates = ['no-lost', 'conserved']\nonly = true\n"
                 "steps = { no-lost = 4, conserved = 5 }",
                 violated)
              .empty());
    CHECK(misses("expect = 'inconclusive'", cut_off(explored())).empty());
}

TEST_CASE("suite: a verdict that was not expected is missed, a pass above all") {
    CHECK(misses("expect = 'violated'", explored()) ==
          Lines{"verdict: expected violated, got holds"});
    CHECK(misses("expect = 'holds'", explored({{"no-lost", 4}})) ==
          Lines{"verdict: expected holds, got violated (no-lost)"});
    CHECK(misses("expect = 'inconclusive'", explored()) ==
          Lines{"verdict: expected inconclusive, got holds"});
    CHECK(misses("expect = 'violated'\nviolates = ['no-lost', 'no-orphan']",
                 explored({{"no-lost", 4}})) == Lines{"no-orphan: expected violated, got holds"});
    CHECK(misses("expect = 'violated'\nholds = ['no-lost']", explored({{"no-lost", 4}})) ==
          Lines{"no-lost: expected holds, got violated"});
    CHECK(misses("expect = 'violated'\nviolates = ['no-lost']\nonly = true",
                 explored({{"no-lost", 4}, {"conserved", 4}})) ==
          Lines{"conserved: expected holds, got violated"});
}

TEST_CASE("suite: what is vacuous has to be expected so") {
    CheckResult result = explored();
    result.findings.front().verdict = Verdict::vacuous;
    CHECK(misses("expect = 'holds'", result) == Lines{"no-lost: expected holds, got vacuous"});
    CHECK(misses("expect = 'holds'\nvacuous = ['no-lost']", result).empty());
    CHECK(misses("expect = 'holds'\nvacuous = ['no-lost']", explored()) ==
          Lines{"no-lost: expected vacuous, got holds"});
}

TEST_CASE("suite: figures and trace lengths that differ are missed, smaller or larger") {
    CHECK(misses("expect = 'holds'\nstates = 66", explored()) ==
          Lines{"states: expected 66, got 65"});
    CHECK(misses("expect = 'holds'\nstates = 64\ntransitions = 102", explored()) ==
          Lines{"states: expected 64, got 65", "transitions: expected 102, got 101"});
    CHECK(misses("expect = 'holds'\ninterleavings = '45254873664000'", explored()) ==
          Lines{"interleavings: expected 45254873664000, got 102"});
    const CheckResult violated = explored({{"no-lost", 4}, {"conserved", 5}});
    CHECK(misses("expect = 'violated'\nsteps = 5", violated) == Lines{"steps: expected 5, got 4"});
    CHECK(misses("expect = 'violated'\nsteps = { conserved = 4 }", violated) ==
          Lines{"steps of conserved: expected 4, got 5"});
    CHECK(misses("expect = 'violated'\nsteps = { no-orphan = 4 }", violated) ==
          Lines{"steps of no-orphan: expected 4, got no counterexample"});
}

TEST_CASE("suite: each figure is compared with its own") {
    CheckResult result = explored();
    result.report.depth = 7;
    result.report.terminal = 6;
    result.snapshots = 5;
    result.stuck = 4;
    CHECK(misses("expect = 'holds'\nstates = 65\ntransitions = 101\ndepth = 7\nterminal = 6\n"
                 "snapshots = 5\nstuck = 4\ninterleavings = 102",
                 result)
              .empty());
    CHECK(misses("expect = 'holds'\nstates = 0\ntransitions = 0\ndepth = 0\nterminal = 0\n"
                 "snapshots = 0\nstuck = 0\ninterleavings = 0",
                 result)
              .size() == 7);
}

TEST_CASE("suite: what a limit cut off is not met, but not refuted either") {
    CHECK(misses("expect = 'holds'\nstates = 375513", cut_off(explored())) ==
          Lines{"verdict: expected holds, got inconclusive (state limit) (cut off)",
                "states: expected 375513, got 65 (cut off)"});
    CHECK(misses("expect = 'violated'\nviolates = ['no-lost', 'no-orphan']\nsteps = 4",
                 cut_off(explored({{"no-lost", 4}}))) ==
          Lines{"no-orphan: expected violated, got unknown (cut off)"});
    CHECK(misses("expect = 'holds'", cut_off(explored({{"no-lost", 4}}))) ==
          Lines{"verdict: expected holds, got violated (no-lost)"});
    // A limit that is meant makes the figures up to there part of the expectation.
    CHECK(misses("expect = 'inconclusive'\nstates = 66", cut_off(explored())) ==
          Lines{"states: expected 66, got 65"});
    // Without its run, a length is not certain.
    CheckResult untold = explored({{"no-lost", 4}});
    untold.findings.front().run.reset();
    CHECK(misses("expect = 'violated'\nsteps = 4", untold).size() == 1);
}

TEST_CASE("suite: keys mean what they mean to check, and defaults are for all") {
    const std::vector<SuiteCheck> checks = parse_suite(R"(
[defaults]
algorithm = "chandy-lamport"
topology = "ring:2"
messages = 2
initiators = "all"
expect = "violated"

[[check]]
channels = "non-fifo"
properties = ["no-lost", "transitless"]

[[check]]
name = "another"
budget = [1, 3]
initiators = 1
)",
                                                       "s.toml", algorithms());
    REQUIRE(checks.size() == 2);
    CHECK(checks[0].name == "chandy-lamport ring:2 non-fifo messages 2 initiators all");
    CHECK(checks[0].line == 9);
    CHECK(checks[0].request.instance.channels.kind == ChannelKind::bag);
    CHECK(checks[0].request.instance.messages == 2);
    CHECK(checks[0].request.instance.initiators == std::vector<Process>{0, 1});
    CHECK(checks[0].request.options.properties == (Observations{1} << property_bit("no-lost") |
                                                   Observations{1} << property_bit("transitless")));
    CHECK(checks[0].request.options.go_on);
    CHECK(checks[0].command ==
          "snapcheck check chandy-lamport --topology ring:2 --channels non-fifo --messages 2 "
          "--initiators all --property no-lost,transitless --continue");
    CHECK(checks[1].name == "another");
    CHECK(checks[1].request.instance.budget == std::vector<unsigned>{1, 3});
    CHECK(checks[1].request.instance.initiators == std::vector<Process>{1});
}

TEST_CASE("suite: every figure of the JSON document is a key") {
    for (const Figure& figure : pinnable_figures()) {
        INFO(figure.name);
        const SuiteCheck check =
            only_check(pair + "expect = 'holds'\n" + std::string(figure.name) + " = 7");
        CHECK(check.expected.figures.at(std::string(figure.name)) == "7");
    }
}

TEST_CASE("suite: what is wrong is said with its place and the nearest word") {
    const auto refused = [](const std::string& text) {
        return parse_suite(text, "s.toml", algorithms());
    };
    CHECK_THROWS_WITH(refused(""), "s.toml: there is no [[check]] in it");
    CHECK_THROWS_WITH(refused("[[chek]]"),
                      "s.toml:1:3: unknown table 'chek': did you mean 'check'?");
    CHECK_THROWS_WITH(refused(pair),
                      "s.toml:1:1: expect: is missing: holds, violated or inconclusive");
    CHECK_THROWS_WITH(refused(pair + "chanels = 'bag'"),
                      "s.toml:4:1: unknown key 'chanels': did you mean 'channels'?");
    CHECK_THROWS_WITH(refused(pair + "expect = 'holds'\nproperties = ['no-lost',\n 'no-orfan']"),
                      "s.toml:6:2: unknown property 'no-orfan': did you mean 'no-orphan'?");
    CHECK_THROWS_WITH(
        refused(pair + "expect = 'holds'\ninitiators = [0, 2]"),
        "s.toml:5:14: initiators: there is no process 2: the topology has processes 0 "
        "to 1");
    CHECK_THROWS_WITH(refused("[defaults]\nchannels = 'fife'\n" + pair + "expect = 'holds'"),
                      "s.toml:2:12: unknown channels 'fife': did you mean 'fifo'?");
    CHECK_THROWS_WITH(refused(pair + "expect = 'holds'\nviolates = 'no-lost'"),
                      "s.toml:5:12: violates: nothing is violated where holds is expected");
    CHECK_THROWS_WITH(refused(pair + "expect = 'violated'\nviolates = 'transitless'"),
                      "s.toml:5:12: violates: transitless is not among the properties asked for");
    CHECK_THROWS_WITH(refused(pair + "expect = "), contains("s.toml:4:"));
}

TEST_CASE("suite: GitHub's annotations keep their line and their properties apart") {
    SuiteItem item{only_check(pair + "name = '100%: a,b'\nexpect = 'holds'"),
                   SuiteItem::Fate::missed,
                   {{"states", "66", "65", false}, {"depth", "7", "8", false}},
                   "",
                   {},
                   {}};
    CHECK(
        annotation_of(item) ==
        "::error file=s.toml,line=1,title=100%25%3A a%2Cb::states: expected 66, got 65%0A"
        "depth: expected 7, got 8%0Asnapcheck check chandy-lamport --topology ring:2 --continue\n");
    item.fate = SuiteItem::Fate::met;
    CHECK(annotation_of(item).empty());
}

TEST_CASE("suite: what cannot be checked is an error in JUnit, and what did not run is skipped") {
    const SuiteCheck check = only_check(pair + "name = '<&\">'\nexpect = 'holds'");
    SuiteReport report;
    report.items.push_back({check, SuiteItem::Fate::missed, {}, "too large", {}, {}});
    report.items.push_back(
        {check, SuiteItem::Fate::missed, {{"depth", "7", "8", false}}, "", {}, {}});
    report.items.push_back({check, SuiteItem::Fate::not_run, {}, "", {}, {}});
    const std::string xml = junit_of(report);
    CHECK_THAT(xml, contains("tests=\"3\" failures=\"1\" errors=\"1\" skipped=\"1\""));
    CHECK_THAT(xml, contains("name=\"&lt;&amp;&quot;&gt;\""));
    CHECK_THAT(xml, contains("<error message=\"cannot be checked: too large\""));
    CHECK_THAT(xml, contains("<failure message=\"depth: expected 7, got 8\""));
    CHECK_THAT(xml, contains("<skipped message=\"interrupted\"/>"));
}

}  // namespace snapcheck::testing
