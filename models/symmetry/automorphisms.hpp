// The permutations of the processes after which an instance is the same.
#pragma once

#include "models/instance.hpp"
#include "models/symmetry/state_symmetry.hpp"

namespace snapcheck {

/// New names for all that has one, by the old ones.
struct Renaming {
    std::vector<Process> processes;
    std::vector<unsigned> channels;
    std::vector<std::vector<unsigned>> ports;  // of each process: inputs first, then outputs

    bool operator==(const Renaming&) const = default;
};

/// A group, its first member the one that changes nothing: all permutations of the processes that
/// keep the channels, the budgets, and of each snapshot the set of initiators. Where these are more
/// than `at_most`, only those that leave the last few processes where they are: as few as it takes.
std::vector<Renaming> automorphisms(const Instance& instance, Kept kept, std::size_t at_most);

}  // namespace snapcheck
