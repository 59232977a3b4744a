// What was proved, for people and for programs.
#pragma once

#include "cli/outcome.hpp"
#include "cli/request.hpp"
#include "models/proof/prove.hpp"

namespace snapcheck {

struct ProofAnswer {
    const Request& request;
    const ProveOptions& options;
    const Proofs& proofs;
};

/// Violated on one run is violated; it holds if all that there was to judge was judged, and
/// something was.
Outcome outcome_of(const Proofs& proofs);

std::string prove_text(const ProofAnswer& answer);
std::string prove_json(const ProofAnswer& answer);

}  // namespace snapcheck
