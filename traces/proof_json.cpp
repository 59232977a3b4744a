#include <nlohmann/json.hpp>

#include "traces/json.hpp"
#include "traces/proof.hpp"

namespace snapcheck {

namespace {

using nlohmann::ordered_json;

ordered_json state_json(const ApplicationState& state, const Network& network) {
    ordered_json json = ordered_json::array();
    for (unsigned c = 0; c < state.size(); ++c) {
        const auto [source, target] = network.ends(c);
        json.push_back({{"channel", {source, target}},
                        {"sent", numbers_in(state[c].sent)},
                        {"received", numbers_in(state[c].received)},
                        {"in_transit", state[c].transit}});
    }
    return json;
}

ordered_json steps_json(const Proof& proof, const Network& network) {
    ordered_json steps = to_json(Trace{"", "", "", network, {}, proof.run})["steps"];
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Side side = proof.demonstration.sides[i];
        if (side == Side::neither) continue;
        steps[i]["side"] = side == Side::prerecording ? "prerecording" : "postrecording";
    }
    return steps;
}

ordered_json swaps_json(const Proof& proof, const Network& network) {
    ordered_json swaps = ordered_json::array();
    for (const Swap& swap : proof.demonstration.swaps)
        swaps.push_back({{"postrecording", swap.postrecording},
                         {"prerecording", swap.prerecording},
                         {"reason", reason(swap, proof.run, network)}});
    return swaps;
}

}  // namespace

ordered_json to_json(const Proof& proof, const Network& network) {
    const Demonstration& shown = proof.demonstration;
    ordered_json json;
    if (proof.number != 0) json["number"] = proof.number;
    json["holds"] = !shown.failure;
    if (shown.failure) json["reason"] = failure_in_words(proof, network);
    json["steps"] = steps_json(proof, network);
    json["swaps"] = swaps_json(proof, network);
    json["permuted"] = shown.order;
    json["prerecording"] = shown.prerecording;
    json["recorded"] = state_json(shown.recorded, network);
    json["end"] = state_json(shown.end, network);
    json["occurred_after"] = shown.occurred ? ordered_json(*shown.occurred) : ordered_json();
    return json;
}

}  // namespace snapcheck
