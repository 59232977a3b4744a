// What the three formats have in common: lines of words, `#` for comments, names and numbers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "checker/input_error.hpp"

namespace snapcheck {

/// The words of a line that has any, and its number in the file.
struct WordLine {
    std::size_t line = 0;
    std::vector<std::string_view> words;
};

/// Reads one file, line by line. Every error names the file and, where there is one, the line.
class LineReader {
  public:
    /// Throws InputError for what is no text. `text` and `where` have to outlive the reader.
    LineReader(std::string_view text, std::string_view where);

    bool at_end() const { return next_ == lines_.size(); }
    /// The next line; throws InputError, naming what was `wanted`, where there is none.
    const WordLine& take(std::string_view wanted);
    /// The same, and it has to have `count` words.
    const WordLine& take(std::string_view wanted, std::size_t count);

    InputError error(std::size_t line, std::string_view what) const;
    /// Throws InputError unless the line has `count` words.
    void require_words(const WordLine& line, std::size_t count, std::string_view wanted) const;
    /// A whole number of at most `most`.
    std::uint64_t number(const WordLine& line, std::string_view word, std::string_view what,
                         std::uint64_t least, std::uint64_t most) const;
    /// The place of a name among `names`.
    unsigned name(const WordLine& line, std::string_view word,
                  const std::vector<std::string_view>& names) const;

  private:
    std::string where_;
    std::vector<WordLine> lines_;
    std::size_t next_ = 0;
};

/// The text of a regular file of reasonable size. Throws InputError.
std::string read_text(const std::string& path);

}  // namespace snapcheck
