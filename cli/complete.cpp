#include "cli/complete.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>

#include "cli/list_command.hpp"
#include "cli/words.hpp"

namespace snapcheck {

namespace {

using Row = std::pair<std::string, std::string>;  // a word, and what it means

// Where in the command line the word to be completed stands.
struct Place {
    const CLI::App* command;
    const CLI::Option* option = nullptr;  // whose value it is
    std::size_t arguments = 0;            // that stand before it
};

bool takes_value(const CLI::Option& option) {
    return option.get_items_expected_max() > 0;
}

const CLI::Option* option_with_value(const CLI::App& command, const std::string& name) {
    const CLI::Option* option = command.get_option_no_throw(name);
    return option != nullptr && takes_value(*option) ? option : nullptr;
}

std::vector<const CLI::App*> subcommands(const CLI::App& app) {
    return app.get_subcommands([](const CLI::App*) { return true; });
}

const CLI::App* subcommand(const CLI::App& app, const std::string& name) {
    for (const CLI::App* command : subcommands(app))
        if (command->get_name() == name) return command;
    return nullptr;
}

template <class Words>
Place place_after(const CLI::App& app, const Words& words) {
    Place place{&app};
    int values = 0;  // of the option that come before this word
    for (const std::string& word : words) {
        if (place.option != nullptr && ++values >= place.option->get_items_expected_min())
            place.option = nullptr;  // this is its last value
        else if (place.option != nullptr)
            continue;
        else if (word.starts_with("-"))
            place.option = option_with_value(*place.command, word);
        else if (const CLI::App* command = subcommand(*place.command, word); command != nullptr)
            place.command = command;
        else
            ++place.arguments;
    }
    return place;
}

const CLI::Option* argument(const Place& place) {
    const auto all =
        place.command->get_options([](const CLI::Option* o) { return o->get_positional(); });
    if (place.arguments < all.size()) return all[place.arguments];
    return !all.empty() && all.back()->get_items_expected_max() > 1 ? all.back() : nullptr;
}

// In "ring:N" and "edges:0-1", what follows the colon is the user's; of "FILE.dot", nothing is
// ours.
std::string fixed_part(const std::string& word) {
    const std::size_t choice = word.find(':') + 1;
    const auto letter = static_cast<unsigned char>(word[choice]);
    const bool placeholder =
        choice != 0 && (std::isupper(letter) != 0 || std::isdigit(letter) != 0);
    return placeholder ? word.substr(0, choice) : word;
}

// --property, PROPERTIES and --violates PROPERTY take what `list properties` lists; so it is with
// each of the lists.
std::vector<Row> listed(const CLI::Option& option, std::span<const AlgorithmEntry> algorithms) {
    const std::string type = option.get_type_name();
    const std::string name =
        option.get_lnames().empty() ? option.get_name() : option.get_lnames().front();
    for (const std::string& word : {CLI::detail::to_lower(name), CLI::detail::to_lower(type)})
        for (const Section& section : everything(algorithms))
            if (section.name == word || section.name == plural(word)) return section.rows;
    return {};
}

// A type such as "{auto,always,never}" is the list of all values.
std::vector<Row> alternatives(const std::string& type) {
    std::vector<Row> rows;
    if (!type.starts_with("{") || !type.ends_with("}")) return rows;
    for (std::string& word : CLI::detail::split(type.substr(1, type.size() - 2), ','))
        rows.emplace_back(std::move(word), "");
    return rows;
}

bool contains(const std::vector<Row>& rows, std::string_view word) {
    return std::ranges::find(rows, word, &Row::first) != rows.end();
}

std::vector<Row> values_of(const CLI::Option& option, std::span<const AlgorithmEntry> algorithms) {
    std::vector<Row> rows = alternatives(option.get_type_name());
    // "FILE", "NAME|FILE"
    bool file = option.get_type_name().ends_with("FILE") || option.get_name() == "FILE";
    for (const auto& [word, meaning] : listed(option, algorithms)) {
        if (word.starts_with("FILE"))
            file = true;
        else
            rows.emplace_back(fixed_part(word), meaning);
    }
    const std::string usual = option.get_default_str();
    if (!usual.empty() && !contains(rows, usual)) rows.emplace_back(usual, "the default");
    if (file) rows.emplace_back("FILE", "");
    return rows;
}

std::vector<Row> names_of_options(const CLI::App& command) {
    std::vector<Row> rows;
    for (const CLI::Option* option : command.get_options())
        for (const std::string& name : option->get_lnames())
            rows.emplace_back("--" + name, option->get_description());
    return rows;
}

std::vector<Row> names_of_commands(const CLI::App& app) {
    std::vector<Row> rows;
    for (const CLI::App* command : subcommands(app))
        rows.emplace_back(command->get_name(), command->get_description());
    return rows;
}

// What stands before the part that is completed: "--property=" and "no-lost,".
std::string finished_part(const CLI::Option& option, const std::string& word) {
    const std::size_t value = word.starts_with("--") ? word.find('=') + 1 : 0;
    const std::size_t comma =
        option.get_type_name() == "LIST" ? word.rfind(',') : std::string::npos;
    return word.substr(0, comma == std::string::npos ? value : comma + 1);
}

std::string lines(const std::vector<Row>& rows, const std::string& finished,
                  const std::string& word) {
    std::string text;
    for (const auto& [ending, meaning] : rows)
        if (ending == "FILE")
            text += "FILE\n";
        else if ((finished + ending).starts_with(word))
            text += fmt::format("{}{}\t{}\n", finished, ending, meaning);
    return text;
}

}  // namespace

std::string completions(const CLI::App& app, std::span<const AlgorithmEntry> algorithms,
                        const std::vector<std::string>& words) {
    const std::string word = words.empty() ? "" : words.back();
    Place place = place_after(app, std::span(words).first(words.empty() ? 0 : words.size() - 1));
    if (const std::size_t equals = word.find('=');
        word.starts_with("--") && equals != std::string::npos)
        place.option = option_with_value(*place.command, word.substr(0, equals));
    else if (place.option == nullptr && word.starts_with("-"))
        return lines(names_of_options(*place.command), "", word);
    else if (place.option == nullptr)
        place.option = argument(place);
    if (place.option != nullptr)
        return lines(values_of(*place.option, algorithms), finished_part(*place.option, word),
                     word);
    const bool chosen = place.command != &app;
    return lines(chosen ? names_of_options(*place.command) : names_of_commands(app), "", word);
}

}  // namespace snapcheck
