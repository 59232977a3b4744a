// Which instances a command goes through, in words and as values: what sweep and smallest share.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "cli/request.hpp"
#include "models/check_many.hpp"
#include "models/instances.hpp"

namespace CLI {
class App;
}

namespace snapcheck {

/// The options, not yet understood.
struct ScopeWords {
    std::string max_channels;
    bool all_topologies = false;
    std::string initiators = "one";
};

/// What the limits of `check` are limits of, where it is one of many.
inline constexpr const char* limits_of_each = "Limits of each instance";

void add_scope(CLI::App& command, ScopeWords& words);

/// Throws InputError.
Scope read_scope(const ScopeWords& words);

/// "every strongly connected topology of 3 processes and at most 4 channels"
std::string topologies_in_words(const Scope& scope, const std::string& processes);

/// "one initiator"
std::string initiators_in_words(const Scope& scope);

/// As it stands in documents.
nlohmann::ordered_json scope_json(const Scope& scope);

/// What one instance may take, if the words say nothing else: the memory is shared out.
ManyOptions many_options(const Request& request, const CheckWords& words);

/// "7 hold, 2 undecided": those that there are.
std::string in_words(const AttemptCounts& counts);

nlohmann::ordered_json counts_json(const AttemptCounts& counts);

}  // namespace snapcheck
