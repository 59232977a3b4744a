// What every input must come to: an error of one line, or a value that is what it claims to be.
// Anything else ends the program, which is what a fuzzer looks for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "checker/input_error.hpp"
#include "checker/printable.hpp"
#include "models/topology/network.hpp"
#include "models/topology/topologies.hpp"

namespace snapcheck::fuzz {

inline void demand(bool condition) {
    if (!condition) std::abort();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// What `parse` returns; nothing when it throws a well-formed InputError.
template <class Parse>
auto accepted(Parse parse) -> std::optional<decltype(parse())> {
    try {
        return parse();
    } catch (const InputError& error) {
        const std::string message = error.what();
        demand(!message.empty());
        demand(printable(message) == message);
        return std::nullopt;
    }
}

/// "edges:0-1,1-0"
inline std::string spec_of(const Network& network) {
    std::string spec;
    for (unsigned channel = 0; channel < network.channels(); ++channel) {
        const auto [source, target] = network.ends(channel);
        spec +=
            (channel == 0 ? "edges:" : ",") + std::to_string(source) + "-" + std::to_string(target);
    }
    return spec;
}

inline void demand_sound_names(const Network& network) {
    for (Process p = 0; p < network.processes(); ++p) {
        demand(!network.name(p).empty() && printable(network.name(p)) == network.name(p));
        for (Process q = 0; q < p; ++q) demand(network.name(p) != network.name(q));
    }
}

inline void demand_sound_ends(const Network& network) {
    std::size_t inputs = 0;
    std::size_t outputs = 0;
    for (Process p = 0; p < network.processes(); ++p) {
        for (unsigned channel : network.inputs(p)) demand(network.ends(channel).target == p);
        for (unsigned channel : network.outputs(p)) demand(network.ends(channel).source == p);
        inputs += network.inputs(p).size();
        outputs += network.outputs(p).size();
    }
    demand(inputs == network.channels() && outputs == network.channels());
}

/// Written down as edges, a network is read back with the same channels in the same order.
inline void demand_sound(const Network& network) {
    demand(network.processes() >= 2 && network.processes() <= Network::max_processes);
    demand(network.channels() <= Network::max_channels);
    demand_sound_names(network);
    demand_sound_ends(network);
    if (network.channels() == 0) return;
    const Network again = parse_topology(spec_of(network));
    demand(again.processes() <= network.processes());
    demand(spec_of(again) == spec_of(network));
}

}  // namespace snapcheck::fuzz

/// The body of a target, under the name that libFuzzer looks for.
// NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
