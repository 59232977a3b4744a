#include "cli/manual.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

namespace snapcheck {

namespace {

// A line that troff shows as it is.
std::string plain(const std::string& text) {
    std::string escaped = text.starts_with(".") || text.starts_with("'") ? "\\&" : "";
    for (const char letter : text) {
        if (letter == '\\')
            escaped += "\\e";
        else if (letter == '-')
            escaped += "\\-";
        else if (letter == '`')
            escaped += "\\(aq";
        else if (letter == '\n')
            escaped += ' ';
        else
            escaped += letter;
    }
    return escaped;
}

std::string bold(const std::string& text) {
    return "\\fB" + plain(text) + "\\fR";
}
std::string italic(const std::string& text) {
    return "\\fI" + plain(text) + "\\fR";
}

std::string names(const CLI::Option& option) {
    const std::string type = option.get_type_name();
    if (option.get_positional())
        return italic(option.get_name()) + (type.starts_with("{") ? " " + plain(type) : "");
    std::vector<std::string> all;
    for (const std::string& name : option.get_snames()) all.push_back(bold("-" + name));
    for (const std::string& name : option.get_lnames()) all.push_back(bold("--" + name));
    const bool takes_value = option.get_items_expected_max() > 0;
    return fmt::format("{}{}", fmt::join(all, ", "), takes_value ? " " + italic(type) : "");
}

// A line may end behind a comma, or a long list would not fit on any.
std::string breakable(const std::string& list) {
    std::string text;
    for (const char letter : list)
        text += letter == ',' ? std::string(",\\:") : std::string(1, letter);
    return text;
}

std::string entry(const CLI::Option& option) {
    const std::string usual = option.get_default_str();
    return fmt::format(".TP\n{}\n{}{}\n", names(option), plain(option.get_description()),
                       usual.empty() ? "" : breakable(plain(fmt::format(" (default: {})", usual))));
}

std::string section(const CLI::App& command) {
    std::string heading =
        bold("snapcheck " + command.get_name()) + " [" + italic("OPTION") + "]...";
    std::string entries;
    for (const CLI::Option* option : command.get_options()) {
        if (option->get_positional())
            heading += " " + (option->get_required() ? italic(option->get_name())
                                                     : "[" + italic(option->get_name()) + "]");
        if (option != command.get_help_ptr()) entries += entry(*option);
    }
    return fmt::format(".SS {}\n{}\n{}", heading, plain(command.get_description() + "."), entries);
}

}  // namespace

std::string manual(const CLI::App& app) {
    std::string text;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
        text += section(*command);
    return text;
}

}  // namespace snapcheck
