#include "models/scenario/lines.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "checker/printable.hpp"
#include "models/topology/named_graph.hpp"

namespace snapcheck {

namespace {

std::vector<std::string_view> words_of(std::string_view line) {
    constexpr std::string_view blanks = " \t\r\v\f";
    line = line.substr(0, line.find('#'));
    std::vector<std::string_view> words;
    for (std::size_t at = 0; (at = line.find_first_not_of(blanks, at)) != line.npos;) {
        const std::size_t end = std::min(line.find_first_of(blanks, at), line.size());
        words.push_back(line.substr(at, end - at));
        at = end;
    }
    return words;
}

// Asks what it is first: reading a pipe or a device might never end.
std::string obstacle(const std::string& path) {
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::not_found) return "no such file";
    if (!status_known(status)) return error.message();
    if (is_directory(status)) return "a directory, where a file is wanted";
    if (!is_regular_file(status)) return "not a regular file";
    return std::filesystem::file_size(path, error) > max_graph_text ? "larger than 16 MiB" : "";
}

}  // namespace

LineReader::LineReader(std::string_view text, std::string_view where) : where_(printable(where)) {
    check_is_text(text, where_);
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // a byte order mark
    for (std::size_t line = 1; !text.empty(); ++line) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (auto words = words_of(text.substr(0, end)); !words.empty())
            lines_.push_back({line, std::move(words)});
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

const WordLine& LineReader::take(std::string_view wanted) {
    if (at_end()) throw error(0, "the file ends where " + std::string(wanted) + " is wanted");
    return lines_[next_++];
}

const WordLine& LineReader::take(std::string_view wanted, std::size_t count) {
    const WordLine& line = take(wanted);
    require_words(line, count, wanted);
    return line;
}

InputError LineReader::error(std::size_t line, std::string_view what) const {
    return error_at(where_, line, what);
}

void LineReader::require_words(const WordLine& line, std::size_t count,
                               std::string_view wanted) const {
    if (line.words.size() == count) return;
    throw error(line.line, std::to_string(line.words.size()) + " words, where " +
                               std::string(wanted) + " is wanted");
}

std::uint64_t LineReader::number(const WordLine& line, std::string_view word, std::string_view what,
                                 std::uint64_t least, std::uint64_t most) const {
    std::uint64_t value = 0;
    const auto [end, failure] = std::from_chars(word.data(), word.data() + word.size(), value);
    const bool whole = failure == std::errc() && end == word.data() + word.size();
    if (whole && value >= least && value <= most) return value;
    throw error(line.line, std::string(what) + " " + in_quotes(word) +
                               " is not a whole number from " + std::to_string(least) + " to " +
                               std::to_string(most));
}

unsigned LineReader::name(const WordLine& line, std::string_view word,
                          const std::vector<std::string_view>& names) const {
    const auto found = std::ranges::find(names, word);
    if (found == names.end()) throw error(line.line, unknown_word("server", word, names).what());
    return static_cast<unsigned>(found - names.begin());
}

std::string read_text(const std::string& path) {
    if (const std::string why = obstacle(path); !why.empty())
        throw error_at(printable(path), 0, why);
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file) throw error_at(printable(path), 0, "cannot be read; is it permitted?");
    return text;
}

}  // namespace snapcheck
