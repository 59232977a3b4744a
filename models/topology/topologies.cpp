// The shapes every book on snapshots draws, and the door to graph files. Process numbers are the
// numbers in the SPEC; only files have names.
#include "models/topology/topologies.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "checker/input_error.hpp"
#include "checker/printable.hpp"
#include "checker/text_file.hpp"
#include "models/topology/named_graph.hpp"

namespace snapcheck {
namespace {

struct Drawing {
    unsigned processes;
    std::vector<ChannelEnds> channels;

    void join(Process a, Process b) { channels.insert(channels.end(), {{a, b}, {b, a}}); }
};

Drawing ring(unsigned processes) {
    Drawing drawing{processes, {}};
    for (Process p = 0; p < processes; ++p) drawing.channels.push_back({p, (p + 1) % processes});
    return drawing;
}

Drawing line(unsigned processes) {
    Drawing drawing{processes, {}};
    for (Process p = 1; p < processes; ++p) drawing.join(p - 1, p);
    return drawing;
}

Drawing star(unsigned processes) {
    Drawing drawing{processes, {}};
    for (Process p = 1; p < processes; ++p) drawing.join(0, p);
    return drawing;
}

Drawing complete(unsigned processes) {
    Drawing drawing{processes, {}};
    for (Process p = 1; p < processes; ++p) {
        for (Process q = 0; q < p; ++q) drawing.join(p, q);
    }
    return drawing;
}

/// Numbered like a heap: above process p stands process (p - 1) / 2.
Drawing tree(unsigned processes) {
    Drawing drawing{processes, {}};
    for (Process p = 1; p < processes; ++p) drawing.join((p - 1) / 2, p);
    return drawing;
}

/// Numbered row by row.
Drawing grid(unsigned rows, unsigned columns) {
    Drawing drawing{rows * columns, {}};
    for (Process p = 0; p < drawing.processes; ++p) {
        if ((p + 1) % columns != 0) drawing.join(p, p + 1);
        if (p + columns < drawing.processes) drawing.join(p, p + columns);
    }
    return drawing;
}

unsigned whole_number(std::string_view text, unsigned least, unsigned most) {
    unsigned number = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || rest != end || number < least || number > most) {
        throw InputError(in_quotes(text) + " is not a whole number from " + std::to_string(least) +
                         " to " + std::to_string(most));
    }
    return number;
}

/// "2x3" at 'x': "2" and "3". Throws InputError with the sentence given when there is no 'x'.
std::pair<std::string_view, std::string_view> split(std::string_view text, char at,
                                                    std::string_view otherwise) {
    const std::size_t middle = text.find(at);
    if (middle == std::string_view::npos) {
        throw InputError(in_quotes(text) + std::string(otherwise));
    }
    return {text.substr(0, middle), text.substr(middle + 1)};
}

template <Drawing shape(unsigned)>
Drawing read_size(std::string_view size) {
    return shape(whole_number(size, 2, Network::max_processes));
}

Drawing read_grid(std::string_view size) {
    const auto [rows, columns] = split(size, 'x', " is not rows and columns, as in 'grid:2x3'");
    return grid(whole_number(rows, 1, Network::max_processes),
                whole_number(columns, 1, Network::max_processes));
}

ChannelEnds read_edge(std::string_view edge) {
    const auto [source, target] =
        split(edge, '-', " is not a channel: two processes, as in 'edges:0-1,1-0'");
    return {whole_number(source, 0, Network::max_processes - 1),
            whole_number(target, 0, Network::max_processes - 1)};
}

Drawing read_edges(std::string_view edges) {
    Drawing drawing{0, {}};
    for (std::size_t comma = 0; comma != std::string_view::npos;) {
        comma = edges.find(',');
        const ChannelEnds ends = read_edge(edges.substr(0, comma));
        drawing.channels.push_back(ends);
        drawing.processes = std::max({drawing.processes, ends.source + 1, ends.target + 1});
        if (comma != std::string_view::npos) edges.remove_prefix(comma + 1);
    }
    return drawing;
}

struct Shape {
    std::string_view name;
    std::string_view example;
    Drawing (*read)(std::string_view arguments);
};

constexpr std::array<Shape, 7> shapes = {{
    {"ring", "ring:3", read_size<ring>},
    {"line", "line:4", read_size<line>},
    {"star", "star:5", read_size<star>},
    {"complete", "complete:3", read_size<complete>},
    {"grid", "grid:2x3", read_grid},
    {"tree", "tree:7", read_size<tree>},
    {"edges", "edges:0-1,1-0", read_edges},
}};

constexpr std::array<TopologyForm, 9> forms = {{
    {"ring:N", "N processes in a circle, one way: a channel i -> i+1 each"},
    {"line:N", "N processes in a row, a channel each way between neighbours"},
    {"star:N", "process 0 in the middle of N-1 others, a channel each way to each"},
    {"complete:N", "N processes, a channel from each to each other"},
    {"grid:RxC", "R rows of C processes, a channel each way between neighbours"},
    {"tree:N", "a binary tree numbered like a heap, a channel each way along its branches"},
    {"edges:0-1,1-0,...", "exactly these channels, source-target"},
    {"FILE.dot", "a GraphViz file (or .gv); an undirected edge is a channel each way"},
    {"FILE.graphml", "a GraphML file; an undirected edge is a channel each way"},
}};

struct Format {
    std::string_view extension;
    Network (*parse)(std::string_view text, std::string_view where);
};

constexpr std::array<Format, 3> formats = {
    {{".dot", parse_dot}, {".gv", parse_dot}, {".graphml", parse_graphml}}};

InputError unreadable(std::string_view path, std::string_view why) {
    return InputError("topology " + in_quotes(path) + ": " + std::string(why));
}

/// "rng:3" -> "ring:3"; without arguments, or with too many to repeat, the example of the shape.
std::string corrected(const Shape& shape, std::string_view arguments) {
    if (arguments.empty() || arguments.size() > 20) return std::string(shape.example);
    return std::string(shape.name) + ":" + std::string(arguments);
}

InputError unknown_topology(std::string_view spec, std::string_view name,
                            std::string_view arguments) {
    std::vector<std::string_view> names;
    std::ranges::transform(shapes, std::back_inserter(names), &Shape::name);
    const auto* const meant = std::ranges::find(shapes, nearest(name, names), &Shape::name);
    if (meant != shapes.end()) {
        return InputError("unknown topology " + in_quotes(spec) + ": did you mean " +
                          in_quotes(corrected(*meant, arguments)) + "?");
    }
    if (spec.find_first_of("./") != std::string_view::npos) {
        return unreadable(spec, "a graph file ends in .dot, .gv or .graphml");
    }
    std::vector<std::string_view> ways;
    std::ranges::transform(forms, std::back_inserter(ways), &TopologyForm::form);
    return unknown_word("topology", spec, ways);
}

Network build(const Drawing& drawing) {
    std::vector<std::string> names;
    names.reserve(drawing.processes);
    for (Process p = 0; p < drawing.processes; ++p)
        names.push_back(std::string("p").append(std::to_string(p)));
    return {std::move(names), drawing.channels};
}

Network parse_shape(std::string_view spec) {
    const std::size_t colon = std::min(spec.find(':'), spec.size());
    const std::string_view name = spec.substr(0, colon);
    const std::string_view arguments = spec.substr(std::min(colon + 1, spec.size()));
    const auto* const shape = std::ranges::find(shapes, name, &Shape::name);
    if (shape == shapes.end()) throw unknown_topology(spec, name, arguments);
    if (arguments.empty()) {
        throw InputError("topology " + in_quotes(spec) + ": its size is missing, as in " +
                         in_quotes(shape->example));
    }
    try {
        return build(shape->read(arguments));
    } catch (const InputError& error) {
        throw InputError("topology " + in_quotes(spec) + ": " + error.what());
    }
}

}  // namespace

std::span<const TopologyForm> topology_forms() {
    return forms;
}

Network parse_topology(std::string_view spec) {
    for (const Format& format : formats) {
        if (spec.ends_with(format.extension))
            return format.parse(read_text_file(spec, "topology"), spec);
    }
    return parse_shape(spec);
}

}  // namespace snapcheck
