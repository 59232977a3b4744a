// What `matrix` and `mutants` have in common on the command line.
#pragma once

#include "cli/survey/document.hpp"
#include "cli/survey/survey.hpp"

namespace CLI {
class App;
}

namespace snapcheck {

/// The options, not yet understood.
struct SurveyWords {
    std::vector<std::string> algorithms;
    std::vector<std::string> properties = {"all"};
    std::string workers;
    std::string max_depth, max_states, time_limit, memory;
    std::string format = "text";
    std::string output, trace_folder;
    bool traces = false, json = false, quiet = false;
    std::string color = "auto";
};

void add_survey_options(CLI::App& command, SurveyWords& words);

/// Throws InputError before any work is done; creates the folder for traces.
void require_sensible(const SurveyWords& words);

/// Those that are named, in the order in which they are named; all, if none is. Throws InputError.
std::vector<const AlgorithmEntry*> named_algorithms(std::span<const AlgorithmEntry> algorithms,
                                                    const std::vector<std::string>& names);

/// Whether an algorithm is there to be caught; its name is then that of its parent, a colon, and
/// more.
bool is_mutant(const AlgorithmEntry& entry);
std::string_view parent_of(std::string_view mutant);

/// What a check is asked by these options; what remains to be said is the instance.
CheckWords check_words(const SurveyWords& words, const AlgorithmEntry& entry);

/// An instance that an author proposes, on these channels.
CheckWords on_trial(CheckWords words, const Trial& trial, std::string_view channels);

/// The same understood, for one of `workers` checks that run side by side.
Request survey_request(const CheckWords& words, std::span<const AlgorithmEntry> algorithms,
                       unsigned workers);

/// Whether counterexamples are part of the document; and whether they are wanted at all.
bool tells_runs(const SurveyWords& words);
bool wants_runs(const SurveyWords& words);

/// Writes the document to where it is wanted, in the format that is wanted; `json` is what it says
/// to programs.
void deliver(const SurveyWords& words, const Document& document, const std::string& json);

/// A file with the counterexamples of a cell, if it has any, in the folder of --trace-out, if there
/// is one.
void write_traces_of(const SurveyCell& cell, const SurveyWords& words);

/// The counterexamples of a cell, as they are told in chapters.
std::string told(const std::vector<Trace>& traces);

}  // namespace snapcheck
