// Algorithms that nobody should write: each must end in a sentence, or in the right answer, never
// in a green line that is not a proof.
#include "models/algorithms/chandy_lamport.hpp"
#include "tests/catch.hpp"
#include "tests/checks.hpp"
#include "tests/entry_on_fifo.hpp"

namespace snapcheck::testing {

namespace {

/// Passes its marker on for ever and is never done: no run ends, so none gets stuck.
struct Restless {
    static constexpr std::string_view name = "restless";
    struct Token {};
    using Control = Token;
    using Site = snapcheck::Site<Token>;
    void initiate(Site& site) {
        site.record_state();
        site.send_to_all({});
    }
    void receive(Site&, Channel, Message) {}
    void receive(Site& site, Channel, Token) { site.send_to_all({}); }
    bool done(const Site&) const { return false; }
};

/// Can be asked again and again until a message makes it record: a step that leads nowhere new.
struct Hesitant {
    static constexpr std::string_view name = "hesitant";
    using Site = snapcheck::Site<>;
    bool asked = false;
    void initiate(Site&) { asked = true; }
    void receive(Site& site, Channel, Message) {
        if (asked && !site.recorded()) site.record_state();
    }
    bool done(const Site&) const { return true; }
};

/// Stamps each message with its number on the channel, which must not change what is counted.
struct Numbering {
    static constexpr std::string_view name = "numbering";
    using Control = ChandyLamport::Marker;
    using Site = snapcheck::Site<Control>;
    using Stamp = Count;
    ChannelSet open;
    PerChannel<Count> sent;
    void initiate(Site& site) { record(site); }
    Count send(Channel to) { return ++sent[to]; }
    void receive(Site& site, Channel from, Message message, Count stamp) {
        if (stamp.value != message.number)
            throw AlgorithmFault("a stamp is not what was put on the message");
        if (open.contains(from)) site.record(from, message);
    }
    void receive(Site& site, Channel from, Control) {
        if (!site.recorded()) record(site);
        open.erase(from);
    }
    bool done(const Site&) const { return open.empty(); }
    void record(Site& site) {
        site.record_state();
        open = site.inputs();
        site.send_to_all({});
    }
};

enum class Gapped : std::uint8_t { none = 0, far = 5 };

/// An enum with a gap, and one of the mistakes that a handler can make.
template <int Mistake>
struct Wrong {
    static constexpr std::string_view name = "wrong";
    using Control = ChandyLamport::Marker;
    using Site = snapcheck::Site<Control>;
    Gapped gapped{};
    void initiate(Site& site) {
        site.record_state();
        gapped = Gapped::far;
        if (Mistake == 1) site.send(*site.inputs().begin(), {});
        if (Mistake == 2) site.record(*site.outputs().begin(), {1});
        if (Mistake == 3) site.record(*site.inputs().begin(), {9});
        if (Mistake == 4) gapped = static_cast<Gapped>(77);
        for (int i = 0; Mistake == 5 && i < 80; ++i) site.send_to_all({});
        site.send_to_all({});
    }
    void receive(Site&, Channel, Message) {}
    void receive(Site& site, Channel, Control) {
        if (!site.recorded()) initiate(site);
    }
    bool done(const Site&) const { return gapped == Gapped::far; }
};

CheckResult check_it(const AlgorithmEntry& algorithm, const Asked& asked) {
    CheckOptions options;
    options.limits.max_states = 100'000;
    for (unsigned bit = 0; bit < catalogue().size(); ++bit)
        if (catalogue()[bit].part_of_all) options.properties |= Observations{1} << bit;
    options.go_on = true;
    return algorithm.check(instance_of(asked), options);
}

template <int Mistake>
std::string fault() {
    try {
        check_it(entry_on_fifo<Wrong<Mistake>>(), {});
    } catch (const AlgorithmFault& fault) {
        return fault.what();
    }
    return "none";
}

}  // namespace

TEST_CASE("an algorithm that never ends is not called terminating") {
    const CheckResult result = check_it(entry_on_fifo<Restless>(), {.messages = 0});
    CHECK(result.report.complete());
    CHECK_FALSE(result.report.acyclic);
    CHECK(result.report.runs.empty());
    CHECK(finding(result, "terminates").verdict == Finding::Verdict::unknown);
    CHECK(finding(result, "no-lost").verdict == Finding::Verdict::vacuous);
}

TEST_CASE("initiating without recording is no progress, and is not taken for it") {
    // By hand, with one message from p1 to p0 and none back: not asked or asked, times not sent, in
    // transit, or received by a p0 that had not recorded; and received by one that recorded just
    // before. p1 never records.
    const Instance instance{Network({"p0", "p1"}, {{1, 0}}), {ChannelKind::fifo}, 1, {}, {0}};
    CheckOptions options;
    options.limits.max_states = 1'000;
    options.go_on = true;
    options.properties = Observations{1} << property_bit("terminates");
    const CheckResult result = entry_on_fifo<Hesitant>().check(instance, options);
    CHECK(result.report.complete());
    CHECK(result.report.states == 7);
    CHECK_FALSE(result.report.acyclic);
    CHECK(result.report.runs.empty());
}

TEST_CASE("counts in stamps grow as far as they have to, and arrive as they were sent") {
    for (const char* channels : {"fifo", "bag"}) {
        const CheckResult stamped =
            check_it(entry<Numbering>(), {.channels = channels, .messages = 3});
        const CheckResult plain = check({.channels = channels, .messages = 3});
        CHECK(stamped.report.states == plain.report.states);
        CHECK(stamped.report.transitions == plain.report.transitions);
        CHECK(violated(stamped) == violated(plain));
    }
}

TEST_CASE("an enum may have gaps") {
    CHECK(enumerator_bound<Gapped> == 6);
    CHECK(check_it(entry_on_fifo<Wrong<0>>(), {}).report.complete());
}

TEST_CASE("what no process can do is the fault of the algorithm, and is said") {
    CHECK_THAT(fault<1>(), contains("not an output"));
    CHECK_THAT(fault<2>(), contains("not an input"));
    CHECK_THAT(fault<3>(), contains("never sent"));
    CHECK_THAT(fault<4>(), contains("enumerators"));
    CHECK_THAT(fault<5>(), contains("64 control messages"));
}

}  // namespace snapcheck::testing
