#include "models/application/predicate.hpp"

#include <algorithm>
#include <cctype>

#include "checker/input_error.hpp"
#include "checker/printable.hpp"

namespace snapcheck {

namespace {

using Node = Predicate::Node;
using Operation = Predicate::Operation;

/// One word after the other: names, numbers, signs.
class Words {
  public:
    explicit Words(std::string_view text) : rest_(text) { next(); }

    std::string_view word() const { return word_; }
    bool take(std::string_view wanted) {
        if (word_ != wanted) return false;
        next();
        return true;
    }
    std::string_view next() {
        const std::string_view before = word_;
        rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size()));
        word_ = rest_.substr(0, length());
        rest_.remove_prefix(word_.size());
        return before;
    }

  private:
    static bool in_name(char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '\'';
    }
    std::size_t length() const {
        std::size_t length = 0;
        while (length < rest_.size() && in_name(rest_[length])) ++length;
        if (length != 0) return length;
        for (const std::string_view sign : {"==", "!=", "<=", ">="})
            if (rest_.starts_with(sign)) return 2;
        return std::min<std::size_t>(rest_.size(), 1);
    }

    std::string_view rest_, word_;
};

class Parser {
  public:
    Parser(std::string_view text, const Application& application, std::vector<Node>& nodes,
           bool in_defined = false)
        : text_(text),
          application_(application),
          nodes_(nodes),
          words_(text),
          in_defined_(in_defined) {}

    std::size_t parse() {
        const std::size_t root = either();
        if (!words_.word().empty()) throw wrong("an operator");
        return root;
    }

  private:
    InputError wrong(const std::string& wanted) const {
        const std::string found = words_.word().empty() ? "it ends" : in_quotes(words_.word());
        return InputError("expression " + in_quotes(text_) + ": " + found + ", where " + wanted +
                          " is wanted");
    }

    std::size_t add(Operation operation, std::int64_t left, std::int64_t right = 0) {
        if (nodes_.size() == 4096)
            throw InputError("expression " + in_quotes(text_.substr(0, 40)) + "...: too long");
        nodes_.push_back({operation, left, right});
        return nodes_.size() - 1;
    }
    std::size_t join(Operation operation, std::size_t left, std::size_t right) {
        return add(operation, static_cast<std::int64_t>(left), static_cast<std::int64_t>(right));
    }

    std::size_t either() {
        std::size_t left = both();
        while (words_.take("or")) left = join(Operation::either, left, both());
        return left;
    }
    std::size_t both() {
        std::size_t left = inverted();
        while (words_.take("and")) left = join(Operation::both, left, inverted());
        return left;
    }
    std::size_t inverted() {
        if (words_.take("not")) return add(Operation::invert, static_cast<std::int64_t>(deeper()));
        return comparison();
    }
    // Nested so deep that it would be nobody's expression.
    std::size_t deeper() {
        if (++depth_ > 100) throw InputError("expression: nested more than 100 times");
        const std::size_t node = inverted();
        --depth_;
        return node;
    }
    std::size_t comparison() {
        const std::size_t left = sum();
        if (words_.take("==")) return join(Operation::equal, left, sum());
        if (words_.take("!=")) return join(Operation::differ, left, sum());
        if (words_.take("<")) return join(Operation::less, left, sum());
        if (words_.take("<=")) return join(Operation::less_or_equal, left, sum());
        if (words_.take(">")) return join(Operation::less, sum(), left);
        if (words_.take(">=")) return join(Operation::less_or_equal, sum(), left);
        return left;
    }
    std::size_t sum() {
        std::size_t left = product();
        for (;;) {
            if (words_.take("+"))
                left = join(Operation::add, left, product());
            else if (words_.take("-"))
                left = join(Operation::subtract, left, product());
            else
                return left;
        }
    }
    std::size_t product() {
        std::size_t left = factor();
        while (words_.take("*")) left = join(Operation::multiply, left, factor());
        return left;
    }
    std::size_t factor() {
        if (words_.take("(")) {
            if (++depth_ > 100) throw InputError("expression: nested more than 100 times");
            const std::size_t inner = either();
            --depth_;
            if (!words_.take(")")) throw wrong("')'");
            return inner;
        }
        if (words_.take("messages")) return add(Operation::in_all_channels, 0);
        if (words_.take("deadlocked")) return add(Operation::in_deadlock, 0);
        const std::string_view word = words_.word();
        if (word.empty() || (std::isalnum(static_cast<unsigned char>(word.front())) == 0))
            throw wrong("a number or a name");
        words_.next();
        if (std::isdigit(static_cast<unsigned char>(word.front())) != 0) return number(word);
        if (!words_.take(".")) return defined(word);
        return named(word, words_.next());
    }

    // By its name, an expression that the application has: these speak of states, and not of each
    // other.
    std::size_t defined(std::string_view name) {
        const auto known = std::ranges::find(application_.predicates, name, &NamedPredicate::name);
        if (known != application_.predicates.end() && !in_defined_)
            return Parser(known->expression, application_, nodes_, true).parse();
        std::vector<std::string_view> names = owners();
        if (std::ranges::find(names, name) != names.end())
            throw wrong("'.' and a local state or a message");
        for (const NamedPredicate& predicate : application_.predicates)
            if (!in_defined_) names.push_back(predicate.name);
        throw unknown_word("name", name, names);
    }

    /// Whose states and messages there are.
    std::vector<std::string_view> owners() const {
        std::vector<std::string_view> names;
        for (Process p = 0; p < application_.network.processes(); ++p)
            names.emplace_back(application_.network.name(p));
        names.insert(names.end(), application_.channels.begin(), application_.channels.end());
        return names;
    }

    std::size_t number(std::string_view digits) {
        const auto digit = [](char c) { return c >= '0' && c <= '9'; };
        if (digits.size() > 6 || !std::ranges::all_of(digits, digit))
            throw InputError("expression " + in_quotes(text_) + ": " + in_quotes(digits) +
                             " is not a number of at most 6 digits");
        return add(Operation::number, std::stoll(std::string(digits)));
    }

    std::size_t named(std::string_view whose, std::string_view what) {
        for (Process p = 0; p < application_.network.processes(); ++p)
            if (application_.network.name(p) == whose)
                return add(Operation::in_state, p,
                           position("local state of " + std::string(whose), what,
                                    application_.processes[p].states));
        for (unsigned c = 0; c < application_.channels.size(); ++c)
            if (application_.channels[c] == whose)
                return add(Operation::in_channel, c,
                           position("message", what, application_.contents));
        throw unknown_word("process or channel", whose, owners());
    }
    static std::int64_t position(const std::string& what, std::string_view name,
                                 const std::vector<std::string>& names) {
        const auto found = std::ranges::find(names, name);
        if (found != names.end()) return found - names.begin();
        throw unknown_word(what, name, std::vector<std::string_view>(names.begin(), names.end()));
    }

    std::string_view text_;
    const Application& application_;
    std::vector<Node>& nodes_;
    Words words_;
    bool in_defined_;  // in an expression that the application has
    unsigned depth_ = 0;
};

// Signed overflow would be nobody's answer.
std::int64_t bounded(std::int64_t value) {
    constexpr std::int64_t most = 1'000'000'000;
    return std::clamp(value, -most, most);
}

}  // namespace

Predicate::Predicate(std::string_view text, const Application& application, bool ordered)
    : text_(text), ordered_(ordered) {
    root_ = Parser(text_, application, nodes_).parse();
    if (std::ranges::find(nodes_, Operation::in_deadlock, &Node::operation) == nodes_.end()) return;
    for (const Automaton& process : application.processes)
        transitions_.push_back(process.transitions);
}

bool Predicate::can_go_on(const GlobalState& state) const {
    const auto arrives = [&](const Dispatch& message) {
        const auto& channel = state.channels[message.channel];
        const auto found = std::ranges::find(channel, message.content);
        return found != channel.end() && (!ordered_ || found == channel.begin());
    };
    for (std::size_t p = 0; p < transitions_.size(); ++p)
        for (const Transition& transition : transitions_[p])
            if (transition.from == state.locals[p] &&
                (!transition.receives || arrives(*transition.receives)))
                return true;
    return false;
}

std::int64_t Predicate::value(std::size_t index, const GlobalState& state) const {
    const Node& node = nodes_[index];
    const auto left = [&] { return value(static_cast<std::size_t>(node.left), state); };
    const auto right = [&] { return value(static_cast<std::size_t>(node.right), state); };
    const auto part = static_cast<std::size_t>(node.left);
    switch (node.operation) {
        case Operation::number:
            return node.left;
        case Operation::in_state:
            return state.locals[part] == static_cast<std::uint64_t>(node.right) ? 1 : 0;
        case Operation::in_channel:
            return std::ranges::count(state.channels[part], static_cast<unsigned>(node.right));
        case Operation::in_all_channels: {
            std::int64_t total = 0;
            for (const auto& channel : state.channels)
                total += static_cast<std::int64_t>(channel.size());
            return total;
        }
        case Operation::in_deadlock:
            return can_go_on(state) ? 0 : 1;
        case Operation::invert:
            return left() == 0 ? 1 : 0;
        case Operation::add:
            return bounded(left() + right());
        case Operation::subtract:
            return bounded(left() - right());
        case Operation::multiply:
            return bounded(left() * right());
        case Operation::equal:
            return left() == right() ? 1 : 0;
        case Operation::differ:
            return left() != right() ? 1 : 0;
        case Operation::less:
            return left() < right() ? 1 : 0;
        case Operation::less_or_equal:
            return left() <= right() ? 1 : 0;
        case Operation::both:
            return left() != 0 && right() != 0 ? 1 : 0;
        case Operation::either:
            return left() != 0 || right() != 0 ? 1 : 0;
    }
    return 0;
}

Predicate parse_predicate(std::string_view text, const Application& application, bool ordered) {
    for (const NamedPredicate& known : application.predicates)
        if (known.name == text) return {known.expression, application, ordered};
    return {text, application, ordered};
}

}  // namespace snapcheck
