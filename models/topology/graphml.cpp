// GraphML through boost::read_graphml. Boost hands over nodes without their ids, and takes an edge
// to an unknown node for a new node; so the ids are read here, and counted against Boost's nodes.
// Its XML parser recurses once for each level of elements, hence the look at the nesting first.
#include <algorithm>
#include <array>
#include <boost/any.hpp>
#include <boost/graph/graphml.hpp>
#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <exception>
#include <sstream>
#include <utility>

#include "checker/printable.hpp"
#include "models/topology/named_graph.hpp"
#include "models/topology/topologies.hpp"

namespace snapcheck {
namespace {

using boost::property_tree::ptree;
namespace xml = boost::property_tree::xml_parser;

constexpr int deepest = 64;
// Boost goes through all keys for each node and edge.
constexpr int most_elements = 50'000;

struct Markup {
    std::size_t end;
    int nesting;  // 1 for a start tag, -1 for an end tag, 0 for everything else
};

std::size_t after(std::string_view text, std::string_view what, std::size_t from) {
    const std::size_t found = text.find(what, from);
    return found == std::string_view::npos ? text.size() : found + what.size();
}

/// <!DOCTYPE ...> may hold brackets with anything in them.
std::size_t after_doctype(std::string_view text, std::size_t at) {
    for (std::size_t brackets = 0; at < text.size(); ++at) {
        if (text[at] == '>' && brackets == 0) return at + 1;
        if (text[at] == '[') ++brackets;
        if (text[at] == ']' && brackets > 0) --brackets;
    }
    return at;
}

/// A '>' in the value of an attribute does not end the tag; quotes in the name mean nothing.
Markup start_tag(std::string_view text, std::size_t at) {
    at = std::min(text.find_first_of(" \n\r\t/>?", at + 1), text.size());
    while (true) {
        at = text.find_first_of("\"'>", at);
        if (at == std::string_view::npos) return {text.size(), 0};
        if (text[at] == '>') return {at + 1, text[at - 1] == '/' ? 0 : 1};
        at = after(text, text.substr(at, 1), at + 1);
    }
}

/// Reads exactly as the parser of Boost.PropertyTree does, which is lenient in places.
Markup markup(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("</")) return {after(text, ">", at), -1};
    if (rest.starts_with("<!--")) return {after(text, "-->", at + 4), 0};
    if (rest.starts_with("<![CDATA[")) return {after(text, "]]>", at + 9), 0};
    if (rest.starts_with("<?")) return {after(text, "?>", at + 2), 0};
    if (rest.starts_with("<!DOCTYPE") && rest.find_first_of(" \n\r\t") == 9) {
        return {after_doctype(text, at + 10), 0};
    }
    if (rest.starts_with("<!")) return {after(text, ">", at + 2), 0};
    return start_tag(text, at);
}

void check_nesting(std::string_view text, std::string_view where) {
    int depth = 0;
    int elements = 0;
    std::size_t at = text.find('<');
    while (at != std::string_view::npos) {
        const Markup found = markup(text, at);
        depth += found.nesting;
        elements += found.nesting < 0 ? 0 : 1;
        if (depth > deepest) throw error_at(where, 0, "elements nested too deep for GraphML");
        if (elements > most_elements) throw error_at(where, 0, "too long for a topology");
        at = text.find('<', found.end);
    }
}

std::string attribute(const ptree& element, const char* name) {
    return element.get<std::string>(ptree::path_type(std::string("<xmlattr>/") + name, '/'));
}

void check_supported(const std::string& element) {
    constexpr std::array<std::string_view, 3> unsupported = {"graph", "hyperedge", "port"};
    if (std::ranges::find(unsupported, element) != unsupported.end()) {
        throw InputError("a <" + element +
                         "> inside the graph: only nodes and edges make a topology");
    }
}

/// In the order of the file, which is the order of Boost's vertices.
std::vector<std::string> ids_of(const ptree& graph) {
    std::vector<std::string> ids;
    for (const auto& [element, content] : graph) {
        check_supported(element);
        if (element != "node") continue;
        for (const auto& inner : content) check_supported(inner.first);
        ids.push_back(attribute(content, "id"));
        if (std::ranges::count(ids, ids.back()) > 1) {
            throw InputError("a second node " + in_quotes(ids.back()));
        }
        if (ids.size() > Network::max_processes) {
            throw InputError("more than " + std::to_string(Network::max_processes) + " nodes");
        }
    }
    return ids;
}

const ptree& only_graph(const ptree& document) {
    const auto root = document.find("graphml");
    if (root == document.not_found()) throw InputError("no <graphml> element");
    if (const std::size_t graphs = root->second.count("graph"); graphs != 1) {
        throw InputError("a topology is one <graph>; here are " + std::to_string(graphs));
    }
    return root->second.find("graph")->second;
}

/// Takes nodes and edges from Boost's reader and lets go of the data attached to them.
class Collector final : public boost::mutate_graph {
  public:
    explicit Collector(bool directed) : directed_(directed) {}

    bool is_directed() const override { return directed_; }
    boost::any do_add_vertex() override { return nodes++; }
    std::pair<boost::any, bool> do_add_edge(boost::any source, boost::any target) override {
        const ChannelEnds ends{boost::any_cast<Process>(source), boost::any_cast<Process>(target)};
        channels.push_back(ends);
        if (!directed_) channels.push_back({ends.target, ends.source});
        return {channels.size(), true};
    }
    void set_graph_property(const std::string&, const std::string&, const std::string&) override {}
    void set_vertex_property(const std::string&, boost::any, const std::string&,
                             const std::string&) override {}
    void set_edge_property(const std::string&, boost::any, const std::string&,
                           const std::string&) override {}

    Process nodes = 0;
    std::vector<ChannelEnds> channels;

  private:
    bool directed_;
};

Collector collect(const std::string& text, bool directed) {
    Collector collector(directed);
    std::istringstream stream(text);
    boost::read_graphml(stream, collector, 0);
    return collector;
}

/// Boost reads a graph whose edges all have a direction, or one whose edges all have none.
Collector collect(const std::string& text) {
    try {
        return collect(text, true);
    } catch (const boost::undirected_graph_error&) {
        try {
            return collect(text, false);
        } catch (const boost::directed_graph_error&) {
            throw InputError("some edges are directed and some are not: make two of one");
        }
    }
}

NamedGraph read(const std::string& text) {
    std::istringstream stream(text);
    ptree document;
    read_xml(stream, document, xml::no_comments | xml::trim_whitespace);
    NamedGraph graph{ids_of(only_graph(document)), {}};
    Collector collected = collect(text);
    if (collected.nodes != graph.names.size()) {
        throw InputError("an edge names a node that has no <node> element");
    }
    graph.channels = std::move(collected.channels);
    return graph;
}

std::string missing(const boost::property_tree::ptree_bad_path& error) {
    const std::string path = error.path<ptree::path_type>().dump();
    return "a missing attribute: " + path.substr(path.find_last_of("/.") + 1);
}

/// Puts file and line in front of whatever is thrown, by Boost or by us.
NamedGraph read(const std::string& text, std::string_view where) {
    try {
        return read(text);
    } catch (const xml::xml_parser_error& error) {
        throw error_at(where, error.line(), error.message());
    } catch (const boost::property_tree::ptree_bad_path& error) {
        throw error_at(where, 0, missing(error));
    } catch (const std::exception& error) {
        throw error_at(where, 0, error.what());
    }
}

}  // namespace

Network parse_graphml(std::string_view text, std::string_view where) {
    check_is_text(text, where);
    check_nesting(text, where);
    return to_network(read(std::string(text), where), where);
}

}  // namespace snapcheck
