// The real search against the thirty-line one, on random topologies and workloads: states, steps,
// depths, and every observation with the smallest depth at which it was made.
#include "checker/reference.hpp"

#include <random>

#include "checker/search.hpp"
#include "models/algorithms/chandy_lamport_mutants.hpp"
#include "models/channels/bag.hpp"
#include "models/channels/bounded.hpp"
#include "models/channels/causal.hpp"
#include "models/channels/duplicating.hpp"
#include "models/channels/fifo.hpp"
#include "models/channels/lossy.hpp"
#include "models/snapshot_model.hpp"
#include "tests/catch.hpp"
#include "tests/checks.hpp"

namespace snapcheck::testing {

namespace {

unsigned below(unsigned bound, std::mt19937& random) {
    return static_cast<unsigned>(random() % bound);
}

Network random_network(std::mt19937& random) {
    const unsigned processes = 2 + below(3, random);
    std::vector<std::string> names;
    std::vector<ChannelEnds> channels;
    for (unsigned p = 0; p < processes; ++p) {
        names.push_back("p" + std::to_string(p));
        for (unsigned q = 0; q < processes; ++q)
            if (p != q && below(2, random) == 0 && channels.size() < 4) channels.push_back({p, q});
    }
    if (channels.empty()) channels.push_back({0, 1});
    return {names, channels};
}

Instance random_instance(std::mt19937& random, ChannelSpec channels) {
    Instance instance{random_network(random), channels, 0, {}, {}};
    const unsigned processes = instance.network.processes();
    instance.messages = below(2, random) + (processes == 2 ? 1U : 0U);
    if (below(3, random) == 0) {
        instance.budget.emplace();
        for (unsigned p = 0; p < processes; ++p) instance.budget->push_back(below(2, random));
    }
    for (Process p = 0; p < processes; ++p)
        if (below(2, random) == 0) instance.initiators.push_back(p);
    if (instance.initiators.empty()) instance.initiators.push_back(below(processes, random));
    if (instance.network.channels() <= 3) instance.snapshots += below(2, random);
    validate(instance);
    return instance;
}

template <class Algorithm, class Channels>
void compare(const Instance& instance, unsigned workers, Assumptions assumed) {
    assumed.controls = instance.snapshots;
    const Blueprint<Channels> plan(instance, assumed, shape_of<Algorithm>());
    const SnapshotModel<Algorithm, Channels> model(plan);
    const ReferenceReport expected = reference_search(model);
    SearchOptions options;
    options.workers = workers;
    ModelGenerator generator(model, workers);
    const Report report = explore(generator, options);
    CHECK(report.complete());
    CHECK(report.states == expected.states);
    CHECK(report.transitions == expected.transitions);
    CHECK(report.terminal == expected.terminal);
    CHECK(report.depth == expected.depth);
    for (unsigned bit = 0; bit < max_observations; ++bit) {
        const bool seen = expected.states_with.contains(bit);
        CHECK(report.observed[bit].states == (seen ? expected.states_with.at(bit) : 0));
        if (seen) CHECK(report.observed[bit].depth == expected.first_depth.at(bit));
    }
}

template <class Algorithm, class Channels>
void compare_with_larger_and_larger_layouts(const Instance& instance, unsigned workers,
                                            Assumptions assumed) {
    try {
        compare<Algorithm, Channels>(instance, workers, assumed);
    } catch (const AssumptionFailed& failed) {
        compare_with_larger_and_larger_layouts<Algorithm, Channels>(instance, workers,
                                                                    relax(assumed, failed.which));
    }
}

template <class Algorithm, class Channels>
void compare_on_random_instances(ChannelSpec channels, Assumptions assumed) {
    std::mt19937 random(1985);
    for (unsigned round = 0; round < 25; ++round) {
        const Instance instance = random_instance(random, channels);
        INFO("round " << round << ", " << instance.network.channels() << " channels");
        compare_with_larger_and_larger_layouts<Algorithm, Channels>(instance, 1 + round % 8,
                                                                    assumed);
    }
}

}  // namespace

TEST_CASE("the search agrees with the reference on random instances") {
    compare_on_random_instances<ChandyLamport, Fifo>({ChannelKind::fifo}, {});
    compare_on_random_instances<ChandyLamport, Bag>({ChannelKind::bag}, {});
    compare_on_random_instances<ChandyLamportImpatient, Fifo>({ChannelKind::fifo}, {});
    compare_on_random_instances<ChandyLamportCloseAll, Fifo>({ChannelKind::fifo}, {});
}

TEST_CASE("the search agrees with the reference on every other discipline") {
    compare_on_random_instances<ChandyLamport, Causal>({ChannelKind::causal}, {});
    compare_on_random_instances<ChandyLamport, Bounded>({ChannelKind::bounded, 1}, {});
    compare_on_random_instances<ChandyLamport, Bounded>({ChannelKind::bounded_blocking, 1}, {});
    compare_on_random_instances<ChandyLamport, Lossy>({ChannelKind::lossy, 1}, {});
    compare_on_random_instances<ChandyLamport, Duplicating>({ChannelKind::duplicating, 1}, {});
}

TEST_CASE(
    "so does the search without grades, and for a variant that breaks the promise of progress") {
    Assumptions without_grades;
    without_grades.floods = false;
    compare_on_random_instances<ChandyLamport, Fifo>({ChannelKind::fifo}, without_grades);
    compare_on_random_instances<ChandyLamportOmitOne, Bag>({ChannelKind::bag}, without_grades);
}

TEST_CASE("a variant that breaks the promise of progress is noticed, not believed") {
    const Blueprint<Fifo> plan(instance_of({}), {}, shape_of<ChandyLamportOmitOne>());
    const SnapshotModel<ChandyLamportOmitOne, Fifo> model(plan);
    ModelGenerator generator(model, 1);
    CHECK_THROWS_AS(explore(generator, SearchOptions{}), AssumptionFailed);
}

}  // namespace snapcheck::testing
