#include "cli/suite_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "checker/input_error.hpp"
#include "checker/printable.hpp"
#include "cli/interrupt.hpp"
#include "cli/memory.hpp"
#include "cli/output.hpp"
#include "cli/program.hpp"
#include "cli/progress.hpp"
#include "cli/suite/github.hpp"
#include "cli/suite/junit.hpp"
#include "cli/suite/suite_json.hpp"
#include "cli/suite/suite_text.hpp"
#include "traces/output_file.hpp"

namespace snapcheck {

/// The options, not yet understood.
struct SuiteWords {
    std::vector<std::string> files;
    std::string filter, workers, junit;
    bool json = false, github = false, quiet = false;
    std::string color = "auto";
};

namespace {

constexpr const char* footer =
    "A suite is a TOML file with a [[check]] for each instance: algorithm, topology, channels,\n"
    "messages and the like, as `check` has them, and what is expected: expect, violates, steps,\n"
    "states, transitions, ... Whatever differs fails, a pass that was not expected included.\n"
    "\n"
    "  [[check]]\n"
    "  algorithm = \"chandy-lamport\"\n"
    "  topology = \"ring:2\"\n"
    "  channels = \"bag\"\n"
    "  expect = \"violated\"\n"
    "  violates = [\"no-lost\"]\n"
    "\n"
    "Exit codes: 0 all as expected, 1 something is not, 2 wrong usage or a wrong file,\n"
    "3 a limit was reached before all was decided, 70 our fault, 130 interrupted.";

}  // namespace

SuiteCommand::SuiteCommand(std::span<const AlgorithmEntry> algorithms, CLI::App& app)
    : algorithms_(algorithms),
      words_(std::make_unique<SuiteWords>()),
      command_(app.add_subcommand("suite", "Check instances against expectations kept in files")) {
    SuiteWords& w = *words_;
    CLI::App& c = *command_;
    c.allow_extras();
    c.footer(footer);
    c.add_option("FILE", w.files, "Suites, as TOML files")->required();
    c.add_option("--filter", w.filter, "Only the checks whose names contain this")
        ->type_name("TEXT");
    c.add_option("-j,--workers", w.workers, "Threads (default: all cores)")->type_name("N");
    c.add_option("--junit", w.junit, "Write the result as JUnit XML too")->type_name("FILE");
    c.add_flag("--github", w.github,
               "Print GitHub's annotations of what failed too, with --json on standard error");
    c.add_flag("--json", w.json, "One JSON document on standard output, and nothing else there");
    c.add_flag("--quiet", w.quiet, "Only the last line");
    c.add_option("--color", w.color, "auto, always or never")
        ->type_name("WHEN")
        ->capture_default_str();
}

SuiteCommand::~SuiteCommand() = default;

bool SuiteCommand::chosen() const {
    return command_->parsed();
}

namespace {

std::vector<SuiteCheck> read_checks(const SuiteWords& words,
                                    std::span<const AlgorithmEntry> algorithms) {
    std::vector<SuiteCheck> checks;
    std::vector<std::string> names;
    for (const std::string& file : words.files)
        for (SuiteCheck& check : read_suite(file, algorithms)) {
            names.push_back(check.name);
            if (check.name.find(words.filter) != std::string::npos)
                checks.push_back(std::move(check));
        }
    if (!checks.empty()) return checks;
    const std::vector<std::string_view> views(names.begin(), names.end());
    const std::string_view near = nearest(words.filter, views);
    throw InputError(
        fmt::format("--filter: no check has {} in its name{}", in_quotes(words.filter),
                    near.empty() ? "" : fmt::format(": did you mean {}?", in_quotes(near))));
}

int exit_code(const SuiteReport& report) {
    if (report.interrupted) return exit_interrupted;
    if (report.count(SuiteItem::Fate::missed) != 0) return exit_violated;
    return report.count(SuiteItem::Fate::cut_off) != 0 ? exit_inconclusive : exit_holds;
}

// Each check is told as soon as it is done: a suite may take hours, and may be interrupted.
SuiteReport run_and_tell(const SuiteWords& words, const std::vector<SuiteCheck>& checks,
                         unsigned workers) {
    ProgressLine progress(false, words.quiet || words.json);
    const auto tell = [&](const SuiteItem& item) {
        progress.clear();
        if (!words.json && !words.quiet) print_result(text_of(item, words.color));
        const std::string annotation = words.github ? annotation_of(item) : "";
        if (words.json)
            fmt::print(stderr, "{}", annotation);
        else
            print_result(annotation);
    };
    return run_suite(checks, workers, tell, [&](const Progress& now) { progress.show(now); });
}

}  // namespace

int SuiteCommand::run() {
    const SuiteWords& words = *words_;
    require_one_of("--color", words.color, {"auto", "always", "never"});
    if (!words.junit.empty()) require_writable(words.junit, "--junit");
    const unsigned workers = parse_workers(words.workers);
    const std::vector<SuiteCheck> checks = read_checks(words, algorithms_);
    keep_freed_memory();
    catch_interrupts();
    const SuiteReport report = run_and_tell(words, checks, workers);
    if (!words.junit.empty()) write_whole(words.junit, junit_of(report), "--junit");
    print_result(words.json ? json_of(report) : totals_of(report, words.color));
    return exit_code(report);
}

}  // namespace snapcheck
