// Every way to name a topology, and every way to get it wrong. Numbers of channels are counted by
// hand on a drawing.
#include "models/topology/topologies.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "checker/input_error.hpp"
#include "models/topology/named_graph.hpp"
#include "tests/catch.hpp"

using snapcheck::InputError;
using snapcheck::Network;
using snapcheck::parse_dot;
using snapcheck::parse_graphml;
using snapcheck::parse_topology;

namespace {

/// "p0->p1 p1->p0"
std::string drawn(const Network& network) {
    std::string text;
    for (unsigned channel = 0; channel < network.channels(); ++channel) {
        text.append(channel == 0 ? "" : " ").append(network.channel_name(channel));
    }
    return text;
}

std::string names(const Network& network) {
    std::string text;
    for (unsigned p = 0; p < network.processes(); ++p) {
        text.append(p == 0 ? "" : " ").append(network.name(p));
    }
    return text;
}

std::string spec(std::string_view text) {
    return drawn(parse_topology(text));
}

std::string dot(std::string_view text) {
    return drawn(parse_dot(text, "g.dot"));
}

std::string graphml(const std::string& graph) {
    return drawn(parse_graphml("<graphml>" + graph + "</graphml>", "g.graphml"));
}

template <class Parse>
std::string refusal_of(Parse parse) {
    try {
        return "accepted: " + parse();
    } catch (const InputError& error) {
        const std::string message = error.what();
        CHECK(message.find('\n') == std::string::npos);
        return message;
    }
}

std::string refusal(std::string_view text) {
    return refusal_of([&] { return spec(text); });
}

std::string dot_refusal(std::string_view text) {
    return refusal_of([&] { return dot(text); });
}

std::string graphml_refusal(const std::string& graph) {
    return refusal_of([&] { return graphml(graph); });
}

/// A file that is gone at the end of the test.
class TemporaryFile {
  public:
    TemporaryFile(std::string_view name, std::string_view content)
        : path_(std::filesystem::temp_directory_path() / ("snapcheck-test-" + std::string(name))) {
        std::ofstream(path_, std::ios::binary) << content;
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    std::string path() const { return path_.string(); }

  private:
    std::filesystem::path path_;
};

std::string repeated(std::string_view text, std::size_t times) {
    std::string result;
    for (std::size_t i = 0; i < times; ++i) result += text;
    return result;
}

}  // namespace

TEST_CASE("the shapes, channel by channel", "[topologies]") {
    CHECK(spec("ring:2") == "p0->p1 p1->p0");
    CHECK(spec("ring:3") == "p0->p1 p1->p2 p2->p0");
    CHECK(spec("line:3") == "p0->p1 p1->p0 p1->p2 p2->p1");
    CHECK(spec("star:4") == "p0->p1 p0->p2 p0->p3 p1->p0 p2->p0 p3->p0");
    CHECK(spec("complete:3") == "p0->p1 p0->p2 p1->p0 p1->p2 p2->p0 p2->p1");
    CHECK(spec("grid:2x2") == "p0->p1 p0->p2 p1->p0 p1->p3 p2->p0 p2->p3 p3->p1 p3->p2");
    CHECK(spec("tree:4") == "p0->p1 p0->p2 p1->p0 p1->p3 p2->p0 p3->p1");
    CHECK(spec("edges:1-0,0-1,2-0") == "p0->p1 p1->p0 p2->p0");
}

TEST_CASE("the shapes have the sizes of their drawings", "[topologies]") {
    struct Size {
        const char* spec;
        unsigned processes, channels;
    };
    for (const Size& size : {Size{"ring:64", 64, 64},
                             {"line:64", 64, 126},
                             {"star:5", 5, 8},
                             {"complete:4", 4, 12},
                             {"complete:32", 32, 992},
                             {"grid:2x3", 6, 14},
                             {"grid:1x2", 2, 2},
                             {"grid:3x1", 3, 4},
                             {"grid:8x8", 64, 224},
                             {"tree:7", 7, 12},
                             {"tree:2", 2, 2},
                             {"edges:0-1", 2, 1}}) {
        INFO(size.spec);
        const Network network = parse_topology(size.spec);
        CHECK(network.processes() == size.processes);
        CHECK(network.channels() == size.channels);
    }
}

TEST_CASE("a process that no edge mentions has no channels", "[topologies]") {
    const Network network = parse_topology("edges:0-3");
    CHECK(names(network) == "p0 p1 p2 p3");
    CHECK(network.outputs(1).empty());
    CHECK(network.inputs(2).empty());
}

TEST_CASE("every form that is listed has a meaning", "[topologies]") {
    const auto forms = snapcheck::topology_forms();
    REQUIRE(forms.size() == 9);
    CHECK(forms[0].form == "ring:N");
    for (const auto& form : forms) CHECK(!form.meaning.empty());
}

TEST_CASE("an unknown shape comes with the nearest one", "[topologies]") {
    CHECK(refusal("rng:3") == "unknown topology 'rng:3': did you mean 'ring:3'?");
    CHECK(refusal("Ring:3") == "unknown topology 'Ring:3': did you mean 'ring:3'?");
    CHECK(refusal("tre") == "unknown topology 'tre': did you mean 'tree:7'?");
    CHECK(refusal("edge:0-1") == "unknown topology 'edge:0-1': did you mean 'edges:0-1'?");
    CHECK(refusal("fish") ==
          "unknown topology 'fish': choose from ring:N, line:N, star:N, complete:N, grid:RxC, "
          "tree:N, edges:0-1,1-0,..., FILE.dot, FILE.graphml");
    CHECK(refusal("net.txt") == "topology 'net.txt': a graph file ends in .dot, .gv or .graphml");
    CHECK(refusal("").starts_with("unknown topology '': choose from ring:N,"));
    CHECK(refusal(":").starts_with("unknown topology ':': choose from"));
}

TEST_CASE("a size that is missing or wrong is refused with what fits", "[topologies]") {
    CHECK(refusal("ring") == "topology 'ring': its size is missing, as in 'ring:3'");
    CHECK(refusal("ring:") == "topology 'ring:': its size is missing, as in 'ring:3'");
    CHECK(refusal("ring:x") == "topology 'ring:x': 'x' is not a whole number from 2 to 64");
    CHECK(refusal("grid:6") == "topology 'grid:6': '6' is not rows and columns, as in 'grid:2x3'");
    CHECK(refusal("grid:1x1") == "topology 'grid:1x1': a network needs at least two processes");
    CHECK(refusal("grid:64x64") == "topology 'grid:64x64': 4096 processes, where 64 are the most");
    CHECK(refusal("complete:33") ==
          "topology 'complete:33': 1056 channels, where 1024 are the most");
    for (const char* size : {"0", "1", "65", "-1", "+3", "3 ", " 3", "3.0", "3x", "1e1", "0x3",
                             "99999999999999999999", "18446744073709551619"}) {
        INFO(size);
        const std::string text = "ring:" + std::string(size);
        CHECK(refusal(text).ends_with(" is not a whole number from 2 to 64"));
    }
    for (const char* text :
         {"grid:x", "grid:2x", "grid:x3", "grid:2x3x4", "grid:0x3", "grid:2X3"}) {
        INFO(text);
        CHECK(!refusal(text).starts_with("accepted"));
    }
}

TEST_CASE("edges that make no network are refused", "[topologies]") {
    CHECK(refusal("edges:0-0") ==
          "topology 'edges:0-0': channel p0->p0 leads back to the same process");
    CHECK(refusal("edges:0-1,0-1") ==
          "topology 'edges:0-1,0-1': channel p0->p1 is given twice: one for each ordered pair of "
          "processes is the most");
    CHECK(refusal("edges:0") ==
          "topology 'edges:0': '0' is not a channel: two processes, as in 'edges:0-1,1-0'");
    CHECK(refusal("edges:0-64") ==
          "topology 'edges:0-64': '64' is not a whole number from 0 to 63");
    for (const char* text : {"edges:0-1,", "edges:,0-1", "edges:0-1,,1-0", "edges:0-1-2",
                             "edges:-1-0", "edges:0->1", "edges:a-b", "edges:0-4294967296"}) {
        INFO(text);
        CHECK(!refusal(text).starts_with("accepted"));
    }
}

TEST_CASE("a SPEC full of rubbish makes one short line", "[topologies]") {
    const std::string rubbish = refusal("ring:\n\x1b[31m" + std::string(1'000'000, 'x'));
    CHECK(rubbish.size() < 300);
    CHECK(rubbish.find('\x1b') == std::string::npos);
    CHECK(refusal("rng:" + std::string(1000, '3')).ends_with("did you mean 'ring:3'?"));
}

TEST_CASE("a directed GraphViz graph is taken as it is", "[topologies][dot]") {
    CHECK(dot("digraph { a -> b; b -> c -> a }") == "a->b b->c c->a");
    CHECK(dot("strict digraph \"the ring\" { a -> b -> a -> b a -> a }") == "a->b b->a");
    CHECK(names(parse_dot("DIGRAPH g { a; b }", "g.dot")) == "a b");
}

TEST_CASE("an undirected GraphViz edge is a channel each way", "[topologies][dot]") {
    CHECK(dot("graph { a -- b -- c }") == "a->b b->a b->c c->b");
}

TEST_CASE("processes are in the natural order of their names", "[topologies][dot]") {
    CHECK(names(parse_dot("digraph { p10 -> p2 -> p1 }", "g.dot")) == "p1 p2 p10");
    CHECK(names(parse_dot("digraph { 10 -> 2 -> 1 }", "g.dot")) == "p1 p2 p10");
    CHECK(dot("digraph { 10 -> 2 }") == "p10->p2");
    CHECK(names(parse_dot("digraph { 1 -> p1 -> 01 }", "g.dot")) == "p01 1 p1");
    CHECK(names(parse_dot("digraph { b -> a -> \"Zürich\" -> x1y -> x01y -> x }", "g.dot")) ==
          "Zürich a b x x01y x1y");
}

TEST_CASE("natural order is an order", "[topologies]") {
    const std::vector<std::string> sorted = {"",  "0",  "01", "1",   "2",  "10",  "100",
                                             "a", "a0", "a1", "a1b", "a2", "a10", "b"};
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        for (std::size_t j = 0; j < sorted.size(); ++j) {
            CHECK(snapcheck::naturally_before(sorted[i], sorted[j]) == (i < j));
        }
    }
}

TEST_CASE("attributes, ports and comments of a GraphViz file do not matter", "[topologies][dot]") {
    CHECK(dot(R"(/* made
                    by hand */
# and by a preprocessor
digraph {
    graph [rankdir = LR, label = "a -> z"]; node [shape = box] edge [color=red]
    label = "two" + " pieces"; fontsize = 12.5; title = <a <b>bold</b> title>
    a [label = <<table><tr><td>]</td></tr></table>>, x = -1]   // a comment
    a:north -> "b":p1:sw [weight = 2][style = dotted];
    { rank = same; a; b }
})") == "a->b");
}

TEST_CASE("a name may be quoted, and may be in any alphabet", "[topologies][dot]") {
    CHECK(dot(R"(digraph { "a b" -> "say \"hi\""; "node" -> δ -> "a b" })") ==
          R"(a b->say "hi" node->δ δ->a b)");
    CHECK(dot("\xEF\xBB\xBF"
              "digraph { a -> b }") == "a->b");
}

TEST_CASE("a group of nodes stands for each of them", "[topologies][dot]") {
    CHECK(dot("digraph { a -> {b c} }") == "a->b a->c");
    CHECK(dot("digraph { {a b} -> {c; d} }") == "a->c a->d b->c b->d");
    CHECK(dot("digraph { a -> subgraph {b c} -> d }") == "a->b a->c b->d c->d");
    CHECK(dot("digraph { subgraph s {a b} -> c }") == "a->c b->c");
    CHECK(dot("graph { a -- {b c} }") == "a->b a->c b->a c->a");
    CHECK(dot("digraph { a -> {{b} {c; {d}}} }") == "a->b a->c a->d");
    CHECK(dot("digraph { subgraph cluster_0 { a -> b } a -> c }") == "a->b a->c");
}

TEST_CASE("the ends of edges inside a group belong to it", "[topologies][dot]") {
    CHECK(dot("digraph { {a -> b} -> c }") == "a->b a->c b->c");
    CHECK(dot("digraph { c -> {a -> b} }") == "a->b c->a c->b");
    CHECK(dot("digraph { c -> { {a -> b} -> d } }") == "a->b a->d b->d c->a c->b c->d");
    CHECK(dot("digraph { { color = red; a -> b } -> c }") == "a->b a->c b->c");
}

TEST_CASE("a broken GraphViz file is refused with the line", "[topologies][dot]") {
    CHECK(dot_refusal("") == "g.dot: nothing in it");
    CHECK(dot_refusal(" \n ") == "g.dot: nothing in it");
    CHECK(dot_refusal("hello") == "g.dot:1: a DOT file starts with 'digraph {' or 'graph {'");
    CHECK(dot_refusal("\ndigraph\na b") == "g.dot:3: a '{' is missing here");
    CHECK(dot_refusal("digraph {\n a -> {\n b ") == "g.dot:2: this '{' is never closed");
    CHECK(dot_refusal("digraph { a -> b }\n\ndigraph {}") ==
          "g.dot:3: 'digraph' after the end of the graph");
    CHECK(dot_refusal("digraph {\n a ->\n b [color") == "g.dot:3: this '[' is never closed");
    CHECK(dot_refusal("digraph {\n \"a -> b }") == "g.dot:2: this string is never closed");
    CHECK(dot_refusal("digraph {\n/* a -> b }") == "g.dot:2: this comment is never closed");
    CHECK(dot_refusal("digraph {\n x = <b }") == "g.dot:2: this '<' is never closed");
    CHECK(dot_refusal("digraph {\n a -> b;\n c ! d }") == "g.dot:3: unexpected character '!'");
    CHECK(dot_refusal("digraph { a = ; }") == "g.dot:1: a value is missing here");
    CHECK(dot_refusal("digraph { a: -> b }") == "g.dot:1: a port is missing after ':'");
}

TEST_CASE("what Boost says is passed on with the line", "[topologies][dot]") {
    CHECK(dot_refusal("digraph {\n a -> b;\n b -> ;\n c -> d\n}")
              .starts_with("g.dot:3: Wanted \"subgraph\", \"{\", or identifier"));
    CHECK(dot_refusal("digraph {\n a -> b;\n b -- c\n}")
              .starts_with("g.dot:3: Using -- in directed graph"));
    CHECK(dot_refusal("graph {\n\n a -> b }").starts_with("g.dot:3: Using -> in undirected graph"));
    CHECK(dot_refusal("digraph {\n node\n\n -> b }").starts_with("g.dot:4: Wanted left bracket"));
    CHECK(dot_refusal("digraph { a , b }").starts_with("g.dot:1: Invalid start token"));
    CHECK(dot_refusal("digraph {\n a\n -> b ]\n }").starts_with("g.dot:3: Invalid start token"));
}

TEST_CASE("names that would only make trouble are refused", "[topologies][dot]") {
    CHECK(dot_refusal("digraph { 2b -> a }") ==
          "g.dot:1: '2b' starts like a number: put it in quotes");
    CHECK(dot_refusal("digraph { 1.2.3 -> a }") ==
          "g.dot:1: '1.2.3' starts like a number: put it in quotes");
    CHECK(dot_refusal("digraph { a -1 }") == "g.dot:1: '-1' is neither a name nor an arrow");
    CHECK(dot_refusal("digraph { \"\" -> a }") == "g.dot:1: a process without a name");
    CHECK(dot_refusal("digraph { \"a\nb\" -> c }") ==
          "g.dot:1: a name goes over the end of this line");
    CHECK(dot_refusal("digraph { a -> <b> }") == "g.dot:1: an HTML string cannot name a process");
    CHECK(dot_refusal("digraph { a -> \"\x1b[2J\" }") ==
          "g.dot: process name '?[2J' has characters that do not print");
    CHECK(dot_refusal("digraph { a -> \xFF }") ==
          "g.dot: process name '?' has characters that do not print");
    CHECK(dot_refusal("digraph { a -> " + std::string(65, 'x') + " }")
              .ends_with(" has more than 64 bytes"));
    CHECK(dot_refusal("digraph { a -> " + std::string(257, 'x') + " }")
              .ends_with(" is too long for a name"));
    CHECK(dot_refusal("digraph { subgraph s {a}\n subgraph s {b} }") ==
          "g.dot:2: a second subgraph 's'");
    CHECK(dot_refusal("digraph { subgraph s -> b }") == "g.dot:1: a '{' is missing here");
}

TEST_CASE("a GraphViz file that makes no network is refused", "[topologies][dot]") {
    CHECK(dot_refusal("digraph {}") == "g.dot: a network needs at least two processes");
    CHECK(dot_refusal("digraph { a -> a; b }") ==
          "g.dot: channel a->a leads back to the same process");
    CHECK(dot_refusal("graph { a -- b -- a }").starts_with("g.dot: channel a->b is given twice"));
    CHECK(dot_refusal(std::string("digraph {\0}", 11)) ==
          "g.dot: not a text file: it has zero bytes");
}

TEST_CASE("a small GraphViz file cannot ask for gigabytes", "[topologies][dot]") {
    std::string many;
    for (int i = 0; i < 1000; ++i) many.append("a").append(std::to_string(i)).append(" ");
    CHECK(dot_refusal("digraph { {" + many + "} -> {" + many + "} }") ==
          "g.dot:1: too many edges for a topology");
    CHECK(dot_refusal("digraph " + repeated("{", 100'000)) == "g.dot:1: braces nested too deep");
    CHECK(dot_refusal("digraph {" + repeated("a ", 100'000) + "}") ==
          "g.dot:1: too long for a topology");
    CHECK(dot_refusal("digraph { a [x = <" + repeated("<", 1'000'000)) ==
          "g.dot:1: this '<' is never closed");
    CHECK(dot_refusal("digraph { {" + many.substr(0, 390) + "} }") ==
          "g.dot: 100 processes, where 64 are the most");
    CHECK(dot_refusal(std::string(16 * 1024 * 1024 + 1, ' ')) == "g.dot: larger than 16 MiB");
}

TEST_CASE("a directed GraphML graph is taken as it is", "[topologies][graphml]") {
    CHECK(graphml(R"(<graph edgedefault="directed">
        <node id="n10"/> <node id="n2"/> <node id="n1"/>
        <edge source="n10" target="n2"/> <edge source="n1" target="n10" directed="true"/>
        </graph>)") == "n1->n10 n10->n2");
    CHECK(graphml(R"(<graph edgedefault="directed"><node id="0"/><node id="1"/>
        <edge source="0" target="1"/></graph>)") == "p0->p1");
}

TEST_CASE("an undirected GraphML edge is a channel each way", "[topologies][graphml]") {
    CHECK(graphml(R"(<graph edgedefault="undirected"><node id="a"/><node id="b"/>
        <edge source="b" target="a"/></graph>)") == "a->b b->a");
    CHECK(graphml(R"(<graph edgedefault="directed"><node id="a"/><node id="b"/>
        <edge source="b" target="a" directed="false"/></graph>)") == "a->b b->a");
}

TEST_CASE("the data of a GraphML file does not matter", "[topologies][graphml]") {
    CHECK(graphml(R"(<!-- <a> -->
        <key id="k" for="node" attr.name="weight" attr.type="double"><default>x</default></key>
        <graph edgedefault="directed"><data key="g">text</data>
        <node id="a"><data key="k">1</data></node><node id="b"><desc>two</desc></node>
        <edge source="a" target="b"><data key="?"><![CDATA[</edge>]]></data></edge>
        </graph>)") == "a->b");
    CHECK(drawn(parse_graphml(R"(<?xml version="1.0"?><!DOCTYPE graphml [<!ELEMENT x (y)>]>
        <graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph id="G" edgedefault="directed">
        <node id="a"/><node id="&#252;"/><edge source="a" target="&#252;"/></graph></graphml>)",
                              "g.graphml")) == "a->ü");
}

TEST_CASE("a broken GraphML file is refused", "[topologies][graphml]") {
    const auto refused = [](std::string_view text) {
        return refusal_of([&] { return drawn(parse_graphml(text, "g.graphml")); });
    };
    CHECK(refused("") == "g.graphml: nothing in it");
    CHECK(refused("hello") == "g.graphml:1: expected <");
    CHECK(refused("<graphml>\n<graph>") == "g.graphml:2: unexpected end of data");
    CHECK(refused("<svg/>") == "g.graphml: no <graphml> element");
    CHECK(refused("<graphml/>") == "g.graphml: a topology is one <graph>; here are 0");
    CHECK(refused(repeated("<a>", 1'000'000)) == "g.graphml: elements nested too deep for GraphML");
    CHECK(refused(repeated("<a\">", 1'000'000) + "\"") ==
          "g.graphml: elements nested too deep for GraphML");
    CHECK(refused("<a>" + repeated("<a/>", 100'000) + "</a>") ==
          "g.graphml: too long for a topology");
}

TEST_CASE("a GraphML file that makes no network is refused", "[topologies][graphml]") {
    const std::string nodes = R"(<graph edgedefault="directed"><node id="a"/><node id="b"/>)";
    CHECK(graphml_refusal("<graph/><graph/>") ==
          "g.graphml: a topology is one <graph>; here are 2");
    CHECK(graphml_refusal(R"(<graph edgedefault="directed"/>)") ==
          "g.graphml: a network needs at least two processes");
    CHECK(graphml_refusal(nodes + R"(<edge source="a" target="c"/></graph>)") ==
          "g.graphml: an edge names a node that has no <node> element");
    CHECK(graphml_refusal(nodes + R"(<edge source="a"/></graph>)") ==
          "g.graphml: a missing attribute: target");
    CHECK(graphml_refusal(nodes + "<node/></graph>") == "g.graphml: a missing attribute: id");
    CHECK(graphml_refusal("<graph><node id=\"a\"/></graph>") ==
          "g.graphml: a missing attribute: edgedefault");
    CHECK(graphml_refusal(nodes + R"(<node id="a"/></graph>)") == "g.graphml: a second node 'a'");
    CHECK(graphml_refusal(nodes + "<hyperedge/></graph>") ==
          "g.graphml: a <hyperedge> inside the graph: only nodes and edges make a topology");
    CHECK(graphml_refusal(nodes + "<node id='c'><graph/></node></graph>") ==
          "g.graphml: a <graph> inside the graph: only nodes and edges make a topology");
    CHECK(graphml_refusal(nodes + R"(<edge source="a" target="b"/>
        <edge source="b" target="a" directed="false"/></graph>)") ==
          "g.graphml: some edges are directed and some are not: make two of one");
}

TEST_CASE("a graph is read from a file", "[topologies][files]") {
    const TemporaryFile dot_file("ring.dot", "digraph { 0 -> 1 -> 0 }");
    CHECK(spec(dot_file.path()) == "p0->p1 p1->p0");
    const TemporaryFile gv_file("line.gv", "graph { 0 -- 1 }");
    CHECK(spec(gv_file.path()) == "p0->p1 p1->p0");
    const TemporaryFile graphml_file(
        "pair.graphml", R"(<graphml><graph edgedefault="directed"><node id="a"/><node id="b"/>
                           <edge source="a" target="b"/></graph></graphml>)");
    CHECK(spec(graphml_file.path()) == "a->b");
}

TEST_CASE("a file that cannot be read is refused", "[topologies][files]") {
    CHECK(refusal("/no/such/file.dot") == "topology '/no/such/file.dot': no such file");
    CHECK(refusal(".dot") == "topology '.dot': no such file");
    const TemporaryFile empty("empty.dot", "");
    CHECK(refusal(empty.path()).ends_with("empty.dot: nothing in it"));
    const TemporaryFile broken("broken.dot", "digraph {\n a -> b");
    CHECK(refusal(broken.path()).ends_with("broken.dot:1: this '{' is never closed"));
    const TemporaryFile huge("huge.dot", "");
    std::filesystem::resize_file(huge.path(), 16 * 1024 * 1024 + 1);
    CHECK(refusal(huge.path()).ends_with("huge.dot': larger than 16 MiB"));
    std::filesystem::resize_file(huge.path(), 16 * 1024 * 1024);
    CHECK(refusal(huge.path()).ends_with("huge.dot: not a text file: it has zero bytes"));
}

TEST_CASE("a directory is not a file", "[topologies][files]") {
    const auto path = std::filesystem::temp_directory_path() / "snapcheck-test-directory.dot";
    std::filesystem::create_directory(path);
    CHECK(refusal(path.string()).ends_with("directory.dot': a directory, where a file is wanted"));
    std::filesystem::remove(path);
    CHECK(refusal("/dev/null/x.dot").starts_with("topology '/dev/null/x.dot': "));
}
