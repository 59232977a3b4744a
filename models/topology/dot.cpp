// GraphViz DOT through boost::read_graphviz. A digraph is taken as it stands; an edge of an
// undirected graph is a channel each way.
#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphviz.hpp>
#include <boost/property_map/dynamic_property_map.hpp>
#include <exception>
#include <numeric>
#include <ranges>

#include "models/topology/dot_skeleton.hpp"
#include "models/topology/named_graph.hpp"
#include "models/topology/topologies.hpp"

namespace snapcheck {
namespace {

struct Node {
    std::string name;
};

template <class Direction>
NamedGraph read(const std::string& text) {
    boost::adjacency_list<boost::vecS, boost::vecS, Direction, Node> graph;
    boost::dynamic_properties properties(boost::ignore_other_properties);
    properties.property("node_id", get(&Node::name, graph));
    boost::read_graphviz(text, graph, properties);
    NamedGraph result;
    for (const auto node : boost::make_iterator_range(vertices(graph))) {
        result.names.push_back(graph[node].name);
    }
    for (const auto edge : boost::make_iterator_range(edges(graph))) {
        result.channels.push_back(
            {static_cast<Process>(source(edge, graph)), static_cast<Process>(target(edge, graph))});
    }
    return result;
}

NamedGraph read(const std::string& text, bool directed) {
    if (directed) return read<boost::bidirectionalS>(text);
    NamedGraph graph = read<boost::undirectedS>(text);
    const std::size_t edges = graph.channels.size();
    for (std::size_t i = 0; i < edges; ++i) {
        const auto [source, target] = graph.channels[i];
        graph.channels.push_back({target, source});
    }
    return graph;
}

/// What Boost has to say against the text; empty when it is well.
std::string complaint(const std::string& text, bool directed) {
    try {
        read(text, directed);
    } catch (const std::exception& error) {  // of half a dozen types
        return error.what();
    }
    return {};
}

/// The number of characters in the first `lines` lines.
std::size_t length_of(std::string_view text, std::size_t lines) {
    std::size_t length = 0;
    for (; lines > 0 && length < text.size(); --lines) {
        length = std::min(text.find('\n', length), text.size() - 1) + 1;
    }
    return length;
}

/// Boost names the word it stumbled over, not the line. It reads from left to right, so the fewest
/// lines that give the same complaint end with the line in question.
std::size_t line_of(const std::string& message, const DotSkeleton& skeleton) {
    const auto last = static_cast<std::size_t>(std::ranges::count(skeleton.text, '\n')) + 1;
    const auto lines = std::views::iota(std::size_t{1}, last);
    const auto found = std::ranges::partition_point(lines, [&](std::size_t count) {
        const std::string start = skeleton.text.substr(0, length_of(skeleton.text, count));
        return complaint(start, skeleton.directed) != message;
    });
    return found == lines.end() ? last : *found;
}

}  // namespace

Network parse_dot(std::string_view text, std::string_view where) {
    check_is_text(text, where);
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // a byte order mark
    const DotSkeleton skeleton = dot_skeleton(text, where);
    if (const std::string message = complaint(skeleton.text, skeleton.directed); !message.empty()) {
        throw error_at(where, line_of(message, skeleton), message);
    }
    return to_network(read(skeleton.text, skeleton.directed), where);
}

}  // namespace snapcheck
