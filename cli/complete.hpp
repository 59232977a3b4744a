// `snapcheck complete WORD...`: how a command line can go on, for the completions of bash, zsh and
// fish (packaging/). All it knows comes from the commands themselves and from the lists of `list`,
// so that a new command, option or algorithm is completed without another line.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "models/check.hpp"

namespace CLI {
class App;
}

namespace snapcheck {

/// A line "word<TAB>meaning" for each way to end the last of `words`, which may be empty; the other
/// words are those between the name of the program and that one. A line FILE stands for the names
/// of files; a word that ends with a colon wants something after it.
std::string completions(const CLI::App& app, std::span<const AlgorithmEntry> algorithms,
                        const std::vector<std::string>& words);

}  // namespace snapcheck
