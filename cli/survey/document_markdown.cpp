#include <fmt/format.h>

#include "cli/survey/document.hpp"

namespace snapcheck {

namespace {

// Text in which nothing is a mark of the language.
std::string plain(const std::string& text) {
    std::string escaped;
    for (const char letter : text) {
        if (std::string_view("\\`*_|<>[]").find(letter) != std::string_view::npos) escaped += '\\';
        escaped += letter;
    }
    return escaped;
}

std::string cell_text(const TableCell& cell) {
    std::string text;
    for (const std::string& word : cell.words) {
        if (!text.empty() && !text.ends_with("<br>") && word != "\n") text += " ";
        text += word == "\n" ? "<br>" : plain(word);
    }
    return cell.note == 0 ? text : text + fmt::format(" <sup>{}</sup>", cell.note);
}

std::string table_text(const Table& table) {
    std::string text = "|", rule = "|";
    for (const std::string& column : table.columns) {
        text += fmt::format(" {} |", plain(column));
        rule += "---|";
    }
    text += "\n" + rule + "\n";
    for (const auto& row : table.rows) {
        text += "|";
        for (const TableCell& cell : row) text += fmt::format(" {} |", cell_text(cell));
        text += "\n";
    }
    return text;
}

}  // namespace

std::string markdown(const Document& document) {
    std::string text = fmt::format("# {}\n\n{}\n\n{}\n", plain(document.title),
                                   plain(document.about), table_text(document.table));
    for (const auto& [word, meaning] : document.legend)
        text += fmt::format("- **{}**: {}\n", plain(word), plain(meaning));
    if (!document.notes.empty()) text += "\n";
    for (std::size_t i = 0; i < document.notes.size(); ++i)
        text += fmt::format("{}. {}\n", i + 1, plain(document.notes[i]));
    for (const Chapter& chapter : document.chapters)
        text += fmt::format("\n<details><summary>{}</summary>\n\n```text\n{}```\n\n</details>\n",
                            plain(chapter.heading), chapter.text);
    return text + fmt::format("\n**{}**\n", plain(document.verdict));
}

}  // namespace snapcheck
