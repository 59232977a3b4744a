#include <fmt/format.h>

#include "cli/survey/document.hpp"

namespace snapcheck {

namespace {

// Every pair of text and background has a contrast of at least 4.5, by day and by night.
constexpr std::string_view style = R"(
:root { color-scheme: light dark; --back: #fff; --text: #1b1b1b; --line: #b5b5b5; --head: #f0f0f0;
        --good: #e3f4e3; --bad: #fbe3e1; --open: #fdf1cf; --link: #0b4fb3 }
@media (prefers-color-scheme: dark) {
  :root { --back: #161616; --text: #ececec; --line: #5a5a5a; --head: #262626;
          --good: #17331c; --bad: #471d1b; --open: #3c310d; --link: #9cc3ff } }
body { margin: 2rem auto; max-width: 96rem; padding: 0 1rem; background: var(--back);
       color: var(--text); font: 1rem/1.45 system-ui, sans-serif }
.wide { overflow-x: auto }
table { border-collapse: collapse }
caption { text-align: left; padding: .5rem 0 }
th, td { border: 1px solid var(--line); padding: .3rem .55rem; text-align: left; vertical-align: top }
th { background: var(--head) }
table { font-size: .875rem }
tbody th { font-weight: normal; position: sticky; left: 0 }
span { white-space: nowrap }
.holds { background: var(--good) } .violated { background: var(--bad) }
.inconclusive { background: var(--open) }
a { color: var(--link); text-decoration: underline dotted; text-underline-offset: .2em }
dt { font-weight: 600; float: left; clear: left; min-width: 11rem; margin-right: 1rem }
dd { margin: 0 0 .2rem 12rem }
summary { cursor: pointer; padding: .15rem 0 }
pre { overflow-x: auto; background: var(--head); padding: .8rem; line-height: 1.35 }
:target { outline: 3px solid var(--link); outline-offset: 2px }
@media print { .wide { overflow: visible } td, th { font-size: .7rem } }
)";

std::string escaped(std::string_view text) {
    std::string result;
    for (const char letter : text) {
        if (letter == '&')
            result += "&amp;";
        else if (letter == '<')
            result += "&lt;";
        else if (letter == '>')
            result += "&gt;";
        else if (letter == '"')
            result += "&quot;";
        else
            result += letter;
    }
    return result;
}

std::string_view sign(const std::optional<Outcome>& tone) {
    if (!tone) return "";
    switch (*tone) {
        case Outcome::holds:
            return "✓&nbsp;";
        case Outcome::violated:
            return "✗&nbsp;";
        default:
            return "?&nbsp;";
    }
}

// A browser would break words at their hyphens and blanks.
std::string words(const TableCell& cell) {
    std::string text;
    for (const std::string& word : cell.words)
        if (word == "\n")
            text += "<br>";
        else if (word.find_first_of(" -") == std::string::npos)
            text += escaped(word) + " ";
        else
            text += fmt::format("<span>{}</span> ", escaped(word));
    return text.substr(0, text.find_last_not_of(' ') + 1);
}

std::string content(const TableCell& cell) {
    std::string text = fmt::format("{}{}", sign(cell.tone), words(cell));
    if (!cell.chapter.empty())
        text = fmt::format("<a href=\"#{}\">{}</a>", escaped(cell.chapter), text);
    if (cell.note != 0) text += fmt::format(R"(<sup><a href="#note-{0}">{0}</a></sup>)", cell.note);
    return text;
}

std::string class_of(std::optional<Outcome> tone) {
    return tone ? fmt::format(" class=\"{}\"", name_of(*tone)) : "";
}

std::string row_html(const std::vector<TableCell>& row) {
    std::string text = fmt::format("<tr><th scope=\"row\">{}</th>", words(row.front()));
    for (std::size_t c = 1; c < row.size(); ++c)
        text += fmt::format("\n<td{}>{}</td>", class_of(row[c].tone), content(row[c]));
    return text + "</tr>\n";
}

std::string table_html(const Document& document) {
    std::string text = fmt::format(
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">\n<table>\n"
        "<caption>{}</caption>\n<thead><tr>",
        escaped(document.title), escaped(document.about));
    for (const std::string& column : document.table.columns)
        text += fmt::format("<th scope=\"col\">{}</th>", escaped(column));
    text += "</tr></thead>\n<tbody>\n";
    for (const auto& row : document.table.rows) text += row_html(row);
    return text + "</tbody>\n</table>\n</div>\n";
}

std::string legend_html(const Document& document) {
    std::string text = "<h2>Legend</h2>\n<dl>\n";
    for (const auto& [word, meaning] : document.legend)
        text += fmt::format("<dt>{}</dt><dd>{}</dd>\n", escaped(word), escaped(meaning));
    text += "</dl>\n";
    if (document.notes.empty()) return text;
    text += "<h2>Notes</h2>\n<ol>\n";
    for (std::size_t i = 0; i < document.notes.size(); ++i)
        text += fmt::format("<li id=\"note-{}\">{}</li>\n", i + 1, escaped(document.notes[i]));
    return text + "</ol>\n";
}

// The name stands within the details: browsers open them on the way to it.
std::string chapters_html(const Document& document) {
    if (document.chapters.empty()) return "";
    std::string text = "<h2>Counterexamples</h2>\n";
    for (const Chapter& chapter : document.chapters)
        text += fmt::format(
            "<details><summary>{}</summary>\n<pre tabindex=\"0\" id=\"{}\">{}</pre></details>\n",
            escaped(chapter.heading), escaped(chapter.name), escaped(chapter.text));
    return text;
}

}  // namespace

std::string html(const Document& document) {
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width\">\n<title>{0}</title>\n"
        "<style>{1}</style>\n</head>\n<body>\n<main>\n<h1>{0}</h1>\n{2}"
        "<p><strong>{3}</strong></p>\n{4}{5}</main>\n</body>\n</html>\n",
        escaped(document.title), style, table_html(document), escaped(document.verdict),
        legend_html(document), chapters_html(document));
}

}  // namespace snapcheck
