// All topologies of a size. The figures are those of the On-Line Encyclopedia of Integer Sequences;
// beside them, the same numbers by ways that have nothing in common with a sieve: Burnside's lemma
// counts shapes and choices, and the theorem that a shape of n processes has n! / |symmetries|
// numberings counts the labelled topologies. Boost.Graph is asked whether two are isomorphic.
#include "models/topology/enumerate.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/isomorphism.hpp>
#include <numeric>

#include "models/topology/topologies.hpp"
#include "tests/catch.hpp"

using namespace snapcheck;

namespace {

struct Counted {
    Connectivity connectivity;
    std::vector<std::size_t> shapes;      // of 2, 3, 4 processes
    std::vector<std::size_t> numberings;  // the same, labelled
};

const std::vector<Counted> counts{
    {Connectivity::strong, {1, 5, 83}, {1, 18, 1606}},  // A035512, A003030
    {Connectivity::weak, {2, 13, 199}, {3, 54, 3834}},  // A003085, A003027
    {Connectivity::any, {3, 16, 218}, {4, 64, 4096}}};  // A000273, A053763

std::size_t factorial(unsigned n) {
    return n == 0 ? 1 : n * factorial(n - 1);
}

// The number of cycles of a permutation of 0..size-1.
template <class Permutation>
unsigned cycles(unsigned size, Permutation next) {
    std::vector<bool> seen(size);
    unsigned number = 0;
    for (unsigned start = 0; start < size; ++start) {
        number += seen[start] ? 0U : 1U;
        for (unsigned at = start; !seen[at]; at = next(at)) seen[at] = true;
    }
    return number;
}

// Burnside's lemma over all permutations of the processes, acting on ordered pairs of them.
std::size_t shapes_by_burnside(unsigned n) {
    std::vector<unsigned> numbers(n);
    std::iota(numbers.begin(), numbers.end(), 0U);
    std::size_t fixed = 0;
    do {
        const auto moved = [&](unsigned pair) { return numbers[pair / n] * n + numbers[pair % n]; };
        const auto moved_process = [&](unsigned p) { return numbers[p]; };
        // A pair of a process and itself is no channel.
        fixed += std::size_t{1} << (cycles(n * n, moved) - cycles(n, moved_process));
    } while (std::ranges::next_permutation(numbers).found);
    return fixed / factorial(n);
}

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS>;

Graph graph_of(const Network& network) {
    Graph graph(network.processes());
    for (unsigned channel = 0; channel < network.channels(); ++channel)
        add_edge(network.ends(channel).source, network.ends(channel).target, graph);
    return graph;
}

std::vector<std::vector<Process>> orbits(std::string_view topology, InitiatorChoice choice) {
    return initiators_up_to_symmetry(parse_topology(topology), choice);
}

using Sets = std::vector<std::vector<Process>>;

}  // namespace

TEST_CASE("there are as many topologies as the encyclopedia says", "[enumerate]") {
    for (const Counted& counted : counts)
        for (unsigned n = 2; n <= 4; ++n) {
            INFO("connectivity " << static_cast<int>(counted.connectivity) << ", processes " << n);
            const auto networks = topologies_of_size(n, counted.connectivity);
            CHECK(networks.size() == counted.shapes[n - 2]);
            std::size_t numberings = 0;
            for (const Network& network : networks)
                numberings += factorial(n) / symmetries(network).size();
            CHECK(numberings == counted.numberings[n - 2]);
        }
    CHECK(topologies_of_size(5, Connectivity::strong).size() == 5048);
    CHECK(topologies_of_size(5, Connectivity::weak).size() == 9364);
}

TEST_CASE("Burnside's lemma counts as many", "[enumerate]") {
    for (unsigned n = 2; n <= 4; ++n)
        CHECK(topologies_of_size(n, Connectivity::any).size() == shapes_by_burnside(n));
}

TEST_CASE("no two topologies are isomorphic", "[enumerate]") {
    std::vector<Graph> graphs;
    for (const Network& network : topologies_of_size(4, Connectivity::any))
        graphs.push_back(graph_of(network));
    for (std::size_t i = 0; i < graphs.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (num_edges(graphs[i]) == num_edges(graphs[j]))
                CHECK_FALSE(boost::isomorphism(graphs[i], graphs[j]));
}

TEST_CASE("topologies come by channels, each in its first numbering", "[enumerate]") {
    std::vector<std::string> specs;
    for (const Network& network : topologies_of_size(3, Connectivity::strong))
        specs.push_back(edges_spec(network));
    // By hand: the ring; two and two; the ring and one or two channels back; complete:3.
    CHECK(specs == std::vector<std::string>{"edges:0-1,1-2,2-0", "edges:0-1,0-2,1-0,2-0",
                                            "edges:0-1,0-2,1-0,2-1", "edges:0-1,0-2,1-0,1-2,2-0",
                                            "edges:0-1,0-2,1-0,1-2,2-0,2-1"});
}

TEST_CASE("the name of a topology leads back to it", "[enumerate]") {
    for (const Network& network : topologies_of_size(4, Connectivity::weak)) {
        const Network again = parse_topology(edges_spec(network));
        CHECK(again.processes() == 4);
        CHECK(edges_spec(again) == edges_spec(network));
    }
}

TEST_CASE("what is strongly connected, and what is in one piece", "[enumerate]") {
    const auto strong = [](std::string_view spec) {
        return parse_topology(spec).strongly_connected();
    };
    const auto weak = [](std::string_view spec) { return parse_topology(spec).weakly_connected(); };
    CHECK(strong("ring:4"));
    CHECK(strong("line:3"));
    CHECK_FALSE(strong("edges:0-1"));
    CHECK_FALSE(strong("edges:0-1,1-0,1-2"));
    CHECK_FALSE(strong("edges:0-1,1-0,2-1"));
    CHECK(weak("edges:0-1,2-1"));
    CHECK_FALSE(weak("edges:0-1,1-0,2-3,3-2"));
    CHECK_FALSE(weak("edges:0-2"));
}

TEST_CASE("initiators of small topologies, counted by hand", "[enumerate]") {
    using enum InitiatorChoice;
    CHECK(orbits("ring:3", one) == Sets{{0}});
    CHECK(orbits("ring:3", any) == Sets{{0}, {0, 1}, {0, 1, 2}});
    CHECK(orbits("line:3", one) == Sets{{0}, {1}});
    CHECK(orbits("line:3", any) == Sets{{0}, {1}, {0, 1}, {0, 2}, {0, 1, 2}});
    CHECK(orbits("complete:3", one) == Sets{{0}});
    CHECK(orbits("complete:3", any) == Sets{{0}, {0, 1}, {0, 1, 2}});
    // Opposite and neighbouring pairs differ on a ring of four.
    CHECK(orbits("ring:4", any) == Sets{{0}, {0, 1}, {0, 2}, {0, 1, 2}, {0, 1, 2, 3}});
    CHECK(orbits("edges:0-1", any) == Sets{{0}, {1}, {0, 1}});
}

TEST_CASE("Burnside's lemma counts as many choices of initiators", "[enumerate]") {
    for (const Network& network : topologies_of_size(4, Connectivity::strong)) {
        const auto same = symmetries(network);
        std::size_t fixed_processes = 0;
        std::size_t fixed_sets = 0;
        for (const Renumbering& numbers : same) {
            for (Process p = 0; p < 4; ++p) fixed_processes += numbers[p] == p ? 1U : 0U;
            fixed_sets += std::size_t{1} << cycles(4, [&](unsigned p) { return numbers[p]; });
        }
        INFO(edges_spec(network));
        CHECK(initiators_up_to_symmetry(network, InitiatorChoice::one).size() ==
              fixed_processes / same.size());
        CHECK(initiators_up_to_symmetry(network, InitiatorChoice::any).size() ==
              fixed_sets / same.size() - 1);
    }
}
