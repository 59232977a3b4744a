// UTF-8 is checked by the table of well-formed sequences in chapter 3 of the Unicode Standard: only
// the second byte has a range that depends on the first.
#include "checker/printable.hpp"

#include <algorithm>
#include <cstddef>

namespace snapcheck {
namespace {

constexpr std::size_t longest_quotation = 80;

unsigned char byte_at(std::string_view text, std::size_t index) {
    return static_cast<unsigned char>(text[index]);
}

bool is_continuation(unsigned char byte) {
    return (byte & 0xC0U) == 0x80U;
}

/// How many bytes a character takes that starts with `first`; 0 where none may.
std::size_t announced_length(unsigned char first) {
    if (first < 0x80) return 1;
    if (first < 0xC2 || first > 0xF4) return 0;
    return first < 0xE0 ? 2U : first < 0xF0 ? 3U : 4U;
}

/// Keeps out overlong forms, surrogates, what lies beyond U+10FFFF, and the control characters
/// U+0080 to U+009F.
bool may_follow(unsigned char first, unsigned char second) {
    switch (first) {
        case 0xC2:
        case 0xE0:
            return second >= 0xA0;
        case 0xED:
            return second <= 0x9F;
        case 0xF0:
            return second >= 0x90;
        case 0xF4:
            return second <= 0x8F;
        default:
            return true;
    }
}

/// The bytes of the character at the front; 0 when it is broken or would not show.
std::size_t character_length(std::string_view text) {
    const unsigned char first = byte_at(text, 0);
    const std::size_t length = announced_length(first);
    if (length == 1) return first >= 0x20 && first != 0x7F ? 1 : 0;
    if (length == 0 || text.size() < length || !may_follow(first, byte_at(text, 1))) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if (!is_continuation(byte_at(text, i))) return 0;
    }
    return length;
}

}  // namespace

std::string printable(std::string_view text) {
    std::string line;
    while (!text.empty()) {
        const std::size_t length = character_length(text);
        if (length == 0) {
            line += '?';
        } else {
            line += text.substr(0, length);
        }
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return line;
}

// Appending, not adding: GCC 12 sees an overlap in "'" + std::string that is not there (bug
// 105651).
std::string in_quotes(std::string_view text) {
    std::size_t cut = std::min(text.size(), longest_quotation);
    const bool whole = cut == text.size();
    while (!whole && cut > 0 && is_continuation(byte_at(text, cut))) --cut;
    return std::string("'").append(printable(text.substr(0, cut))).append(whole ? "'" : "...'");
}

}  // namespace snapcheck
