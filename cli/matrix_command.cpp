#include "cli/matrix_command.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <limits>

#include "checker/input_error.hpp"
#include "cli/interrupt.hpp"
#include "cli/memory.hpp"
#include "cli/output.hpp"
#include "cli/survey/matrix.hpp"
#include "cli/survey/survey_options.hpp"

namespace snapcheck {

/// The options, not yet understood.
struct MatrixWords : SurveyWords {
    std::vector<std::string> channels = {
        "fifo", "bag", "causal", "lossy:1", "duplicating:1", "bounded:1", "bounded-blocking:1"};
    std::string topology, messages, budget, initiators;
    bool mutants = false;
};

MatrixCommand::MatrixCommand(std::span<const AlgorithmEntry> algorithms, CLI::App& app)
    : algorithms_(algorithms),
      words_(std::make_unique<MatrixWords>()),
      command_(app.add_subcommand(
          "matrix", "Check algorithms on every channel discipline, a verdict a cell")) {
    MatrixWords& w = *words_;
    CLI::App& c = *command_;
    c.footer(
        "Each algorithm is checked on the small instances that its author proposes, unless one is "
        "given here.\nExit codes: 0 every cell was decided, whatever the verdicts, 2 wrong usage, "
        "3 "
        "a cell was not, 70 our fault,\n130 interrupted.");
    c.add_option("ALGORITHM", w.algorithms, "Only these (default: all that are meant to be right)");
    c.add_flag("--mutants", w.mutants, "Their faulty variants too");
    c.add_option("--channels", w.channels, "The columns; may be repeated")
        ->type_name("LIST")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->default_str("fifo,bag,causal,lossy:1,duplicating:1,bounded:1,bounded-blocking:1");
    c.add_option("--topology", w.topology, "One instance for all algorithms, as in check")
        ->type_name("SPEC");
    c.add_option("--messages", w.messages, "On that instance: messages that each channel may carry")
        ->type_name("N");
    c.add_option("--budget", w.budget,
                 "Instead: messages that each process may send in all, as 1,1,0")
        ->type_name("LIST");
    c.add_option("--initiators", w.initiators,
                 "On that instance: processes that may start the snapshot: 0, or 0,2, or all")
        ->type_name("LIST");
    c.add_option("--property", w.properties,
                 "all, or names; may be repeated; `snapcheck list properties` names them")
        ->type_name("LIST")
        ->default_str("all")
        ->allow_extra_args(false);
    add_survey_options(c, w);
}

MatrixCommand::~MatrixCommand() = default;

bool MatrixCommand::chosen() const {
    return command_->parsed();
}

namespace {

bool has_instance(const MatrixWords& words) {
    return !(words.topology + words.messages + words.budget + words.initiators).empty();
}

// What is asked for, each followed by its mutants if these are wanted.
std::vector<const AlgorithmEntry*> rows_of(const MatrixWords& words,
                                           std::span<const AlgorithmEntry> algorithms) {
    std::vector<const AlgorithmEntry*> rows;
    for (const AlgorithmEntry* entry : named_algorithms(algorithms, words.algorithms)) {
        if (words.algorithms.empty() && is_mutant(*entry)) continue;
        rows.push_back(entry);
        for (const AlgorithmEntry& other : algorithms)
            if (words.mutants && is_mutant(other) && &other != entry &&
                parent_of(other.name) == entry->name)
                rows.push_back(&other);
    }
    return rows;
}

CheckWords on_instance(CheckWords check, const MatrixWords& words) {
    if (!words.topology.empty()) check.topology = words.topology;
    if (!words.initiators.empty()) check.initiators = words.initiators;
    check.messages = words.messages;
    check.budget = words.budget;
    return check;
}

// The instances of one algorithm: of a mutant, the one on which it is killed, since what its author
// proposes for it is what its parent has.
std::vector<CheckWords> instances_of(const AlgorithmEntry& entry, const MatrixWords& words) {
    const CheckWords base = check_words(words, entry);
    if (has_instance(words)) return {on_instance(base, words)};
    if (entry.killed_on) return {on_trial(base, *entry.killed_on, "")};
    std::vector<CheckWords> checks;
    for (const Trial& trial : entry.trials) checks.push_back(on_trial(base, trial, ""));
    if (checks.empty()) checks.push_back(base);
    return checks;
}

std::vector<Request> requests_of(const MatrixWords& words,
                                 std::span<const AlgorithmEntry> algorithms, unsigned workers) {
    std::vector<Request> requests;
    for (const AlgorithmEntry* entry : rows_of(words, algorithms))
        for (CheckWords& check : instances_of(*entry, words))
            for (const std::string& channels : words.channels) {
                check.channels = channels;
                requests.push_back(survey_request(check, algorithms, workers));
            }
    if (requests.empty())
        throw InputError("all algorithms of this program are mutants: name those that are meant");
    return requests;
}

// Only on a terminal, and on a page of text, is there not room for everything.
std::size_t room_on(const MatrixWords& words) {
    const bool text = words.format == "text" && !words.json;
    return text ? page_width() : std::numeric_limits<std::size_t>::max();
}

}  // namespace

int MatrixCommand::run() {
    const MatrixWords& words = *words_;
    require_sensible(words);
    const unsigned workers = parse_workers(words.workers);
    const std::vector<Request> requests = requests_of(words, algorithms_, workers);
    keep_freed_memory();
    catch_interrupts();
    Matrix matrix{{}, run_survey(requests, workers, words.quiet || words.json)};
    for (const std::string& channels : words.channels)
        matrix.columns.push_back(to_string(parse_channels(channels)));
    Document document = document_of(matrix, room_on(words));
    if (!tells_runs(words)) document.chapters.clear();
    for (const SurveyCell& cell : matrix.survey.cells) write_traces_of(cell, words);
    deliver(words, document, json_of(matrix));
    return exit_code_of(matrix.survey);
}

}  // namespace snapcheck
