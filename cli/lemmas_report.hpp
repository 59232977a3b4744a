// What became of the lemmas, for people, for programs, and in files.
#pragma once

#include "cli/outcome.hpp"
#include "cli/request.hpp"
#include "models/proof/foils.hpp"

namespace snapcheck {

struct LemmasAnswer {
    const Request& request;
    const LemmaResult& result;
    const std::vector<Foil>& foils;         // looked for only where files are asked for
    const std::vector<std::string>& files;  // that were written
};

/// Violated if a lemma is; it holds if everything was explored and a lemma holds that is not
/// vacuous.
Outcome outcome_of(const LemmaResult& result);

std::string lemmas_text(const LemmasAnswer& answer);
std::string lemmas_json(const LemmasAnswer& answer);

/// Throws InputError before any work is done, where the folder cannot be written to.
void require_folder(const std::string& folder);

/// For each lemma a run that has it at work, and one that breaks it, here or elsewhere: each as
/// .svg, as .txt and as .json that can be replayed. Returns the names of the pictures. Throws
/// InputError where that fails.
std::vector<std::string> write_lemmas(const std::string& folder, const Request& request,
                                      const LemmaResult& result, const std::vector<Foil>& foils);

}  // namespace snapcheck
