// Tables for people: what may be broken into lines, what must not, and what is escaped.
#include "cli/survey/document.hpp"

#include <sstream>

#include "tests/catch.hpp"

namespace snapcheck {
namespace {

Document sample() {
    Document document;
    document.title = "A & B";
    document.about = "What is shown.";
    document.table.columns = {"algorithm", "bounded-blocking:1"};
    document.table.rows = {
        {{{"first", "\n", "ring:2"}, {}, 0, ""}, {{"holds"}, Outcome::holds, 0, ""}},
        {{{"a<b|c"}, {}, 0, ""},
         {{"no-lost 4,", "no-orphan 5"}, Outcome::violated, note(document, "a reason"), "run-1"}}};
    document.legend = {{"holds", "it does"}};
    document.chapters = {{"run-1", "A run", "1 < 2\n"}};
    document.verdict = "DONE - 2 cells";
    return document;
}

std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> all;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) all.push_back(line);
    return all;
}

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size())
        ++found;
    return found;
}

TEST_CASE("words of a cell stay whole, and lines stay within the width") {
    const auto narrow = lines(text(sample(), 24, "never"));
    REQUIRE(narrow.size() > 10);
    CHECK(narrow[2] == "algorithm  bounded-");
    CHECK(narrow[3] == "           blocking:1");
    CHECK(narrow[5] == "first      holds");
    CHECK(narrow[6] == "ring:2");
    CHECK(narrow[7] == "a<b|c      no-lost 4,");
    CHECK(narrow[8] == "           no-orphan 5");
    CHECK(narrow[9] == "           [1]");
    for (const std::string& line : narrow) CHECK(line.size() <= 24);
}

TEST_CASE("a wide page needs one line") {
    const auto wide = lines(text(sample(), 80, "never"));
    CHECK(wide[2] == "algorithm  bounded-blocking:1");
    CHECK(wide[6] == "a<b|c      no-lost 4, no-orphan 5 [1]");
    CHECK(wide.back() == "DONE - 2 cells");
}

TEST_CASE("a table fits where its longest words do") {
    CHECK(fits(sample().table, 22));
    CHECK_FALSE(fits(sample().table, 21));
}

TEST_CASE("colour paints words and no blanks") {
    CHECK(text(sample(), 80, "always").find("\x1b[1;32mholds\x1b[0m\n") != std::string::npos);
}

TEST_CASE("the same reason is one note") {
    Document document;
    CHECK(note(document, "a") == 1);
    CHECK(note(document, "b") == 2);
    CHECK(note(document, "a") == 1);
    CHECK(document.notes.size() == 2);
}

TEST_CASE("Markdown escapes what would be a mark") {
    const std::string page = markdown(sample());
    CHECK(page.find("| a\\<b\\|c | no-lost 4, no-orphan 5 <sup>1</sup> |") != std::string::npos);
    CHECK(page.find("| first<br>ring:2 | holds |") != std::string::npos);
}

TEST_CASE("HTML escapes, has heads with a scope, and links that lead somewhere") {
    const std::string page = html(sample());
    CHECK(page.find("<h1>A &amp; B</h1>") != std::string::npos);
    CHECK(page.find("a&lt;b|c") != std::string::npos);
    CHECK(page.find("1 &lt; 2") != std::string::npos);
    CHECK(count(page, "scope=\"col\"") == 2);
    CHECK(count(page, "scope=\"row\"") == 2);
    for (const std::string_view name : {"run-1", "note-1"}) {
        CHECK(count(page, "href=\"#" + std::string(name) + "\"") == 1);
        CHECK(count(page, "id=\"" + std::string(name) + "\"") == 1);
    }
    CHECK(page.find("<script") == std::string::npos);
}

}  // namespace
}  // namespace snapcheck
