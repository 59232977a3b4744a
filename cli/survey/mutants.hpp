// Algorithms with one rule broken, and what catches each: a rule that can be broken unnoticed would
// be superfluous, and a property that catches nothing would be untested.
#pragma once

#include "cli/survey/document.hpp"
#include "cli/survey/survey.hpp"

namespace snapcheck {

/// A mutant and its parent on one instance.
struct Duel {
    const SurveyCell* mutant;
    const SurveyCell* parent;  // nullptr: the program does not have it
};

/// A mutant, and all the instances that it was tried on; the first is the one that its author
/// names.
struct Tried {
    const AlgorithmEntry* mutant;
    std::vector<Duel> duels;
};

struct Mutants {
    std::vector<Tried> tried;
    unsigned workers = 1;
    double seconds = 0;

    /// Mutants that nothing catches, and claims of their authors that are not so, in words.
    std::vector<std::string> complaints() const;
    bool complete() const;
};

/// What the mutant violates and its parent does not.
std::vector<Finding> killers(const Duel& duel);

/// The duel that the mutant is killed in; nullptr where it survives them all.
const Duel* killing(const Tried& tried);

/// For people; the chapters are the shortest runs in which a broken rule does harm.
Document document_of(const Mutants& mutants);

/// For programs.
std::string json_of(const Mutants& mutants);

}  // namespace snapcheck
