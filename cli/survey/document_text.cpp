#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <ranges>

#include "cli/survey/document.hpp"

namespace snapcheck {

namespace {

using Lines = std::vector<std::string>;

constexpr std::size_t gap = 2;             // blanks between columns
constexpr std::size_t any_width = 10'000;  // no line is broken

std::vector<std::string> with_note(const TableCell& cell) {
    std::vector<std::string> words = cell.words;
    if (cell.note != 0) words.push_back(fmt::format("[{}]", cell.note));
    return words;
}

Lines wrapped(const std::vector<std::string>& words, std::size_t width) {
    Lines lines{""};
    for (const std::string& word : words) {
        if (word == "\n" ||
            (!lines.back().empty() && lines.back().size() + 1 + word.size() > width))
            lines.emplace_back();
        if (word != "\n") lines.back() += (lines.back().empty() ? "" : " ") + word;
    }
    return lines;
}

std::size_t longest(const Lines& lines) {
    std::size_t longest = 0;
    for (const std::string& line : lines) longest = std::max(longest, line.size());
    return longest;
}

// A heading may be broken behind a hyphen, of which the names of disciplines have some.
Lines heading(const std::string& column) {
    Lines words;
    for (const auto part : std::views::split(column, '-')) {
        if (!words.empty()) words.back() += "-";
        words.emplace_back(part.begin(), part.end());
    }
    return words;
}

Lines heading_lines(const std::string& column, std::size_t width) {
    return column.size() <= width ? Lines{column} : heading(column);
}

// How wide each column gets where no line may be longer than `width`, apart from single words.
std::vector<std::size_t> natural_widths(const Table& table, std::size_t width) {
    std::vector<std::size_t> widths(table.columns.size());
    for (std::size_t c = 0; c < widths.size(); ++c)
        widths[c] = longest(heading_lines(table.columns[c], width));
    for (const auto& row : table.rows)
        for (std::size_t c = 0; c < row.size(); ++c)
            widths[c] = std::max(widths[c], longest(wrapped(with_note(row[c]), width)));
    return widths;
}

std::size_t total(const std::vector<std::size_t>& widths) {
    return std::accumulate(widths.begin(), widths.end(), gap * (widths.size() - 1));
}

// Each column gets its longest word; what is left of `width` goes, bit by bit, to the one whose
// cells are broken into the most lines.
std::vector<std::size_t> column_widths(const Table& table, std::size_t width) {
    std::vector<std::size_t> widths = natural_widths(table, 0);
    const std::vector<std::size_t> wanted = natural_widths(table, any_width);
    for (std::size_t used = total(widths); used < width && widths != wanted; ++used) {
        std::size_t tallest = 0;
        for (std::size_t c = 0; c < widths.size(); ++c)
            if (wanted[c] * widths[tallest] > wanted[tallest] * widths[c]) tallest = c;
        ++widths[tallest];
    }
    return widths;
}

std::string trimmed(std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    return line + "\n";
}

/// What stands in one place of a row, broken into lines.
struct Block {
    Lines lines;
    std::optional<Outcome> tone;

    std::string line(std::size_t i) const { return i < lines.size() ? lines[i] : ""; }
};

std::string toned(const std::string& part, std::optional<Outcome> tone, const std::string& color) {
    return tone && !part.empty() ? painted(part, *tone, color) : part;
}

// The i-th lines of blocks side by side; a tone paints the words and leaves the blanks.
std::string line_of(const std::vector<Block>& row, std::size_t i,
                    const std::vector<std::size_t>& widths, const std::string& color) {
    std::string line;
    for (std::size_t c = 0; c < row.size(); ++c) {
        const std::string part = row[c].line(i);
        line += toned(part, row[c].tone, color) + std::string(widths[c] - part.size() + gap, ' ');
    }
    return trimmed(std::move(line));
}

std::string side_by_side(const std::vector<Block>& row, const std::vector<std::size_t>& widths,
                         const std::string& color) {
    std::size_t height = 0;
    for (const Block& block : row) height = std::max(height, block.lines.size());
    std::string text;
    for (std::size_t i = 0; i < height; ++i) text += line_of(row, i, widths, color);
    return text;
}

std::string table_text(const Table& table, std::size_t width, const std::string& color) {
    const std::vector<std::size_t> widths = column_widths(table, width);
    std::vector<Block> blocks(widths.size());
    for (std::size_t c = 0; c < widths.size(); ++c)
        blocks[c].lines = heading_lines(table.columns[c], widths[c]);
    std::string text = side_by_side(blocks, widths, color) + std::string(total(widths), '-') + "\n";
    for (const auto& row : table.rows) {
        for (std::size_t c = 0; c < row.size(); ++c)
            blocks[c] = {wrapped(with_note(row[c]), widths[c]), row[c].tone};
        text += side_by_side(blocks, widths, color);
    }
    return text;
}

std::string paragraph(const std::string& sentence, const std::string& begin, std::size_t width) {
    const Lines lines = wrapped(split_at_blanks(sentence), width - std::min(width, begin.size()));
    std::string text = begin;
    for (std::size_t i = 0; i < lines.size(); ++i)
        text += (i == 0 ? "" : std::string(begin.size(), ' ')) + lines[i] + "\n";
    return text;
}

std::string legend_text(const Document& document, std::size_t width) {
    std::size_t widest = 0;
    for (const auto& [word, meaning] : document.legend) widest = std::max(widest, word.size());
    std::string text = "\n";
    for (const auto& [word, meaning] : document.legend)
        text += paragraph(meaning, fmt::format("  {:<{}}  ", word, widest), width);
    for (std::size_t i = 0; i < document.notes.size(); ++i)
        text += paragraph(document.notes[i], fmt::format("  [{}] ", i + 1), width);
    return text;
}

}  // namespace

std::vector<std::string> split_at_blanks(const std::string& sentence) {
    std::vector<std::string> words;
    for (const auto word : std::views::split(sentence, ' '))
        words.emplace_back(word.begin(), word.end());
    return words;
}

std::size_t note(Document& document, const std::string& text) {
    const auto found = std::ranges::find(document.notes, text);
    const auto before = static_cast<std::size_t>(found - document.notes.begin());
    if (found == document.notes.end()) document.notes.push_back(text);
    return before + 1;
}

bool fits(const Table& table, std::size_t width) {
    return total(natural_widths(table, 0)) <= width;
}

std::string verdict_line(const Document& document, const std::string& color) {
    return painted(document.verdict, document.outcome, color) + "\n";
}

std::string text(const Document& document, std::size_t width, const std::string& color) {
    std::string text = paragraph(document.about, "", width) + "\n" +
                       table_text(document.table, width, color) + legend_text(document, width);
    for (const Chapter& chapter : document.chapters)
        text += "\n" + paragraph(chapter.heading, "", width) + chapter.text;
    return text + "\n" + verdict_line(document, color);
}

}  // namespace snapcheck
