// Theorem 1 on one run, told: the run, the exchanges with their reasons, the permuted run, and the
// three states it goes through; or where that breaks.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "models/proof/prove.hpp"

namespace snapcheck {

/// "m1, m2"
std::string in_words(const std::vector<unsigned>& messages);

/// Why two neighbours may change places, with step numbers.
std::string reason(const Swap& swap, const Run& run, const Network& network);

/// What is wrong; empty where the theorem holds.
std::string failure_in_words(const Proof& proof, const Network& network);

std::string to_text(const Proof& proof, const Network& network);
nlohmann::ordered_json to_json(const Proof& proof, const Network& network);

}  // namespace snapcheck
