// What takes the reason for a lemma away: the same algorithm on channels without order, one of its
// mutants, or outboxes that block. Each lemma fails on one of them.
#pragma once

#include "models/proof/lemmas.hpp"

namespace snapcheck {

/// A shortest run that violates a lemma, found elsewhere than where the lemma was asked about.
struct Foil {
    unsigned lemma;
    std::string algorithm;
    Instance instance;
    Run run;
};

/// For each lemma the first that is found: on `bag`, among the mutants (named "ALGORITHM:..."), on
/// `bounded-blocking:1` with every process an initiator. The instance is else the same.
std::vector<Foil> find_foils(const AlgorithmEntry& algorithm, const Instance& instance,
                             std::span<const AlgorithmEntry> algorithms,
                             const CheckOptions& options);

}  // namespace snapcheck
