// A single pass over the tokens. An operand is what may stand on either side of an arrow: a node,
// or a group of nodes in braces; an arrow between two groups stands for all pairs, and they are
// counted before Boost makes them.
#include "models/topology/dot_skeleton.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <utility>
#include <vector>

#include "checker/printable.hpp"
#include "models/topology/dot_tokens.hpp"
#include "models/topology/network.hpp"

namespace snapcheck {
namespace {

constexpr std::size_t deepest = 32;
constexpr std::size_t longest_name = 256;
// Far above any topology within the limits of Network, and still quick to read.
constexpr std::size_t most_tokens = 20'000;
constexpr std::size_t most_edges = 16 * std::size_t{Network::max_channels};

struct Group {
    std::size_t line;
    std::size_t left_of_it;  // the size of the operand that an arrow leads from, or 0
    bool has_edges = false;
    std::set<std::string_view> members;
};

class Writer {
  public:
    Writer(std::string_view text, std::string_view where) : tokens_(text, where) {}

    DotSkeleton write() {
        const bool directed = header();
        while (!groups_.empty()) body(tokens_.next());
        const DotToken rest = tokens_.next();
        if (rest.kind != DotKind::end) {
            throw tokens_.error(rest.line, in_quotes(rest.text) + " after the end of the graph");
        }
        return {std::move(text_), directed};
    }

  private:
    /// strict digraph name {
    bool header() {
        DotToken token = tokens_.next();
        if (token.is_keyword("strict")) {
            emit("strict", token.line);
            token = tokens_.next();
        }
        const bool directed = token.is_keyword("digraph");
        if (!directed && !token.is_keyword("graph")) {
            throw tokens_.error(token.line, "a DOT file starts with 'digraph {' or 'graph {'");
        }
        emit(directed ? "digraph" : "graph", token.line);
        token = tokens_.next();
        if (token.is_name()) token = tokens_.next();
        expect_brace(token);
        emit("{", token.line);
        groups_.push_back({token.line, 0, false, {}});
        return directed;
    }

    void body(const DotToken& token) {
        const bool value_before = std::exchange(after_value_, false);
        switch (token.kind) {
            case DotKind::end:
                throw tokens_.error(groups_.back().line, "this '{' is never closed");
            case DotKind::html:
                throw tokens_.error(token.line, "an HTML string cannot name a process");
            case DotKind::quoted_string:
                return name(token);
            case DotKind::word:
                return is_keyword(token) ? keyword(token) : name(token);
            case DotKind::punctuation:
                break;
        }
        if (token.is("+") && value_before) return drop_value();
        punctuation(token);
    }

    static bool is_keyword(const DotToken& token) {
        constexpr std::array<std::string_view, 6> keywords = {"strict", "graph", "digraph",
                                                              "node",   "edge",  "subgraph"};
        return std::ranges::any_of(keywords,
                                   [&](std::string_view word) { return token.is_keyword(word); });
    }

    void keyword(const DotToken& token) {
        if (!token.is_keyword("subgraph")) return emit(token.text, token.line);
        DotToken brace = tokens_.next();
        if (brace.is_name()) {
            if (!subgraphs_.insert(brace.text).second) {
                throw tokens_.error(brace.line, "a second subgraph " + in_quotes(brace.text));
            }
            brace = tokens_.next();
        }
        expect_brace(brace);
        open(brace);
    }

    void name(const DotToken& token) {
        check_name(token);
        emit_name(token.text, token.line);
        last_name_ = token.text;
        last_is_new_ = groups_.back().members.insert(token.text).second;
        operand(1, token.line);
    }

    void check_name(const DotToken& token) const {
        if (token.text.empty()) throw tokens_.error(token.line, "a process without a name");
        if (token.text.find('\n') != std::string_view::npos) {
            throw tokens_.error(token.line, "a name goes over the end of this line");
        }
        if (token.text.size() > longest_name) {
            throw tokens_.error(token.line, in_quotes(token.text) + " is too long for a name");
        }
        if (token.kind == DotKind::word && token.text.starts_with('-')) {
            throw tokens_.error(token.line,
                                in_quotes(token.text) + " is neither a name nor an arrow");
        }
    }

    void punctuation(const DotToken& token) {
        if (token.is("{")) return open(token);
        if (token.is("}")) return close(token);
        if (token.is(":")) return drop_port();
        if (token.is("=")) return assignment(token);
        if (token.is("[")) return drop_attributes(token);
        if (token.is("->") || token.is("--")) arrow();
        if (token.is(";")) left_ = 0;
        emit(token.text, token.line);
    }

    void open(const DotToken& brace) {
        if (groups_.size() == deepest) throw tokens_.error(brace.line, "braces nested too deep");
        groups_.push_back({brace.line, std::exchange(from_, 0), false, {}});
        emit("subgraph {", brace.line);
    }

    void close(const DotToken& brace) {
        Group group = std::move(groups_.back());
        groups_.pop_back();
        if (!groups_.empty()) {
            if (group.has_edges) repeat_members(group, brace.line);
            groups_.back().members.insert(group.members.begin(), group.members.end());
            from_ = group.left_of_it;
            operand(group.members.size(), brace.line);
        }
        emit("}", brace.line);
    }

    /// So that Boost knows the nodes of edges inside the group as its members.
    void repeat_members(const Group& group, std::size_t line) {
        for (std::string_view member : group.members) {
            emit(";", line);
            emit_name(member, line);
        }
    }

    void arrow() {
        from_ = left_;
        groups_.back().has_edges = true;
    }

    void operand(std::size_t size, std::size_t line) {
        edges_ += from_ * size;
        if (edges_ > most_edges) throw tokens_.error(line, "too many edges for a topology");
        from_ = 0;
        left_ = size;
    }

    /// Of the graph: color = red; the word before the '=' was no node.
    void assignment(const DotToken& token) {
        if (last_is_new_) groups_.back().members.erase(last_name_);
        last_is_new_ = false;
        emit("= \"\"", token.line);
        drop_value();
    }

    void drop_value() {
        const DotToken value = tokens_.next();
        if (!value.is_name() && value.kind != DotKind::html) {
            throw tokens_.error(value.line, "a value is missing here");
        }
        after_value_ = true;
    }

    /// Of a node: a:north
    void drop_port() {
        const DotToken port = tokens_.next();
        if (!port.is_name()) throw tokens_.error(port.line, "a port is missing after ':'");
    }

    /// Boost wants the brackets after `node`, `edge` and `graph`.
    void drop_attributes(const DotToken& bracket) {
        for (DotToken token = bracket; !token.is("]"); token = tokens_.next()) {
            if (token.kind == DotKind::end) {
                throw tokens_.error(bracket.line, "this '[' is never closed");
            }
        }
        emit("[]", bracket.line);
    }

    void expect_brace(const DotToken& token) const {
        if (!token.is("{")) throw tokens_.error(token.line, "a '{' is missing here");
    }

    void emit_name(std::string_view name, std::size_t line) {
        emit(std::string("\"").append(name).append("\""), line);
    }

    void emit(std::string_view token, std::size_t line) {
        if (++emitted_ > most_tokens) throw tokens_.error(line, "too long for a topology");
        text_ += ' ';
        text_.append(line - std::exchange(line_, line), '\n');
        text_ += token;
    }

    DotTokens tokens_;
    std::string text_;
    std::size_t line_ = 1;
    std::size_t emitted_ = 0;
    std::vector<Group> groups_;
    std::set<std::string_view> subgraphs_;
    std::string_view last_name_;
    bool last_is_new_ = false;
    bool after_value_ = false;
    std::size_t left_ = 0;  // the size of the operand just read
    std::size_t from_ = 0;  // the size of the operand that the arrow just read leads from
    std::size_t edges_ = 0;
};

}  // namespace

DotSkeleton dot_skeleton(std::string_view text, std::string_view where) {
    return Writer(text, where).write();
}

}  // namespace snapcheck
