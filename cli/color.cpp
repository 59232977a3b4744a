#include "cli/color.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "checker/input_error.hpp"

namespace snapcheck {

void require_color(std::string_view flag) {
    constexpr std::array<std::string_view, 3> words{"auto", "always", "never"};
    if (std::ranges::find(words, flag) == words.end()) throw unknown_word("--color", flag, words);
}

bool wants_color(std::string_view flag) {
    if (flag != "auto") return flag == "always";
    const auto set = [](const char* name) {
        const char* value = std::getenv(name);
        return value != nullptr && *value != '\0';
    };
    if (set("NO_COLOR")) return false;
    if (set("CLICOLOR_FORCE") && std::string(std::getenv("CLICOLOR_FORCE")) != "0") return true;
    return isatty(STDOUT_FILENO) != 0;
}

std::string painted(const std::string& text, Outcome outcome, bool color) {
    if (!color) return text;
    const char* code = outcome == Outcome::holds      ? "32"
                       : outcome == Outcome::violated ? "31"
                                                      : "33";
    return fmt::format("\x1b[1;{}m{}\x1b[0m", code, text);
}

}  // namespace snapcheck
