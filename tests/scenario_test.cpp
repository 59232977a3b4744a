// Scenarios: what the readers refuse, what can be ruled out without a search, and answers that were
// worked out by hand. tests/scenarios/cross_check.py has the second opinion.
#include <algorithm>
#include <set>

#include "checker/input_error.hpp"
#include "models/scenario/ask.hpp"
#include "models/scenario/claims.hpp"
#include "models/scenario/order.hpp"
#include "models/scenario/outcomes.hpp"
#include "tests/catch.hpp"

using namespace snapcheck;

namespace {

// Two servers, a link each way. A sends 1; when time has passed, A starts a snapshot.
constexpr const char* pair_top = "2\nA 3\nB 1\nA B\nB A\n";
constexpr const char* pair_events = "send A B 1\ntick\nsend B A 1\nsnapshot A\n";

Script script(const char* top, const char* events) {
    return parse_events(parse_top(top, "s.top"), events, "s.events");
}

template <class Read>
std::string refusal(Read read) {
    try {
        read();
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

std::string top_refusal(const char* text) {
    return refusal([&] { parse_top(text, "s.top"); });
}

std::string events_refusal(const char* text) {
    return refusal([&] { script(pair_top, text); });
}

std::string snap_refusal(const char* text) {
    return refusal([&] { parse_snap(script(pair_top, pair_events), text, "s.snap"); });
}

Answer answer(const Script& asked, std::initializer_list<const char*> snaps) {
    std::vector<SnapFile> files;
    for (const char* text : snaps) files.push_back(parse_snap(asked, text, "s.snap"));
    return ask(asked, files, SearchOptions{});
}

bool possible(const Script& asked, std::initializer_list<const char*> snaps) {
    const Answer found = answer(asked, snaps);
    REQUIRE(found.verdict != Answer::Verdict::unknown);
    CHECK(found.witness.empty() == (found.verdict == Answer::Verdict::impossible));
    CHECK(found.reason.empty() == (found.verdict == Answer::Verdict::possible));
    return found.verdict == Answer::Verdict::possible;
}

}  // namespace

TEST_CASE("a .top file names its servers and its links", "[scenario]") {
    const Servers read =
        parse_top("\xEF\xBB\xBF# two\r\n 2 \r\n\nB 0 # poor\nA 7\n#A - B\nA B", "s.top");
    CHECK(read.network.name(0) == "B");
    CHECK(read.tokens == std::vector<Tokens>{0, 7});
    REQUIRE(read.network.channels() == 1);
    CHECK(read.network.ends(0) == ChannelEnds{1, 0});
}

TEST_CASE("what is wrong in a .top file is said with its line", "[scenario]") {
    CHECK(top_refusal("") == "s.top: nothing in it");
    CHECK(top_refusal("# 2\n") == "s.top: the file ends where the number of servers is wanted");
    CHECK(top_refusal("two\n") ==
          "s.top:1: the number of servers 'two' is not a whole number from 2 to 64");
    CHECK(top_refusal("1\nA 1\n") ==
          "s.top:1: the number of servers '1' is not a whole number from 2 to 64");
    CHECK(top_refusal("2\nA 1\n") == "s.top: the file ends where 'server tokens' is wanted");
    CHECK(top_refusal("2\nA 1\nA 1\n") == "s.top:3: server 'A' is given twice");
    CHECK(top_refusal("2\nA -1\nB 1\n") ==
          "s.top:2: the number of tokens '-1' is not a whole number from 0 to 1000000000");
    CHECK(top_refusal("2\nA 99999999999999999999\nB 1\n") ==
          "s.top:2: the number of tokens '99999999999999999999' is not a whole number from 0 to "
          "1000000000");
    CHECK(top_refusal("2\nA 1\nB 1\nC 1\n") ==
          "s.top:4: another server, where the first line says that there are 2");
    CHECK(top_refusal("2\nalice 1\nbob 1\nalice bop\n") ==
          "s.top:4: unknown server 'bop': did you mean 'bob'?");
    CHECK(top_refusal("2\nA 1\nB 1\nA A\n") == "s.top:4: a link from 'A' to itself");
    CHECK(top_refusal("2\nA 1\nB 1\nA B\nA B\n") == "s.top:5: this link is given twice");
    CHECK(top_refusal("2\nA 1\nB 1\nA B 3\n") == "s.top:4: 3 words, where a link is wanted");
}

TEST_CASE("what is wrong in an .events file is said with its line", "[scenario]") {
    CHECK(events_refusal("tick\n") == "s.events: no line 'snapshot A': there is nothing to check");
    CHECK(events_refusal("snapshto A\n") ==
          "s.events:1: unknown event 'snapshto': did you mean 'snapshot'?");
    CHECK(events_refusal("snapshot C\n") == "s.events:1: unknown server 'C': choose from A, B");
    CHECK(events_refusal("tick 0\nsnapshot A\n") ==
          "s.events:1: the number of steps '0' is not a whole number from 1 to 1000000000");
    CHECK(events_refusal("send A B\n") == "s.events:1: 3 words, where 'send A B k' is wanted");
    CHECK(events_refusal("send A A 1\n") == "s.events:1: there is no link A->A: A has links to B");
    // B has 1, and what A sends can only be there when time has passed.
    CHECK(events_refusal("send A B 1\nsend B A 2\nsnapshot A\n") ==
          "s.events:2: B cannot send 2 tokens: it has at most 1 by then");
    CHECK(events_refusal("send A B 1\ntick\nsend B A 2\nsnapshot A\n") == "accepted");
}

TEST_CASE("what is wrong in a .snap file is said with its line", "[scenario]") {
    CHECK(snap_refusal("0\nA 3\nB 1\n") == "accepted");
    CHECK(snap_refusal("1\nA 3\nB 1\n") ==
          "s.snap:1: there is no snapshot 1: the last in 's.events' is 0");
    CHECK(snap_refusal("0\nA 3\n") == "s.snap:2: server 'B' is missing");
    CHECK(snap_refusal("0\nA 3\nA 1\n") == "s.snap:3: server 'A' is given twice");
    CHECK(snap_refusal("0\nA 3\nB 1\nA B tok(1)\n") ==
          "s.snap:4: message 'tok(1)' is not like 'token(1)'");
    CHECK(snap_refusal("0\nA 3\nB 1\nA B token(-1)\n") ==
          "s.snap:4: the number of tokens '-1' is not a whole number from 0 to 1000000000");
    CHECK(snap_refusal("0\nA 3\nB 1\nA B\n") == "s.snap:4: server 'A' is given twice");
    CHECK(snap_refusal("0\nA 3\nA B token(1)\n") == "s.snap:3: server 'B' is missing");
}

TEST_CASE("every order of some numbers has a code of its own", "[scenario]") {
    for (const unsigned count : {1U, 2U, 4U}) {
        const OrderCodes codes(count);
        std::set<std::vector<unsigned>> seen;
        for (std::uint64_t code = 0; code < codes.codes(); ++code) {
            const Order order = codes.decode(code);
            CHECK(codes.encode(order) == code);
            seen.insert(std::vector<unsigned>(order.ids.begin(), order.ids.begin() + order.size));
        }
        CHECK(seen.size() == codes.codes());
    }
    // 1 + 4 + 4*3 + 4*3*2 + 4*3*2*1 sequences without repetition of four things.
    CHECK(OrderCodes(4).codes() == 65);
    Order all;
    for (unsigned id = OrderCodes::most; id-- > 0;) all.push(id);
    const OrderCodes most(OrderCodes::most);
    CHECK(most.encode(all) == most.codes() - 1);
    CHECK(most.decode(most.codes() - 1).ids == all.ids);
}

// A has sent 1 of 3 when it starts, and B's token is on the way, as no time passes between: so A
// records 2, and B's token arrives before B's marker and is recorded. A's token arrives before A's
// marker, and B records 1 + 1 - 1.
TEST_CASE("a pair with a message each way has one outcome", "[scenario]") {
    const Script pair = script(pair_top, pair_events);
    CHECK(explore_outcomes(pair, 0, SearchOptions{}).distinct == 1);
    CHECK(possible(pair, {"0\nA 2\nB 1\nB A token(1)\n"}));
    CHECK_FALSE(possible(pair, {"0\nA 3\nB 1\n"}));
    CHECK_FALSE(possible(pair, {"0\nA 2\nB 0\nB A token(1)\nA B token(1)\n"}));
    CHECK(answer(pair, {"0\nA 5\nB 1\n"}).reason ==
          "s.snap:2: A cannot have recorded 5 tokens in snapshot 0: it has at most 3 at any time "
          "(the file has 6 tokens in all, the scenario 4)");
    CHECK(answer(pair, {"0\nA 2\nB 1\nB A token(7)\n"})
              .reason.find("s.snap:4: token(7) on B->A is never sent") == 0);
    CHECK(answer(pair, {"0\nA 2\nB 1\n"}).reason.find("s.snap:3: ") == 0);
}

// A starts with its token on the way to B. If it arrives before B records, which the marker behind
// it makes sure, B has it. Snapshot 1 starts at B at the same time: B has recorded 0 there, and the
// token is in the record of A->B.
TEST_CASE("two snapshots at once are recorded independently", "[scenario]") {
    const Script both = script("2\nA 1\nB 0\nA B\nB A\n", "send A B 1\nsnapshot A\nsnapshot B\n");
    const char* first = "0\nA 0\nB 1\n";
    const char* second = "1\nA 0\nB 0\nA B token(1)\n";
    CHECK(possible(both, {first}));
    CHECK(possible(both, {second}));
    CHECK(possible(both, {first, second}));
    CHECK(possible(both, {second, first}));
    CHECK_FALSE(possible(both, {"0\nA 0\nB 0\nA B token(1)\n"}));
    CHECK(refusal([&] { answer(both, {first, first}); }) ==
          "s.snap: snapshot 0 again, which 's.snap' is of");
}

// C hears of the tokens of A and B in either order, and .snap files say in which.
TEST_CASE("messages are recorded in the order of arrival at a server", "[scenario]") {
    const Script fan =
        script("3\nA 1\nB 2\nC 0\nA C\nB C\nC A\nC B\n", "send A C 1\nsend B C 2\nsnapshot C\n");
    CHECK(possible(fan, {"0\nA 0\nB 0\nC 0\nA C token(1)\nB C token(2)\n"}));
    CHECK(possible(fan, {"0\nA 0\nB 0\nC 0\nB C token(2)\nA C token(1)\n"}));
    CHECK(explore_outcomes(fan, 0, SearchOptions{}).distinct == 2);
}

// One after the other, "A records before B's token arrives" and "after it" are both possible of
// their snapshot, but time runs one way: not the later one first.
TEST_CASE("snapshots of one run have to agree on the run", "[scenario]") {
    const Script two =
        script("2\nA 0\nB 1\nA B\nB A\n", "send B A 1\ntick\nsnapshot A\ntick\nsnapshot A\n");
    const char* early = "0\nA 0\nB 0\nB A token(1)\n";
    const char* late = "0\nA 1\nB 0\n";
    const char* early_again = "1\nA 0\nB 0\nB A token(1)\n";
    const char* late_again = "1\nA 1\nB 0\n";
    CHECK(possible(two, {early, early_again}));
    CHECK(possible(two, {early, late_again}));
    CHECK(possible(two, {late, late_again}));
    CHECK(possible(two, {early_again}));
    CHECK_FALSE(possible(two, {late, early_again}));
    const std::string reason = answer(two, {late, early_again}).reason;
    CHECK(reason.find("together with what stands before and in the files before") !=
          std::string::npos);
}

TEST_CASE("a snapshot that does not reach everybody is no outcome", "[scenario]") {
    const Script dead_end = script("2\nA 1\nB 0\nA B\n", "snapshot B\n");
    CHECK(answer(dead_end, {"0\nA 1\nB 0\n"}).reason ==
          "s.snap: snapshot 0 is never complete: no path leads from B to A");
    const Outcomes outcomes = explore_outcomes(dead_end, 0, SearchOptions{});
    CHECK(outcomes.distinct == 0);
    const ScenarioFinding& last = outcomes.findings.back();
    CHECK(last.finding.verdict == Finding::Verdict::violated);
    CHECK(last.run == std::vector<std::string>{"line 1: B starts snapshot 0 and records 0 tokens"});
}

TEST_CASE("places are ruled out server by server and link by link", "[scenario]") {
    const Script pair = script(pair_top, pair_events);
    const Timeline timeline(pair, {0});
    Claims claims(pair.network());
    const Places before(timeline, 0, claims);
    CHECK(before.sends(0) == std::vector<unsigned>{1});  // A starts it after its one send
    CHECK(before.sends(1) == std::vector<unsigned>{1});  // B has sent by then, too
    // A's message can arrive before B sends or after; B's only after A has started the snapshot.
    CHECK(before.receipts(0) == std::vector<unsigned>{0, 1});
    CHECK(before.receipts(1) == std::vector<unsigned>{0});
    claims.tokens[1] = 1;  // of 1, one is sent, so one has been received
    CHECK(Places(timeline, 0, claims).receipts(0) == std::vector<unsigned>{1});
    claims.complete = true;  // nothing on the links, though B's message has not been received
    CHECK(Places(timeline, 0, claims).none());
}
