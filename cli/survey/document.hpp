// A page with one table: what is shown, in whichever language it is written down.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/outcome.hpp"

namespace snapcheck {

/// What stands in one place of a table.
struct TableCell {
    std::vector<std::string> words;  // never broken; "\n" begins a new line
    std::optional<Outcome> tone;     // its colour, which says no more than the words
    std::size_t note = 0;            // number of a note; 0: none
    std::string chapter;             // that tells more; empty: none
};

/// The first cell of each row is its head.
struct Table {
    std::vector<std::string> columns;
    std::vector<std::vector<TableCell>> rows;
};

/// A run, told line by line.
struct Chapter {
    std::string name;  // by which a cell refers to it
    std::string heading;
    std::string text;
};

struct Document {
    std::string title;
    std::string about;  // a sentence or two
    Table table;
    std::vector<std::pair<std::string, std::string>> legend;
    std::vector<std::string> notes;  // numbered from 1
    std::vector<Chapter> chapters;
    std::string verdict;  // the last line
    Outcome outcome = Outcome::holds;
};

/// The words of a sentence.
std::vector<std::string> split_at_blanks(const std::string& sentence);

/// The number of a note that says this; it is added unless it is there.
std::size_t note(Document& document, const std::string& text);

/// Whether text() keeps the table within so many columns.
bool fits(const Table& table, std::size_t width);

/// For terminals: at most `width` columns, if the words allow it; `color` is the word of --color.
std::string text(const Document& document, std::size_t width, const std::string& color);
std::string verdict_line(const Document& document, const std::string& color);

/// As GitHub writes it.
std::string markdown(const Document& document);

/// A page that stands alone: no script, and nothing to load.
std::string html(const Document& document);

}  // namespace snapcheck
