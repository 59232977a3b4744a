#include "models/symmetry/automorphisms.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/vf2_sub_graph_iso.hpp>

namespace snapcheck {

namespace {

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS>;
using Processes = std::vector<Process>;

Graph graph_of(const Network& network) {
    Graph graph(network.processes());
    for (unsigned c = 0; c < network.channels(); ++c)
        boost::add_edge(network.ends(c).source, network.ends(c).target, graph);
    return graph;
}

// What nobody else may get who is not of the same sort: budget, snapshots begun, and for those that
// stay where they are, their number.
std::vector<Processes> sorts_of(const Instance& instance, unsigned staying) {
    const unsigned processes = instance.network.processes();
    std::vector<Processes> sorts;
    for (Process p = 0; p < processes; ++p) {
        Processes sort{instance.budget ? (*instance.budget)[p] : 0,
                       p + staying >= processes ? p + 1 : 0};
        for (unsigned s = 0; s < instance.snapshots; ++s)
            sort.push_back(instance.with_only(s).initiates(p) ? 1 : 0);
        sorts.push_back(std::move(sort));
    }
    return sorts;
}

// At most one more than asked for.
std::vector<Processes> permutations(const Instance& instance, unsigned staying,
                                    std::size_t at_most) {
    const Graph graph = graph_of(instance.network);
    const std::vector<Processes> sorts = sorts_of(instance, staying);
    std::vector<Processes> found;
    const auto take = [&](const auto& image_of, const auto&) {
        Processes images;
        for (Process p = 0; p < sorts.size(); ++p)
            images.push_back(static_cast<Process>(boost::get(image_of, p)));
        found.push_back(std::move(images));
        return found.size() <= at_most;
    };
    boost::vf2_graph_iso(
        graph, graph, take, boost::vertex_order_by_mult(graph),
        boost::vertices_equivalent([&](auto a, auto b) { return sorts[a] == sorts[b]; }));
    return found;
}

unsigned port_of(const Network& network, Process p, unsigned channel, bool input) {
    const auto among = [&](std::span<const unsigned> channels) {
        return static_cast<unsigned>(std::ranges::find(channels, channel) - channels.begin());
    };
    if (input) return among(network.inputs(p));
    return static_cast<unsigned>(network.inputs(p).size()) + among(network.outputs(p));
}

Renaming renaming_by(const Network& network, Processes processes) {
    Renaming renaming{std::move(processes), {}, {}};
    for (unsigned c = 0; c < network.channels(); ++c) {
        const auto [source, target] = network.ends(c);
        renaming.channels.push_back(
            *network.channel(renaming.processes[source], renaming.processes[target]));
    }
    for (Process p = 0; p < network.processes(); ++p) {
        std::vector<unsigned> ports;
        const Process image = renaming.processes[p];
        for (const unsigned c : network.inputs(p))
            ports.push_back(port_of(network, image, renaming.channels[c], true));
        for (const unsigned c : network.outputs(p))
            ports.push_back(port_of(network, image, renaming.channels[c], false));
        renaming.ports.push_back(std::move(ports));
    }
    return renaming;
}

// Whether back edges stay back edges, and the tree stays the tree, in every snapshot.
bool keeps_surroundings(const Instance& instance, const Renaming& renaming) {
    for (unsigned s = 0; s < instance.snapshots; ++s) {
        const Instance alone = instance.with_only(s);
        const std::vector<bool> back = alone.network.back_edges(alone.initiators);
        const auto tree = alone.network.tree(alone.initiators);
        for (unsigned c = 0; c < back.size(); ++c)
            if (back[c] != back[renaming.channels[c]]) return false;
        for (Process p = 0; p < tree.size(); ++p) {
            const std::optional<unsigned>& image = tree[renaming.processes[p]];
            if (tree[p].has_value() != image.has_value()) return false;
            if (image && renaming.channels[*tree[p]] != *image) return false;
        }
    }
    return true;
}

}  // namespace

std::vector<Renaming> automorphisms(const Instance& instance, Kept kept, std::size_t at_most) {
    std::vector<Processes> found;
    unsigned staying = 0;
    do found = permutations(instance, staying++, at_most);
    while (found.size() > at_most);
    std::ranges::sort(found);  // the one that changes nothing comes first
    std::vector<Renaming> renamings;
    for (Processes& processes : found) {
        Renaming renaming = renaming_by(instance.network, std::move(processes));
        if (kept == Kept::topology || keeps_surroundings(instance, renaming))
            renamings.push_back(std::move(renaming));
    }
    return renamings;
}

}  // namespace snapcheck
