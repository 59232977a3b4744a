// The words of a GraphViz DOT file, each with its line, after
// https://graphviz.org/doc/info/lang.html. The parser of Boost.Graph has a tokenizer of its own;
// this one comes before it, see dot_skeleton.hpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "checker/input_error.hpp"

namespace snapcheck {

enum class DotKind { word, quoted_string, html, punctuation, end };

struct DotToken {
    DotKind kind;
    std::string_view text;  // of a quoted string: what is between the quotes
    std::size_t line;

    bool is(std::string_view punctuation) const {
        return kind == DotKind::punctuation && text == punctuation;
    }
    /// Keywords may be written in any case, and are names when they are quoted.
    bool is_keyword(std::string_view keyword) const;
    bool is_name() const { return kind == DotKind::word || kind == DotKind::quoted_string; }
};

class DotTokens {
  public:
    DotTokens(std::string_view text, std::string_view where) : rest_(text), where_(where) {}

    /// Skips blanks and comments. Throws InputError for what is no DOT, or is never closed.
    DotToken next();
    InputError error(std::size_t line, std::string_view what) const;

  private:
    bool skip_one();
    void skip_line();
    void skip_past(std::string_view end, std::string_view what);
    void skip(std::size_t count);
    DotToken take(DotKind kind, std::size_t length);
    DotToken word();
    DotToken quoted_string();
    DotToken html();

    std::string_view rest_;
    std::string_view where_;
    std::size_t line_ = 1;
    bool at_line_start_ = true;
};

}  // namespace snapcheck
