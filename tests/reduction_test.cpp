// Searches with and without the reduction must come to the same: on all algorithms and disciplines,
// and on algorithms that are made to be reduced wrongly.
#include <random>

#include "models/algorithms/chandy_lamport.hpp"
#include "tests/catch.hpp"
#include "tests/checks.hpp"
#include "tests/entry_on_fifo.hpp"

namespace snapcheck::testing {

namespace {

CheckOptions reducing(bool self_check) {
    CheckOptions options;
    options.properties = all_properties();
    options.go_on = true;
    options.with_runs = false;
    options.reduce = true;
    options.self_check = self_check;
    options.workers = 2;
    return options;
}

CheckResult reduced(const Instance& instance) {
    return algorithm("chandy-lamport").check(instance, reducing(false));
}

template <class Algorithm>
std::string obstacle(const Asked& asked) {
    return entry_on_fifo<Algorithm>().check(instance_of(asked), reducing(true)).obstacle;
}

std::string obstacle_of_chandy_lamport(const Asked& asked) {
    return algorithm("chandy-lamport").check(instance_of(asked), reducing(true)).obstacle;
}

/// Records what its outputs hold, which others may take away first.
struct LooksAhead : ChandyLamport {
    static constexpr std::string_view name = "looks-ahead";
    void initiate(Site& site) {
        ChandyLamport::initiate(site);
        for (const Channel output : site.outputs()) site.record_queue(output);
    }
};

/// Sends only while it can know that somebody has not recorded.
struct LooksAround : ChandyLamport {
    static constexpr std::string_view name = "looks-around";
    bool may_send(const Site& site, Channel) const { return !site.all_recorded(); }
};

/// Records also what arrives when its snapshot is done.
struct GoesOn : ChandyLamport {
    static constexpr std::string_view name = "goes-on";
    using ChandyLamport::receive;
    void receive(Site& site, Channel from, Message message) {
        if (site.recorded()) site.record(from, message);
    }
};

/// Records of each input what arrived last: its record is never empty again, but what was wrong in
/// it may be seen for a while only.
struct Forgets : ChandyLamport {
    static constexpr std::string_view name = "forgets";
    using ChandyLamport::receive;
    void receive(Site& site, Channel from, Message message) {
        if (!open.contains(from)) return;
        site.forget(from);
        site.record(from, message);
    }
};

/// Records only the input that was the first to bring a message: for ever, the order of arrivals
/// matters.
struct Partial {
    static constexpr std::string_view name = "partial";
    struct Marker {};
    using Control = Marker;
    using Site = snapcheck::Site<Marker>;
    ChannelSet open;
    ChannelSet heard;
    void initiate(Site& site) { record(site); }
    void receive(Site& site, Channel from, Message message) {
        if (open.contains(from) && heard.empty()) heard.insert(from);
        if (open.contains(from) && heard.contains(from)) site.record(from, message);
    }
    void receive(Site& site, Channel from, Marker) {
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

}  // namespace

TEST_CASE("a reduced search finds every snapshot") {
    const auto [topology, messages, snapshots] =
        GENERATE(table<const char*, unsigned, std::uint64_t>({
            {"ring:2", 2, 18},         // docs/semantics.md, counted by four programs
            {"complete:3", 1, 540},    // the same
            {"complete:3", 2, 23328},  // the same
            {"ring:8", 2, 13122},      // 2 3^8: a count by hand, see docs/reductions.md
        }));
    const CheckResult result = reduced(instance_of({.topology = topology, .messages = messages}));
    CHECK(result.reduced);
    CHECK(result.snapshots == snapshots);
    CHECK(result.report.terminal == snapshots);
    CHECK(verdict_on_all(result) == Finding::Verdict::holds);
}

TEST_CASE("a reduced search is smaller") {
    const auto instance = instance_of({.topology = "complete:3"});
    CHECK(reduced(instance).report.states < 375'513 / 20);
}

// Both orders of all steps that are taken to commute are tried in every state, and what comes out
// is compared: ReductionFault would end it.
TEST_CASE("with and without the reduction the same comes out") {
    std::mt19937 random(GENERATE(range(1U, 9U)));
    const auto pick = [&](auto few) { return few[random() % few.size()]; };
    const std::array topologies{"ring:2", "ring:3", "line:3", "edges:0-1,0-2,1-2,2-0", "star:3"};
    const std::array channels{"fifo", "bag", "causal", "lossy", "duplicating", "bounded"};
    unsigned compared = 0;
    for (const AlgorithmEntry& algorithm : algorithms()) {
        Instance instance = instance_of({.topology = pick(topologies), .channels = pick(channels)});
        instance.budget.emplace();
        for (Process p = 0; p < instance.network.processes(); ++p)
            instance.budget->push_back(static_cast<unsigned>(random() % (p == 0 ? 3 : 2)));
        if (random() % 3 == 0) instance.initiators = {0, 1};
        if (algorithm.inapplicable(instance)) continue;
        CAPTURE(algorithm.name, to_string(instance.channels), *instance.budget);
        CheckOptions options = reducing(true);
        options.limits.max_states = 5'000;
        try {
            const CheckResult result = algorithm.check(instance, options);
            compared += result.reduced && result.report.complete() ? 1U : 0U;
        } catch (const InstanceTooLarge&) {
        }
    }
    CHECK(compared > 3);
}

TEST_CASE("a comparison that a limit ends is no proof") {
    CheckOptions options = reducing(true);
    options.limits.max_states = 50'000;  // the reduced search has 10,026
    const CheckResult result =
        algorithm("chandy-lamport").check(instance_of({.topology = "complete:3"}), options);
    CHECK(result.report.ending == Ending::state_limit);
    CHECK(verdict_on_all(result) == Finding::Verdict::unknown);
}

TEST_CASE("what cannot be told process by process is not reduced") {
    CHECK(obstacle<LooksAhead>({.topology = "ring:2"}) ==
          "a process records what is in its outputs");
    CHECK(obstacle<LooksAround>({.topology = "ring:2"}) ==
          "what a process does depends on how far the others are");
    CHECK(obstacle<GoesOn>({.topology = "ring:2"}) ==
          "a process goes on with the snapshot after it is done");
    CHECK(obstacle<Forgets>({.topology = "ring:2", .messages = 2}) ==
          "a process drops what it has recorded");
    CHECK(obstacle_of_chandy_lamport({.topology = "ring:2", .channels = "bounded:2"}) ==
          "a receipt makes room for what is sent");
    CHECK(obstacle_of_chandy_lamport({.topology = "ring:2"}).empty());
    CHECK(obstacle<Partial>({.topology = "complete:3"}).empty());
}

TEST_CASE("a violation that a reduced search comes upon is told by a shortest run") {
    const Asked asked{.topology = "ring:3", .channels = "bag"};
    CheckOptions options = reducing(false);
    options.with_runs = true;
    const CheckResult with = algorithm("chandy-lamport").check(instance_of(asked), options);
    const CheckResult without = check(asked);
    REQUIRE(with.reduced);
    for (const std::string& property : violated(without)) {
        CAPTURE(property);
        CHECK(finding(with, property).steps == finding(without, property).steps);
        REQUIRE(finding(with, property).run);
        CHECK(finding(with, property).run->events == finding(without, property).run->events);
    }
    CHECK(violated(with) == violated(without));
}

}  // namespace snapcheck::testing
