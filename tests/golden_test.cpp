// The figures of docs/semantics.md, "Figures". They come from four independent programs (a naive
// explorer, SPIN, Rumur and TLC), not from this one; tests/peers asks two of them again.
#include "cli/words.hpp"
#include "tests/catch.hpp"
#include "tests/checks.hpp"

namespace snapcheck::testing {

namespace {

struct Golden {
    const char* topology;
    const char* channels;
    unsigned messages;
    std::vector<Process> initiators;
    std::uint64_t states, transitions;
    unsigned depth;
    std::uint64_t terminal, snapshots;
    const char* runs;
};

const std::vector<Golden> figures{
    {"ring:2", "fifo", 1, {0}, 65, 101, 7, 6, 6, "102"},
    {"ring:2", "fifo", 2, {0}, 436, 868, 11, 18, 18, "13300"},
    {"ring:3", "fifo", 1, {0}, 299, 629, 10, 12, 12, "6752"},
    {"ring:3", "fifo", 2, {0}, 4816, 13584, 16, 54, 54, "86643260"},
    {"ring:4", "fifo", 1, {0}, 1313, 3477, 13, 24, 24, "844490"},
    {"line:3", "fifo", 1, {0}, 2465, 6853, 13, 36, 36, "2288636"},
    {"line:3", "fifo", 2, {0}, 124896, 465600, 21, 324, 324, "5159787152100"},
    {"complete:3", "fifo", 1, {0}, 375513, 1629885, 19, 540, 540, "4344146214400"},
    {"ring:2", "bag", 1, {0}, 127, 189, 7, 20, 20, "210"},
    {"ring:3", "bag", 1, {0}, 913, 1777, 10, 80, 80, "18900"},
    {"ring:3", "bag", 2, {0}, 90324, 255953, 16, 2736, 2736, "1702701000"},
    {"ring:2", "fifo", 2, {0, 1}, 1136, 2584, 12, 36, 36, "141440"},
};

void expect(const Golden& golden, unsigned workers) {
    INFO(golden.topology << " " << golden.channels << " m=" << golden.messages
                         << " workers=" << workers);
    const CheckResult result =
        check({"chandy-lamport", golden.topology, golden.channels, golden.messages,
               golden.initiators, "transitless", true, workers});
    CHECK(result.report.complete());
    CHECK(result.report.states == golden.states);
    CHECK(result.report.transitions == golden.transitions);
    CHECK(result.report.depth == golden.depth);
    CHECK(result.report.terminal == golden.terminal);
    CHECK(result.snapshots == golden.snapshots);
    CHECK(result.stuck == 0);
    CHECK(decimal(result.report.runs) == golden.runs);
}

}  // namespace

TEST_CASE("the figures of Chandy-Lamport come out, whatever the number of workers") {
    for (const Golden& golden : figures)
        for (const unsigned workers : {1U, 2U, 8U}) expect(golden, workers);
}

TEST_CASE("large: the figures of complete:3 on bag channels come out") {
    for (const unsigned workers : {1U, 2U, 8U})
        expect({"complete:3", "bag", 1, {0}, 4923145, 21620861, 19, 22000, 22000, "45254873664000"},
               workers);
}

TEST_CASE("on fifo every property holds, and transitless fails first at depth 9 of complete:3") {
    CHECK(violated(check({.topology = "complete:3"})).empty());
    CHECK(finding(check({.topology = "complete:3", .properties = "transitless"}), "transitless")
              .steps == 9);
}

}  // namespace snapcheck::testing
