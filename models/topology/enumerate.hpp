// Every topology of a size once, and every choice of initiators once: what differs only in the
// numbers of the processes counts as the same. By trying all renumberings, which for up to five
// processes (120 renumberings of 20 possible channels) takes less time than anything cleverer
// would take to explain.
#pragma once

#include <vector>

#include "models/topology/network.hpp"

namespace snapcheck {

enum class Connectivity { any, weak, strong };

inline constexpr unsigned most_enumerated_processes = 5;

/// One network of each shape: of its numberings the one whose sorted list of channels comes first
/// in the dictionary. Fewest channels first, then in the order of the dictionary.
std::vector<Network> topologies_of_size(unsigned processes, Connectivity connectivity);

/// New numbers for the processes, by their old ones.
using Renumbering = std::vector<Process>;

/// The renumberings that leave the channels as they are; the first of them changes nothing.
std::vector<Renumbering> symmetries(const Network& network);

enum class InitiatorChoice {
    one,  // every single process
    any   // every set of processes but the empty one
};

/// One set of initiators for each class that the symmetries turn into each other: the first in the
/// order of the list, which goes by size and then by the dictionary.
std::vector<std::vector<Process>> initiators_up_to_symmetry(const Network& network,
                                                            InitiatorChoice choice);

}  // namespace snapcheck
