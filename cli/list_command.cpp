#include "cli/list_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "checker/input_error.hpp"
#include "cli/output.hpp"
#include "cli/version.hpp"
#include "models/application/applications.hpp"
#include "models/topology/topologies.hpp"
#include "traces/files.hpp"

namespace snapcheck {

namespace {

std::string about(const AlgorithmEntry& entry) {
    if (entry.caught_by.empty()) return std::string(entry.about);
    return fmt::format("wrong: {} (caught by {})", entry.about, fmt::join(entry.caught_by, ", "));
}

}  // namespace

std::vector<Section> everything(std::span<const AlgorithmEntry> algorithms) {
    std::vector<Section> sections{{"algorithms", {}}, {"channels", {}}, {"topologies", {}},
                                  {"properties", {}}, {"formats", {}},  {"applications", {}}};
    for (const AlgorithmEntry& entry : algorithms)
        sections[0].rows.emplace_back(entry.name, about(entry));
    for (const Discipline& discipline : disciplines())
        sections[1].rows.emplace_back(
            std::string(discipline.name).append(discipline.numbered ? ":N" : ""),
            discipline.meaning);
    for (const TopologyForm& form : topology_forms())
        sections[2].rows.emplace_back(form.form, form.meaning);
    for (const Property& property : catalogue())
        sections[3].rows.emplace_back(property.name, property.meaning);
    for (const TraceFormat& format : trace_formats())
        sections[4].rows.emplace_back(format.extension, format.meaning);
    for (const ApplicationForm& form : application_forms())
        sections[5].rows.emplace_back(form.form, form.meaning);
    return sections;
}

namespace {

std::vector<std::string_view> names_of(const std::vector<Section>& sections) {
    std::vector<std::string_view> names(sections.size());
    std::ranges::transform(sections, names.begin(), &Section::name);
    return names;
}

std::string as_text(const std::vector<Section>& sections) {
    std::string text;
    for (const Section& section : sections) {
        text += fmt::format("{}:\n", section.name);
        for (const auto& [word, meaning] : section.rows)
            text += fmt::format("  {:<26} {}\n", word, meaning);
    }
    return text;
}

std::string as_json(const std::vector<Section>& sections) {
    nlohmann::ordered_json document{
        {"schema", "snapcheck/1"}, {"version", version}, {"command", "list"}};
    for (const Section& section : sections)
        for (const auto& [word, meaning] : section.rows)
            document[std::string(section.name)].push_back({{"name", word}, {"meaning", meaning}});
    return document.dump(2) + "\n";
}

}  // namespace

ListCommand::ListCommand(std::span<const AlgorithmEntry> algorithms, CLI::App& app)
    : algorithms_(algorithms),
      command_(app.add_subcommand(
          "list", "List algorithms, channels, topologies, properties, formats and applications")) {
    command_->allow_extras();
    command_->add_option("WHAT", what_, "Only this list (default: all)")
        ->type_name(fmt::format("{{{}}}", fmt::join(names_of(everything(algorithms)), ",")));
    command_->add_flag("--json", json_, "One JSON document on standard output");
}

bool ListCommand::chosen() const {
    return command_->parsed();
}

int ListCommand::run() const {
    std::vector<Section> sections = everything(algorithms_);
    if (!what_.empty()) {
        const std::vector<std::string_view> names = names_of(sections);
        std::erase_if(sections, [&](const Section& section) { return section.name != what_; });
        if (sections.empty()) throw unknown_word("list", what_, names);
    }
    print_result(json_ ? as_json(sections) : as_text(sections));
    return 0;
}

}  // namespace snapcheck
