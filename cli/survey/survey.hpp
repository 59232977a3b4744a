// Many checks side by side, each explored to its end by one worker: what tables are filled with.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/request.hpp"
#include "traces/trace.hpp"

namespace snapcheck {

/// One check, and what came of it.
struct SurveyCell {
    enum class Fate {
        judged,
        not_applicable,  // the algorithm is not meant for such an instance
        undecided,       // a limit, an instance that is too large, runs that may go on for ever
        not_run          // an interrupt came first
    };

    Request request;
    Fate fate = Fate::not_run;
    std::string reason;                 // unless it was judged
    std::optional<CheckResult> result;  // of what was explored
    std::vector<Trace> traces;
};

struct Survey {
    std::vector<SurveyCell> cells;  // in the order in which they were asked for
    unsigned workers = 1;
    double seconds = 0;

    bool has(SurveyCell::Fate fate) const;
};

/// Checks them all; the number of workers changes nothing but the time. A `silent` one shows no
/// progress.
Survey run_survey(const std::vector<Request>& requests, unsigned workers, bool silent);

/// What the process ends with, if the verdicts themselves are no reason to complain.
int exit_code_of(const Survey& survey);

/// The findings of a cell that have this verdict, in the order of the catalogue.
std::vector<Finding> findings_of(const SurveyCell& cell, Finding::Verdict verdict);

/// "no-lost 4": a property, and the steps of its shortest counterexample.
std::string in_words(const Finding& violation);

/// An instance in two words: "ring:2" and "(2,2; 0)", which has the messages that each process may
/// send, or "1 a channel", and the initiators.
std::vector<std::string> words_of(const Request& request);

/// These words, and what they mean, for legends.
std::pair<std::string, std::string> legend_of(const Request& request);

}  // namespace snapcheck
