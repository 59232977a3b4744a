#include "cli/command_line.hpp"

#include <fmt/format.h>

#include <array>

#include "checker/printable.hpp"
#include "models/topology/topologies.hpp"

namespace snapcheck {

namespace {

std::string quoted(const std::string& word) {
    constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:,./=+@%";
    if (word.find_first_not_of(plain) == std::string::npos) return word;
    std::string text = "'";
    for (const char c : printable(word))
        text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
}

struct Option {
    const char* name;
    std::string CheckWords::* word;
};

constexpr std::array options{
    Option{"--topology", &CheckWords::topology},
    Option{"--channels", &CheckWords::channels},
    Option{"--messages", &CheckWords::messages},
    Option{"--budget", &CheckWords::budget},
    Option{"--initiators", &CheckWords::initiators},
    Option{"--snapshots", &CheckWords::snapshots},
    Option{"--max-depth", &CheckWords::max_depth},
    Option{"--max-states", &CheckWords::max_states},
    Option{"--time-limit", &CheckWords::time_limit},
    Option{"--memory", &CheckWords::memory},
    Option{"--reduce", &CheckWords::reduce},
};

}  // namespace

std::string command_line(const CheckWords& words) {
    const CheckWords defaults;
    std::string line = "snapcheck check " + quoted(words.algorithm);
    for (const Option& option : options)
        if (words.*option.word != defaults.*option.word)
            line += fmt::format(" {} {}", option.name, quoted(words.*option.word));
    if (words.properties != defaults.properties)
        line += fmt::format(" --property {}", fmt::join(words.properties, ","));
    if (words.fall_silent) line += " --fall-silent";
    return line + (words.go_on ? " --continue" : "");
}

CheckWords words_on(const Instance& instance, CheckWords words) {
    words.topology = edges_spec(instance.network);
    words.messages = instance.messages == 1 ? "" : std::to_string(instance.messages);
    words.initiators = fmt::format("{}", fmt::join(instance.initiators, ","));
    return words;
}

}  // namespace snapcheck
