// Many instances at a time, and the smallest on which something fails. What each instance comes to
// is compared with a check of it alone; which instance is the smallest is argued by hand.
#include <algorithm>
#include <array>
#include <atomic>

#include "checker/input_error.hpp"
#include "models/layout.hpp"
#include "models/smallest.hpp"
#include "models/topology/topologies.hpp"
#include "tests/catch.hpp"
#include "tests/checks.hpp"

namespace snapcheck::testing {

namespace {

ManyOptions options_for(std::string_view property, unsigned workers = 2) {
    ManyOptions options;
    options.each.properties =
        property == "all" ? all_properties() : Observations{1} << property_bit(property);
    options.each.workers = workers;
    return options;
}

std::string named(const Instance& instance) {
    std::string name = edges_spec(instance.network) + " m" + std::to_string(instance.messages);
    for (const Process p : instance.initiators) name += " " + std::to_string(p);
    return name;
}

Smallest smallest(std::string_view name, std::string_view property, std::string_view channels,
                  unsigned workers = 2) {
    const SmallestBounds bounds{3, 1, {}, parse_channels(channels)};
    return find_smallest(algorithm(name), bounds, options_for(property, workers));
}

std::vector<Instance> small_instances() {
    return instances_of_size(3, {.connectivity = Connectivity::weak, .max_channels = 4}, {});
}

// Chandy-Lamport, to which three channels are too many.
std::unique_ptr<Subject> make_modest(const Instance& instance, const Assumptions& assumed,
                                     unsigned workers) {
    if (instance.network.channels() == 3) throw InstanceTooLarge("too large");
    return algorithm("chandy-lamport").make(instance, assumed, workers);
}

}  // namespace

TEST_CASE("each of many instances comes to what it comes to alone", "[sweep]") {
    for (const unsigned workers : {1U, 2U, 8U}) {
        const std::vector<Instance> instances = small_instances();
        const auto attempts =
            check_many(algorithm("chandy-lamport"), instances, options_for("all", workers));
        REQUIRE(attempts.size() == instances.size());
        for (std::size_t i = 0; i < instances.size(); ++i) {
            INFO(named(instances[i]));
            const CheckResult alone = check({.go_on = false}, instances[i]);
            CHECK(attempts[i].result->report.states == alone.report.states);
            CHECK(attempts[i].result->report.transitions == alone.report.transitions);
            CHECK((attempts[i].verdict == Attempt::Verdict::violated) == !violated(alone).empty());
            // Chandy and Lamport ask for no more than a path from an initiator to everyone.
            CHECK((attempts[i].verdict == Attempt::Verdict::holds) ==
                  instances[i].network.unreachable_from(instances[i].initiators).empty());
        }
    }
}

TEST_CASE("what the algorithm needs and lacks is not applicable, and too large is undecided",
          "[sweep]") {
    static constexpr std::array needs{Need::ring};
    AlgorithmEntry entry = algorithm("chandy-lamport");
    entry.name = "modest";
    entry.needs = needs;
    entry.make = make_modest;
    const auto instances = small_instances();
    const auto attempts = check_many(entry, instances, options_for("no-lost"));
    for (std::size_t i = 0; i < instances.size(); ++i) {
        INFO(named(instances[i]));
        const bool ring = instances[i].network.channel(0, 1) &&
                          instances[i].network.channel(1, 2) && instances[i].network.channel(2, 0);
        CHECK((attempts[i].verdict == Attempt::Verdict::not_applicable) == !ring);
        CHECK(attempts[i].refusal.starts_with("modest needs a channel from ") == !ring);
        if (ring && instances[i].network.channels() == 3)
            CHECK(attempts[i].verdict == Attempt::Verdict::undecided);
    }
    const AttemptCounts counts = count(attempts);
    CHECK(counts.all() == instances.size());
    CHECK_FALSE(counts.complete());
}

TEST_CASE("an interrupt leaves the rest alone, and is remembered", "[sweep]") {
    std::atomic<bool> interrupt = false;
    ManyOptions options = options_for("no-lost", 1);
    options.each.limits.interrupt = &interrupt;
    options.on_progress = [&](const ManyProgress& now) { interrupt = now.done == 3; };
    const auto attempts = check_many(algorithm("chandy-lamport"), small_instances(), options);
    const AttemptCounts counts = count(attempts);
    CHECK(counts.not_begun == attempts.size() - 3);
    CHECK(counts.interrupted);
}

TEST_CASE("the time limit is each instance's own", "[sweep]") {
    ManyOptions options = options_for("no-lost");
    options.time_limit = std::chrono::milliseconds(0);
    const auto attempts = check_many(algorithm("chandy-lamport"), small_instances(), options);
    CHECK(count(attempts).undecided == attempts.size());
}

TEST_CASE("the smallest instance, argued by hand", "[sweep]") {
    for (const unsigned workers : {1U, 2U, 8U}) {
        // A message has to be overtaken by a marker: two processes, and one message.
        const Smallest lost = smallest("chandy-lamport", "no-lost", "bag", workers);
        REQUIRE(lost.instance);
        CHECK(named(*lost.instance) == "edges:0-1,1-0 m1 0");
        CHECK(finding(lost.result, "no-lost").steps == 4);
        CHECK(lost.smaller.holds == 1);  // the same without a message
        CHECK(lost.smaller.all() == 1);

        // "The first marker closes every channel" differs from the original only where a process
        // has two inputs; with three processes, each reachable, that takes four channels. Of those,
        // the line comes first, and started in its middle it is the middle that is impatient.
        const Smallest impatient = smallest("chandy-lamport:impatient", "no-lost", "fifo", workers);
        REQUIRE(impatient.instance);
        CHECK(named(*impatient.instance) == "edges:0-1,0-2,1-0,2-0 m1 0");
        // Smaller: ring:2 and ring:3 with 0 and 1 messages; the two topologies of four channels
        // with 0 messages, started in 2 and 3 places.
        CHECK(impatient.smaller.holds == 2 + 2 + 2 + 3);
        CHECK(impatient.smaller.all() == 9);
    }
}

TEST_CASE("an orphan on bag channels takes five steps", "[sweep]") {
    // The message has to be received too before the marker.
    const Smallest orphan = smallest("chandy-lamport", "no-orphan", "bag");
    REQUIRE(orphan.instance);
    CHECK(named(*orphan.instance) == "edges:0-1,1-0 m1 0");
    CHECK(finding(orphan.result, "no-orphan").steps == 5);
    CHECK(orphan.result.findings.front().run->events.size() == 5);
}

TEST_CASE("a marker that is never sent needs no message to be missed", "[sweep]") {
    const Smallest stuck = smallest("chandy-lamport:omit-one", "terminates", "fifo");
    REQUIRE(stuck.instance);
    CHECK(named(*stuck.instance) == "edges:0-1,1-0 m0 0");
    CHECK(finding(stuck.result, "terminates").steps == 1);
    CHECK(stuck.smaller.all() == 0);
}

TEST_CASE("where nothing fails, all instances up to the bounds were tried", "[sweep]") {
    const Smallest none = smallest("chandy-lamport", "no-lost", "fifo");
    CHECK_FALSE(none.instance);
    // One topology and one place to start for two processes; for three, the five topologies are
    // started in 1, 2, 3, 3 and 1 places (ring, line, ring with a channel back, with two,
    // complete).
    CHECK(none.smaller.holds == 2 * (1 + 10));
    CHECK(none.smaller.complete());
    CHECK(none.smaller.all() == 22);
}

TEST_CASE("a limit may hide a smaller instance", "[sweep]") {
    ManyOptions options = options_for("no-lost");
    options.each.limits.max_depth = 4;
    const SmallestBounds bounds{3, 1, {}, parse_channels("fifo")};
    const Smallest hidden = find_smallest(algorithm("chandy-lamport"), bounds, options);
    CHECK_FALSE(hidden.instance);
    CHECK_FALSE(hidden.smaller.complete());
}

}  // namespace snapcheck::testing
