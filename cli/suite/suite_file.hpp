// A suite: checks, each with what is expected of it, in a TOML file. Its keys have the names of the
// options of `check` and of the JSON document; docs/suites.md lists them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/request.hpp"
#include "cli/suite/expectation.hpp"

namespace snapcheck {

struct SuiteCheck {
    std::string name;
    std::string file;  // printable
    unsigned line = 0;
    Request request;
    Expectation expected;
    std::string command;  // that shows the same check alone
};

/// Throws InputError for the first thing that makes no sense: "FILE:LINE:COLUMN: what".
/// `where` is the name of the file; the topology files that it names are looked for beside it.
std::vector<SuiteCheck> parse_suite(std::string_view text, const std::string& where,
                                    std::span<const AlgorithmEntry> algorithms);

/// The same from a file.
std::vector<SuiteCheck> read_suite(const std::string& path,
                                   std::span<const AlgorithmEntry> algorithms);

}  // namespace snapcheck
