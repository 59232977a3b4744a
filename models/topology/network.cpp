// The order of the channels is fixed here, by sorting, so that the same topology gives the same
// states and the same traces however it was written down.
#include "models/topology/network.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/depth_first_search.hpp>
#include <cassert>
#include <string_view>
#include <tuple>
#include <utility>

#include "checker/input_error.hpp"

namespace snapcheck {
namespace {

// With directedS, GCC 12 warns of an uninitialized variable inside Boost, falsely.
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS>;

std::string arrow(const std::vector<std::string>& names, ChannelEnds ends) {
    return names[ends.source] + "->" + names[ends.target];
}

void check_limit(std::size_t number, std::size_t limit, std::string_view what) {
    if (number > limit) {
        throw InputError(std::to_string(number) + " " + std::string(what) + ", where " +
                         std::to_string(limit) + " are the most");
    }
}

void check_ends(const std::vector<std::string>& names, ChannelEnds ends) {
    if (std::max(ends.source, ends.target) >= names.size()) {
        throw InputError("a channel from process " + std::to_string(ends.source) + " to " +
                         std::to_string(ends.target) + ", in a network of " +
                         std::to_string(names.size()));
    }
    if (ends.source == ends.target) {
        throw InputError("channel " + arrow(names, ends) + " leads back to the same process");
    }
}

void check_once(const std::vector<std::string>& names, const std::vector<ChannelEnds>& sorted) {
    const auto twice = std::ranges::adjacent_find(sorted);
    if (twice != sorted.end()) {
        throw InputError("channel " + arrow(names, *twice) +
                         " is given twice: one for each ordered pair of processes is the most");
    }
}

// Two searches of Boost.Graph, told where they go, edge by edge.
template <class Event, class Visit>
class OnEdge {
  public:
    using event_filter = Event;
    explicit OnEdge(Visit visit) : visit_(visit) {}
    template <class Edge>
    void operator()(Edge edge, const Graph& graph) {
        visit_(static_cast<Process>(source(edge, graph)),
               static_cast<Process>(target(edge, graph)));
    }

  private:
    Visit visit_;
};

Graph graph_of(const Network& network) {
    Graph graph(network.processes());
    for (unsigned channel = 0; channel < network.channels(); ++channel) {
        add_edge(network.ends(channel).source, network.ends(channel).target, graph);
    }
    return graph;
}

}  // namespace

Network::Network(std::vector<std::string> names, std::vector<ChannelEnds> channels)
    : names_(std::move(names)), channels_(std::move(channels)) {
    check_limit(names_.size(), max_processes, "processes");
    check_limit(channels_.size(), max_channels, "channels");
    for (const ChannelEnds& ends : channels_) check_ends(names_, ends);
    if (names_.size() < 2) throw InputError("a network needs at least two processes");
    std::ranges::sort(channels_, {},
                      [](const ChannelEnds& ends) { return std::tuple(ends.source, ends.target); });
    check_once(names_, channels_);
    inputs_.resize(names_.size());
    outputs_.resize(names_.size());
    for (unsigned channel = 0; channel < this->channels(); ++channel) {
        inputs_[channels_[channel].target].push_back(channel);
        outputs_[channels_[channel].source].push_back(channel);
    }
}

std::string Network::channel_name(unsigned channel) const {
    return arrow(names_, channels_[channel]);
}

std::optional<unsigned> Network::channel(Process source, Process target) const {
    const auto at = std::ranges::find(channels_, ChannelEnds{source, target});
    if (at == channels_.end()) return std::nullopt;
    return static_cast<unsigned>(at - channels_.begin());
}

std::vector<bool> Network::back_edges(std::span<const Process> sources) const {
    const Graph graph = graph_of(*this);
    std::vector<bool> back(channels());
    const auto note = [&](Process source, Process target) {
        back[*channel(source, target)] = true;
    };
    std::vector<boost::default_color_type> colors(processes(), boost::white_color);
    const auto color =
        boost::make_iterator_property_map(colors.begin(), get(boost::vertex_index, graph));
    const auto visitor = boost::make_dfs_visitor(OnEdge<boost::on_back_edge, decltype(note)>(note));
    for (const Process source : sources)
        if (colors[source] == boost::white_color)
            boost::depth_first_visit(graph, source, visitor, color);
    return back;
}

std::vector<std::optional<unsigned>> Network::tree(std::span<const Process> sources) const {
    const Graph graph = graph_of(*this);
    std::vector<std::optional<unsigned>> reached_by(processes());
    const auto note = [&](Process source, Process target) {
        reached_by[target] = channel(source, target);
    };
    std::vector<boost::default_color_type> colors(processes(), boost::white_color);
    boost::queue<Graph::vertex_descriptor> discovered;
    boost::breadth_first_visit(
        graph, sources.begin(), sources.end(), discovered,
        boost::make_bfs_visitor(OnEdge<boost::on_tree_edge, decltype(note)>(note)),
        boost::make_iterator_property_map(colors.begin(), get(boost::vertex_index, graph)));
    return reached_by;
}

std::vector<Process> Network::unreachable_from(std::span<const Process> sources) const {
    assert(std::ranges::all_of(sources, [this](Process p) { return p < processes(); }));
    const Graph graph = graph_of(*this);
    std::vector<boost::default_color_type> colors(processes(), boost::white_color);
    boost::queue<Graph::vertex_descriptor> discovered;
    boost::breadth_first_visit(
        graph, sources.begin(), sources.end(), discovered, boost::default_bfs_visitor{},
        boost::make_iterator_property_map(colors.begin(), get(boost::vertex_index, graph)));
    std::vector<Process> unreached;
    for (Process p = 0; p < processes(); ++p) {
        if (colors[p] == boost::white_color) unreached.push_back(p);
    }
    return unreached;
}

}  // namespace snapcheck
