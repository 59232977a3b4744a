#include "cli/mutants_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "checker/input_error.hpp"
#include "cli/interrupt.hpp"
#include "cli/memory.hpp"
#include "cli/program.hpp"
#include "cli/survey/mutants.hpp"
#include "cli/survey/survey_options.hpp"

namespace snapcheck {

MutantsCommand::MutantsCommand(std::span<const AlgorithmEntry> algorithms, CLI::App& app)
    : algorithms_(algorithms),
      words_(std::make_unique<SurveyWords>()),
      command_(app.add_subcommand(
          "mutants", "Show which property catches which broken rule of an algorithm")) {
    command_->footer(
        "With --traces it tells, for each rule, the shortest run in which the algorithm without it "
        "goes wrong.\nExit codes: 0 all mutants are caught, 1 one is not, or not by all the "
        "properties that it names, 2 wrong usage,\n3 a limit was reached, 70 our fault, 130 "
        "interrupted.");
    command_->add_option("ALGORITHM", words_->algorithms,
                         "A mutant, or an algorithm whose mutants are meant (default: all)");
    add_survey_options(*command_, *words_);
}

MutantsCommand::~MutantsCommand() = default;

bool MutantsCommand::chosen() const {
    return command_->parsed();
}

namespace {

using Entries = std::span<const AlgorithmEntry>;

// The instances that every mutant is tried on, on the channels on which it is killed.
constexpr std::array<std::array<std::string_view, 3>, 4> small{
    {{"ring:2", "0", ""}, {"ring:2", "1", ""}, {"ring:3", "1", ""}, {"complete:3", "", "0,1,0"}}};

bool is_meant(const AlgorithmEntry& entry, const std::vector<const AlgorithmEntry*>& named) {
    return std::ranges::any_of(named, [&](const AlgorithmEntry* other) {
        return other == &entry || other->name == parent_of(entry.name);
    });
}

std::vector<const AlgorithmEntry*> mutants_of(const SurveyWords& words, Entries algorithms) {
    const auto named = named_algorithms(algorithms, words.algorithms);
    std::vector<const AlgorithmEntry*> mutants;
    for (const AlgorithmEntry& entry : algorithms)
        if (is_mutant(entry) && is_meant(entry, named)) mutants.push_back(&entry);
    if (mutants.empty() && words.algorithms.empty())
        throw InputError("there are no mutants among the algorithms of this program");
    if (mutants.empty())
        throw InputError(fmt::format("there are no mutants of {} (`snapcheck mutants` has all)",
                                     fmt::join(words.algorithms, ", ")));
    return mutants;
}

// The instance that its author names first, then those that every mutant is tried on.
std::vector<CheckWords> instances_for(const AlgorithmEntry& mutant, CheckWords base) {
    std::vector<CheckWords> checks;
    for (const std::string_view name : mutant.caught_by) base.properties.emplace_back(name);
    base.channels = mutant.killed_on ? mutant.killed_on->channels : "fifo";
    if (mutant.killed_on)
        checks.push_back(on_trial(base, *mutant.killed_on, mutant.killed_on->channels));
    if (mutant.killed_on) {
        base.trace = "off";
        base.snapshots = mutant.killed_on->snapshots;
    }
    for (const auto& [topology, messages, budget] : small) {
        base.topology = topology;
        base.messages = messages;
        base.budget = budget;
        checks.push_back(base);
    }
    return checks;
}

/// What is to be checked: a duel is a request, and the next one if there is a parent.
struct Plan {
    std::vector<Request> requests;
    std::vector<std::pair<const AlgorithmEntry*, bool>> duels;  // the mutant; whether with a parent
};

void add_duels(Plan& plan, const AlgorithmEntry& mutant, const SurveyWords& words,
               Entries algorithms, unsigned workers) {
    const std::string_view parent = parent_of(mutant.name);
    const bool has_parent =
        std::ranges::find(algorithms, parent, &AlgorithmEntry::name) != algorithms.end();
    for (CheckWords& check : instances_for(mutant, check_words(words, mutant))) {
        plan.duels.emplace_back(&mutant, has_parent);
        plan.requests.push_back(survey_request(check, algorithms, workers));
        if (!has_parent) continue;
        check.algorithm = parent;
        check.trace = "off";
        plan.requests.push_back(survey_request(check, algorithms, workers));
    }
}

Mutants arrange(const Plan& plan, const Survey& survey) {
    Mutants mutants{{}, survey.workers, survey.seconds};
    auto cell = survey.cells.begin();
    for (const auto& [mutant, has_parent] : plan.duels) {
        if (mutants.tried.empty() || mutants.tried.back().mutant != mutant)
            mutants.tried.push_back({mutant, {}});
        const SurveyCell* fighter = &*cell++;
        mutants.tried.back().duels.push_back({fighter, has_parent ? &*cell++ : nullptr});
    }
    return mutants;
}

int exit_code(const Mutants& mutants, const Survey& survey) {
    const int code = exit_code_of(survey);
    return code != exit_interrupted && !mutants.complaints().empty() ? exit_violated : code;
}

}  // namespace

int MutantsCommand::run() {
    const SurveyWords& words = *words_;
    require_sensible(words);
    const unsigned workers = parse_workers(words.workers);
    Plan plan;
    for (const AlgorithmEntry* mutant : mutants_of(words, algorithms_))
        add_duels(plan, *mutant, words, algorithms_, workers);
    keep_freed_memory();
    catch_interrupts();
    const Survey survey = run_survey(plan.requests, workers, words.quiet || words.json);
    const Mutants mutants = arrange(plan, survey);
    Document document = document_of(mutants);
    if (!tells_runs(words)) document.chapters.clear();
    for (const Tried& tried : mutants.tried)
        if (const Duel* duel = killing(tried); duel != nullptr)
            write_traces_of(*duel->mutant, words);
    deliver(words, document, json_of(mutants));
    return exit_code(mutants, survey);
}

}  // namespace snapcheck
