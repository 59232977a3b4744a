#include "cli/survey/survey_options.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>

#include "checker/input_error.hpp"
#include "cli/output.hpp"
#include "traces/files.hpp"
#include "traces/output_file.hpp"

namespace snapcheck {

void add_survey_options(CLI::App& c, SurveyWords& w) {
    c.allow_extras();
    c.add_option("-j,--workers", w.workers, "Checks at the same time (default: all cores)")
        ->type_name("N");
    c.add_option("--max-depth", w.max_depth, "Of each check: explore no run beyond this many steps")
        ->type_name("N");
    c.add_option("--max-states", w.max_states,
                 "Of each check: stop when about this many states are known")
        ->type_name("N");
    c.add_option("--time-limit", w.time_limit, "Of each check: stop after 30s, 5m, 1h")
        ->type_name("TIME");
    c.add_option(
         "--memory", w.memory,
         "Of each check: stop before the states take more than 512M, 4G (default: its share "
         "of most of what is free)")
        ->type_name("SIZE");
    c.add_option("--format", w.format, "How the table is written down")
        ->type_name("{text,markdown,html,json}")
        ->capture_default_str();
    c.add_flag("--json", w.json, "The same as --format json");
    c.add_option("--output", w.output,
                 "Write it to a file, and only the last line to standard output")
        ->type_name("FILE");
    c.add_flag("--traces", w.traces,
               "Tell the counterexamples too, step by step; html always does");
    c.add_option("--trace-out", w.trace_folder,
                 "Write the counterexamples of each check to a file of their own in this folder")
        ->type_name("DIR");
    c.add_flag("--quiet", w.quiet, "The last line alone");
    c.add_option("--color", w.color, "Verdicts in colour; auto: on a terminal")
        ->type_name("{auto,always,never}")
        ->capture_default_str();
}

namespace {

void create_folder(const std::string& path) {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (!std::filesystem::is_directory(path, error))
        throw InputError(
            fmt::format("--trace-out {}: is not a folder, and cannot become one", path));
    if (access(path.c_str(), W_OK) != 0)
        throw InputError(fmt::format("--trace-out {}: cannot write there", path));
}

// Part of a name of a file: nothing that a shell or a file system takes for something else.
std::string harmless(std::string part) {
    constexpr std::size_t longest = 80;
    for (char& letter : part) {
        const bool kept = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                          (letter >= '0' && letter <= '9') || letter == ',' || letter == '.';
        if (!kept) letter = '-';
    }
    return part.substr(0, longest);
}

// "chandy-lamport_ring-2_2,2_0_bag.txt"
std::string file_name(const Request& request) {
    const Instance& instance = request.instance;
    const std::string load = instance.budget ? fmt::format("{}", fmt::join(*instance.budget, ","))
                                             : fmt::format("{}-a-channel", instance.messages);
    std::string name;
    for (const std::string& part :
         {std::string(request.algorithm.name), request.topology, load,
          fmt::format("{}", fmt::join(instance.initiators, ",")), to_string(instance.channels)})
        name += (name.empty() ? "" : "_") + harmless(part);
    if (instance.snapshots > 1) name += fmt::format("_{}-snapshots", instance.snapshots);
    return name + ".txt";
}

bool wants_json(const SurveyWords& words) {
    return words.json || words.format == "json";
}

std::string rendered(const SurveyWords& words, const Document& document, const std::string& json) {
    if (wants_json(words)) return json;
    if (words.format == "markdown") return markdown(document);
    if (words.format == "html") return html(document);
    return text(document, page_width(), words.output.empty() ? words.color : "never");
}

}  // namespace

void require_sensible(const SurveyWords& words) {
    require_one_of("--format", words.format, {"text", "markdown", "html", "json"});
    require_one_of("--color", words.color, {"auto", "always", "never"});
    if (words.json && words.format != "text" && words.format != "json")
        throw InputError(fmt::format("--json is --format json, not --format {}: give one of them",
                                     words.format));
    if (!words.output.empty()) require_writable(words.output, "--output");
    if (!words.trace_folder.empty()) create_folder(words.trace_folder);
}

std::vector<const AlgorithmEntry*> named_algorithms(std::span<const AlgorithmEntry> algorithms,
                                                    const std::vector<std::string>& names) {
    std::vector<const AlgorithmEntry*> found;
    if (names.empty())
        for (const AlgorithmEntry& entry : algorithms) found.push_back(&entry);
    for (const std::string& name : names) {
        const AlgorithmEntry& entry = find_algorithm(algorithms, name);
        if (std::ranges::find(found, &entry) == found.end()) found.push_back(&entry);
    }
    return found;
}

bool is_mutant(const AlgorithmEntry& entry) {
    return !entry.caught_by.empty();
}

std::string_view parent_of(std::string_view mutant) {
    return mutant.substr(0, mutant.find(':'));
}

CheckWords check_words(const SurveyWords& words, const AlgorithmEntry& entry) {
    CheckWords check;
    check.algorithm = entry.name;
    check.properties = words.properties;
    check.workers = "1";
    check.go_on = true;
    check.max_depth = words.max_depth;
    check.max_states = words.max_states;
    check.time_limit = words.time_limit;
    check.memory = words.memory;
    check.trace = wants_runs(words) ? "diff" : "off";
    return check;
}

CheckWords on_trial(CheckWords words, const Trial& trial, std::string_view channels) {
    words.topology = trial.topology;
    words.budget = trial.budget;
    words.initiators = trial.initiators;
    words.snapshots = trial.snapshots;
    words.channels = channels;
    return words;
}

Request survey_request(const CheckWords& words, std::span<const AlgorithmEntry> algorithms,
                       unsigned workers) {
    Request request = read_request(words, algorithms);
    if (words.memory.empty()) request.options.limits.max_bytes /= workers;
    return request;
}

bool tells_runs(const SurveyWords& words) {
    return words.traces || (words.format == "html" && !words.json);
}

bool wants_runs(const SurveyWords& words) {
    return !words.trace_folder.empty() || tells_runs(words);
}

void deliver(const SurveyWords& words, const Document& document, const std::string& json) {
    const std::string last = verdict_line(document, words.color);
    if (!words.output.empty()) {
        write_whole(words.output, rendered(words, document, json), "--output");
        print_result(last);
    } else {
        print_result(words.quiet && !wants_json(words) ? last : rendered(words, document, json));
    }
}

void write_traces_of(const SurveyCell& cell, const SurveyWords& words) {
    if (words.trace_folder.empty() || cell.traces.empty()) return;
    const auto path = std::filesystem::path(words.trace_folder) / file_name(cell.request);
    write_traces(path.string(), cell.traces);
}

std::string told(const std::vector<Trace>& traces) {
    std::string text;
    for (const Trace& trace : traces)
        text += (text.empty() ? "" : "\n") + to_text(trace, Detail::diff);
    return text;
}

}  // namespace snapcheck
