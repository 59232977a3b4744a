// A topology is the set of ordered pairs of processes that it joins, written as bits, the first
// pair in the highest one. So of two topologies with as many channels, the larger number is the one
// whose list of channels comes first in the dictionary.
#include "models/topology/enumerate.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstdint>
#include <numeric>
#include <utility>

#include "models/topology/topologies.hpp"

namespace snapcheck {

namespace {

using Code = std::uint32_t;
using Pairs = std::vector<ChannelEnds>;

Pairs ordered_pairs(unsigned processes) {
    Pairs pairs;
    for (Process source = 0; source < processes; ++source)
        for (Process target = 0; target < processes; ++target)
            if (source != target) pairs.push_back({source, target});
    return pairs;
}

std::vector<Renumbering> renumberings(unsigned processes) {
    Renumbering numbers(processes);
    std::iota(numbers.begin(), numbers.end(), 0U);
    std::vector<Renumbering> all;
    do all.push_back(numbers);
    while (std::ranges::next_permutation(numbers).found);
    return all;
}

Code bit_of(std::size_t pair, const Pairs& pairs) {
    return Code{1} << (pairs.size() - 1 - pair);
}

// For each pair, the bit of the pair that it becomes.
std::vector<Code> moved_bits(const Renumbering& numbers, const Pairs& pairs) {
    std::vector<Code> bits;
    for (const auto& [source, target] : pairs) {
        const auto moved = std::ranges::find(pairs, ChannelEnds{numbers[source], numbers[target]});
        bits.push_back(bit_of(static_cast<std::size_t>(moved - pairs.begin()), pairs));
    }
    return bits;
}

Code renumbered(Code code, const std::vector<Code>& bits, const Pairs& pairs) {
    Code result = 0;
    for (std::size_t pair = 0; pair < pairs.size(); ++pair)
        if ((code & bit_of(pair, pairs)) != 0) result |= bits[pair];
    return result;
}

// A sieve: the largest code that is left stands for its shape, and strikes out all others of it.
std::vector<Code> shapes(unsigned processes, const Pairs& pairs) {
    std::vector<std::vector<Code>> moves;
    for (const Renumbering& numbers : renumberings(processes))
        moves.push_back(moved_bits(numbers, pairs));
    std::vector<bool> struck(std::size_t{1} << pairs.size());
    std::vector<Code> codes;
    for (auto code = static_cast<Code>(struck.size()); code-- > 0;) {
        if (struck[code]) continue;
        codes.push_back(code);
        for (const auto& bits : moves) struck[renumbered(code, bits, pairs)] = true;
    }
    std::ranges::sort(codes, {}, [](Code code) { return std::pair(std::popcount(code), ~code); });
    return codes;
}

bool connected(const Network& network, Connectivity connectivity) {
    switch (connectivity) {
        case Connectivity::strong:
            return network.strongly_connected();
        case Connectivity::weak:
            return network.weakly_connected();
        default:
            return true;
    }
}

std::vector<std::vector<Process>> sets_of_processes(unsigned processes, InitiatorChoice choice) {
    std::vector<std::vector<Process>> sets;
    for (std::uint64_t members = 1; members < std::uint64_t{1} << processes; ++members) {
        if (choice == InitiatorChoice::one && !std::has_single_bit(members)) continue;
        std::vector<Process>& set = sets.emplace_back();
        for (Process p = 0; p < processes; ++p)
            if ((members >> p & 1) != 0) set.push_back(p);
    }
    std::ranges::sort(sets, [](const auto& one, const auto& other) {
        return one.size() == other.size() ? one < other : one.size() < other.size();
    });
    return sets;
}

std::vector<Process> image(const std::vector<Process>& set, const Renumbering& numbers) {
    std::vector<Process> moved;
    moved.reserve(set.size());
    for (const Process p : set) moved.push_back(numbers[p]);
    std::ranges::sort(moved);
    return moved;
}

}  // namespace

std::vector<Network> topologies_of_size(unsigned processes, Connectivity connectivity) {
    assert(processes >= 2 && processes <= most_enumerated_processes);
    const Pairs pairs = ordered_pairs(processes);
    std::vector<Network> networks;
    for (const Code code : shapes(processes, pairs)) {
        Pairs channels;
        for (std::size_t pair = 0; pair < pairs.size(); ++pair)
            if ((code & bit_of(pair, pairs)) != 0) channels.push_back(pairs[pair]);
        Network network = numbered_network(processes, std::move(channels));
        if (connected(network, connectivity)) networks.push_back(std::move(network));
    }
    return networks;
}

std::vector<Renumbering> symmetries(const Network& network) {
    std::vector<Renumbering> all = renumberings(network.processes());
    std::erase_if(all, [&](const Renumbering& numbers) {
        for (unsigned channel = 0; channel < network.channels(); ++channel) {
            const auto [source, target] = network.ends(channel);
            if (!network.channel(numbers[source], numbers[target])) return true;
        }
        return false;
    });
    return all;
}

std::vector<std::vector<Process>> initiators_up_to_symmetry(const Network& network,
                                                            InitiatorChoice choice) {
    const std::vector<Renumbering> same = symmetries(network);
    std::vector<std::vector<Process>> sets = sets_of_processes(network.processes(), choice);
    std::erase_if(sets, [&](const std::vector<Process>& set) {
        return std::ranges::any_of(
            same, [&](const Renumbering& numbers) { return image(set, numbers) < set; });
    });
    return sets;
}

}  // namespace snapcheck
