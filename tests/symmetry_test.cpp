// One state of those that differ only in names stands for all of them: every figure can be had
// back, on all algorithms and disciplines; and algorithms that tell processes apart are found out.
#include <random>

#include "checker/decimal.hpp"
#include "models/algorithms/chandy_lamport.hpp"
#include "models/symmetry/automorphisms.hpp"
#include "tests/catch.hpp"
#include "tests/checks.hpp"
#include "tests/entry_on_fifo.hpp"

namespace snapcheck::testing {

namespace {

CheckOptions folding(bool self_check, bool reduce = false) {
    CheckOptions options;
    options.properties = all_properties();
    options.go_on = true;
    options.with_runs = false;
    options.reduce = reduce;
    options.symmetry = true;
    options.self_check = self_check;
    options.workers = 2;
    return options;
}

std::size_t permutations(const Instance& instance, Kept kept = Kept::topology) {
    return automorphisms(instance, kept, 120).size();
}

const std::string not_alike = "processes that could change places are not treated alike";

/// Chandy-Lamport, but for what it goes by: one struct, since each takes long to compile.
struct Peculiar : ChandyLamport {
    enum class By { nothing, number, port, number_when_done, number_when_collected, tree };
    static inline By by = By::nothing;
    static constexpr std::string_view name = "peculiar";

    bool may_send(const Site& site, Channel to) const {
        if (by == By::tree) return !site.children().contains(to);
        return by != By::number || !site.recorded() || site.self().number != 1;
    }
    using ChandyLamport::receive;
    void receive(Site& site, Channel from, Message message) {
        if (by == By::port && !(from == *site.inputs().begin())) return;
        ChandyLamport::receive(site, from, message);
    }
    bool done(const Site& site) const {
        if (by == By::number_when_collected) return true;
        return open.empty() || (by == By::number_when_done && site.self().number == 1);
    }
    static bool collected(std::span<const Peculiar> all) {
        return by != By::number_when_collected || all[1].open.empty();
    }
};

CheckResult checked(Peculiar::By by, const Asked& asked) {
    Peculiar::by = by;
    Instance instance = instance_of(asked);
    instance.budget.emplace(instance.network.processes(), 1U);
    return entry_on_fifo<Peculiar>().check(instance, folding(true));
}

std::string obstacle(Peculiar::By by, const char* topology) {
    return checked(by, {.topology = topology}).obstacle;
}

}  // namespace

// By hand: whoever starts stays where he is; the rest of a complete graph or a star may change
// places at will, a line may be turned round its middle, a ring of channels one way not at all.
TEST_CASE("how many permutations keep a topology") {
    const auto [topology, initiators, count] =
        GENERATE(table<const char*, std::vector<Process>, std::size_t>({
            {"complete:3", {0}, 2},
            {"complete:4", {0}, 6},
            {"complete:4", {0, 1}, 4},
            {"complete:4", {0, 1, 2, 3}, 24},
            {"complete:6", {0}, 120},
            {"complete:7", {0}, 120},  // of 720, those that leave one more where it is
            {"star:5", {0}, 24},
            {"line:3", {1}, 2},
            {"line:3", {0}, 1},
            {"ring:5", {0}, 1},
            {"ring:5", {0, 1, 2, 3, 4}, 5},
            {"ring:4", {0, 2}, 2},
        }));
    CAPTURE(topology, initiators);
    CHECK(permutations(instance_of({.topology = topology, .initiators = initiators})) == count);
}

TEST_CASE("budgets, snapshots and searches tell processes apart") {
    Instance instance = instance_of({.topology = "complete:4"});
    instance.budget = {{0, 1, 1, 0}};
    CHECK(permutations(instance) == 2);
    instance.budget = {{0, 1, 2, 3}};
    CHECK(permutations(instance) == 1);
    CHECK(permutations(
              instance_of({.topology = "complete:4", .initiators = {0, 1}, .snapshots = 2})) == 2);
    // Depth first, a complete graph is a line.
    CHECK(permutations(instance_of({.topology = "complete:4"}), Kept::surroundings) == 1);
    CHECK(permutations(instance_of({.topology = "star:5"}), Kept::surroundings) == 24);
}

// How many states and snapshots there are up to names: tests/second_source/alike.py.
TEST_CASE("what is kept stands for everything") {
    const auto [topology, channels, initiators, states, snapshots] = GENERATE(
        table<const char*, const char*, std::vector<Process>, std::uint64_t, std::uint64_t>({
            {"complete:3", "fifo", {0}, 187'994, 279},
            {"ring:3", "bag", {0, 1, 2}, 1'763, 75},
            {"line:3", "lossy", {1}, 5'951, 51},
        }));
    const Instance instance =
        instance_of({.topology = topology, .channels = channels, .initiators = initiators});
    CheckOptions all = folding(false);
    all.symmetry = false;
    const CheckResult plain = algorithm("chandy-lamport").check(instance, all);
    const CheckResult kept = algorithm("chandy-lamport").check(instance, folding(false));
    REQUIRE(kept.folded);
    CHECK(kept.report.states == states);
    CHECK(kept.report.unfolded->states == plain.report.states);
    CHECK(kept.report.unfolded->transitions == plain.report.transitions);
    CHECK(kept.report.terminal == plain.report.terminal);
    CHECK(kept.report.depth == plain.report.depth);
    CHECK(kept.snapshots == plain.snapshots);
    CHECK(kept.folded->snapshots_apart == snapshots);
    CHECK(decimal(kept.report.runs) == decimal(plain.report.runs));
}

TEST_CASE("both reductions together find every snapshot") {
    const auto [topology, messages, snapshots] =
        GENERATE(table<const char*, unsigned, std::uint64_t>({
            {"complete:3", 1, 540},    // docs/semantics.md, counted by four programs
            {"complete:3", 2, 23328},  // the same
        }));
    const Instance instance = instance_of({.topology = topology, .messages = messages});
    const CheckResult result = algorithm("chandy-lamport").check(instance, folding(false, true));
    CHECK(result.reduced);
    REQUIRE(result.folded);
    CHECK(result.snapshots == snapshots);
    CHECK(result.report.terminal == snapshots);
    CHECK(verdict_on_all(result) == Finding::Verdict::holds);
}

// Everything that was taken for granted is tried in every state, and all figures are compared:
// ReductionFault would end it.
TEST_CASE("with and without the symmetry the same comes out") {
    std::mt19937 random(GENERATE(range(1U, 7U)));
    const auto pick = [&](auto few) { return few[random() % few.size()]; };
    struct Shape {
        const char* topology;
        std::vector<Process> initiators;
        std::vector<unsigned> budget;
    };
    const std::array<Shape, 6> shapes{{{"complete:3", {0}, {0, 1, 1}},
                                       {"complete:3", {0, 1}, {1, 1, 0}},
                                       {"ring:2", {0, 1}, {1, 1}},
                                       {"line:3", {1}, {0, 1, 0}},
                                       {"line:3", {0, 2}, {1, 0, 1}},
                                       {"edges:0-1,0-2,1-3,2-3", {0}, {1, 1, 1, 0}}}};
    const std::array channels{"fifo", "bag", "causal", "lossy", "duplicating", "bounded"};
    unsigned compared = 0;
    for (const AlgorithmEntry& algorithm : algorithms()) {
        const Shape shape = pick(shapes);
        Instance instance = instance_of({.topology = shape.topology,
                                         .channels = pick(channels),
                                         .initiators = shape.initiators,
                                         .snapshots = random() % 4 == 0 ? 2U : 1U});
        instance.budget = shape.budget;
        if (algorithm.inapplicable(instance)) continue;
        CAPTURE(algorithm.name, shape.topology, to_string(instance.channels), instance.snapshots);
        CheckOptions options = folding(true, random() % 2 == 0);
        options.limits.max_states = 8'000;
        try {
            const CheckResult result = algorithm.check(instance, options);
            compared += result.folded && result.report.complete() ? 1U : 0U;
        } catch (const InstanceTooLarge&) {
        }
    }
    CHECK(compared > 1);
}

TEST_CASE("an algorithm that tells processes apart is found out") {
    using By = Peculiar::By;
    CHECK(obstacle(By::number, "complete:3") == not_alike);
    CHECK(obstacle(By::port, "complete:3") == not_alike);
    CHECK(obstacle(By::number_when_done, "complete:3") == not_alike);
    CHECK(obstacle(By::number_when_collected, "complete:3") == not_alike);
    CHECK(obstacle(By::nothing, "complete:3").empty());
    CHECK(obstacle(By::nothing, "ring:3") == "no two processes can change places");
    // In a star the tree is all there is, and the symmetry of the topology that of the tree.
    CHECK(obstacle(By::tree, "star:3").empty());
    CHECK(obstacle(By::tree, "edges:0-1,0-2,1-3,2-3,3-0") == not_alike);
}

TEST_CASE("a violation that is met under a symmetry is told in real names, by a shortest run") {
    const Asked asked{.topology = "complete:3", .channels = "bag", .properties = "no-lost"};
    CheckOptions options = folding(false);
    options.properties = Observations{1} << property_bit("no-lost");
    options.go_on = false;
    options.with_runs = true;
    const CheckResult with = algorithm("chandy-lamport").check(instance_of(asked), options);
    options.symmetry = false;
    const CheckResult without = algorithm("chandy-lamport").check(instance_of(asked), options);
    REQUIRE(with.folded);
    CHECK(finding(with, "no-lost").violations == finding(without, "no-lost").violations);
    CHECK(finding(with, "no-lost").steps == finding(without, "no-lost").steps);
    REQUIRE(finding(with, "no-lost").run);
    CHECK(finding(with, "no-lost").run->events == finding(without, "no-lost").run->events);
}

}  // namespace snapcheck::testing
