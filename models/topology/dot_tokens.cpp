// One function a kind of token. Any byte above 127 may stand in an unquoted name, as in GraphViz,
// so names in UTF-8 need no quotes.
#include "models/topology/dot_tokens.hpp"

#include <algorithm>
#include <cctype>
#include <string>

#include "checker/printable.hpp"
#include "models/topology/named_graph.hpp"

namespace snapcheck {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_word_character(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ||
           static_cast<unsigned char>(c) > 127;
}

bool starts_number(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    if (text.starts_with('.')) text.remove_prefix(1);
    return !text.empty() && is_digit(text.front());
}

/// Of a word that starts like one: nothing but digits after the sign, and one point at most.
bool is_number(std::string_view word) {
    word.remove_prefix(1);
    return std::ranges::all_of(word, [](char c) { return is_digit(c) || c == '.'; }) &&
           std::ranges::count(word, '.') <= 1;
}

}  // namespace

bool DotToken::is_keyword(std::string_view keyword) const {
    return kind == DotKind::word &&
           std::ranges::equal(text, keyword, {}, [](unsigned char c) { return std::tolower(c); });
}

DotToken DotTokens::next() {
    while (skip_one()) {
    }
    at_line_start_ = false;
    if (rest_.empty()) return {DotKind::end, rest_, line_};
    if (rest_.starts_with("->") || rest_.starts_with("--")) return take(DotKind::punctuation, 2);
    const char first = rest_.front();
    if (is_word_character(first) || starts_number(rest_)) return word();
    if (first == '"') return quoted_string();
    if (first == '<') return html();
    if (std::string_view("{}[];,:=+").find(first) == std::string_view::npos) {
        throw error(line_, "unexpected character " + in_quotes(rest_.substr(0, 1)));
    }
    return take(DotKind::punctuation, 1);
}

InputError DotTokens::error(std::size_t line, std::string_view what) const {
    return error_at(where_, line, what);
}

/// A blank or a comment; false when there is none.
bool DotTokens::skip_one() {
    if (rest_.empty()) return false;
    if (std::isspace(static_cast<unsigned char>(rest_.front())) != 0) {
        skip(1);
    } else if (rest_.starts_with("//") || (at_line_start_ && rest_.front() == '#')) {
        skip_line();
    } else if (rest_.starts_with("/*")) {
        skip_past("*/", "comment");
    } else {
        return false;
    }
    return true;
}

void DotTokens::skip_line() {
    skip(std::min(rest_.find('\n'), rest_.size()));
}

void DotTokens::skip_past(std::string_view end, std::string_view what) {
    const std::size_t found = rest_.find(end, 2);
    if (found == std::string_view::npos) {
        throw error(line_, "this " + std::string(what) + " is never closed");
    }
    skip(found + end.size());
}

void DotTokens::skip(std::size_t count) {
    const std::string_view skipped = rest_.substr(0, count);
    line_ += static_cast<std::size_t>(std::ranges::count(skipped, '\n'));
    if (!skipped.empty()) at_line_start_ = skipped.back() == '\n';
    rest_.remove_prefix(count);
}

DotToken DotTokens::take(DotKind kind, std::size_t length) {
    const DotToken token{kind, rest_.substr(0, length), line_};
    skip(length);
    return token;
}

/// A name without quotes, or a number.
DotToken DotTokens::word() {
    const bool number = starts_number(rest_);
    std::size_t end = 1;
    while (end < rest_.size() && (is_word_character(rest_[end]) || (number && rest_[end] == '.'))) {
        ++end;
    }
    const DotToken token = take(DotKind::word, end);
    // GraphViz would read 2b as the two nodes 2 and b: hardly what was meant.
    if (number && !is_number(token.text)) {
        throw error(token.line, in_quotes(token.text) + " starts like a number: put it in quotes");
    }
    return token;
}

DotToken DotTokens::quoted_string() {
    std::size_t end = 1;
    while (end < rest_.size() && rest_[end] != '"') end += rest_[end] == '\\' ? 2U : 1U;
    if (end >= rest_.size()) throw error(line_, "this string is never closed");
    DotToken token = take(DotKind::quoted_string, end + 1);
    token.text = token.text.substr(1, end - 1);
    return token;
}

/// A label <with <b>tags</b>>: to where as many '<' have been closed as were opened.
DotToken DotTokens::html() {
    std::size_t depth = 0;
    for (std::size_t end = 0; end < rest_.size(); ++end) {
        if (rest_[end] == '<') ++depth;
        if (rest_[end] == '>' && --depth == 0) return take(DotKind::html, end + 1);
    }
    throw error(line_, "this '<' is never closed");
}

}  // namespace snapcheck
