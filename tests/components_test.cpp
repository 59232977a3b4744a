// Strongly connected components, against Boost.Graph's on random graphs.
#include "checker/components.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>
#include <map>
#include <random>

#include "tests/catch.hpp"

namespace snapcheck::testing {

namespace {

struct Edges {
    std::uint32_t nodes;
    std::vector<std::vector<std::uint32_t>> out;
};

Edges random_edges(std::mt19937& random, std::uint32_t nodes, unsigned edges) {
    Edges all{nodes, std::vector<std::vector<std::uint32_t>>(nodes)};
    std::uniform_int_distribution<std::uint32_t> node(0, nodes - 1);
    for (unsigned i = 0; i < edges; ++i) {
        const std::uint32_t from = node(random);
        all.out[from].push_back(node(random));
    }
    return all;
}

Graph graph_of(const Edges& edges) {
    Graph graph;
    for (const auto& targets : edges.out) {
        graph.targets.insert(graph.targets.end(), targets.begin(), targets.end());
        graph.first.push_back(graph.targets.size());
    }
    return graph;
}

std::vector<int> components_of_boost(const Edges& edges, const std::vector<bool>& alive) {
    boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS> graph(edges.nodes);
    for (std::uint32_t from = 0; from < edges.nodes; ++from)
        for (const std::uint32_t to : edges.out[from])
            if (alive[from] && alive[to]) boost::add_edge(from, to, graph);
    std::vector<int> components(edges.nodes);
    boost::strong_components(graph, boost::make_iterator_property_map(
                                        components.begin(), get(boost::vertex_index, graph)));
    return components;
}

}  // namespace

TEST_CASE("components are those of Boost.Graph") {
    std::mt19937 random(1972);
    for (unsigned round = 0; round < 400; ++round) {
        const std::uint32_t nodes = 1 + round % 60;
        const Edges edges = random_edges(random, nodes, nodes * (round % 5) / 2 + round % 3);
        std::vector<bool> alive(nodes, true);
        for (std::uint32_t i = 0; round % 2 == 1 && i < nodes; ++i) alive[i] = random() % 4 != 0;
        const Components found = strong_components(graph_of(edges), alive);
        const std::vector<int> expected = components_of_boost(edges, alive);
        std::map<std::uint32_t, int> same;
        std::map<int, std::uint32_t> back;
        for (std::uint32_t i = 0; i < nodes; ++i) {
            if (!alive[i]) {
                REQUIRE(found.of[i] == Components::none);
                continue;
            }
            REQUIRE(found.of[i] < found.count);
            REQUIRE(same.emplace(found.of[i], expected[i]).first->second == expected[i]);
            REQUIRE(back.emplace(expected[i], found.of[i]).first->second == found.of[i]);
            for (const std::uint32_t to : edges.out[i])
                if (alive[to]) REQUIRE(found.of[to] <= found.of[i]);
        }
        REQUIRE(same.size() == found.count);
    }
}

TEST_CASE("a long path needs no deep recursion") {
    Graph graph;
    constexpr std::uint32_t nodes = 1'000'000;
    for (std::uint32_t i = 0; i < nodes; ++i) {
        graph.targets.push_back((i + 1) % nodes);
        graph.first.push_back(graph.targets.size());
    }
    CHECK(strong_components(graph, std::vector<bool>(nodes, true)).count == 1);
}

}  // namespace snapcheck::testing
