#include "models/instances.hpp"

namespace snapcheck {

std::vector<Instance> instances_of_size(unsigned processes, const Scope& scope,
                                        const Common& common) {
    std::vector<Instance> instances;
    for (const Network& network : topologies_of_size(processes, scope.connectivity)) {
        if (network.channels() > scope.max_channels) break;
        for (auto& initiators : initiators_up_to_symmetry(network, scope.initiators))
            instances.push_back({network,
                                 common.channels,
                                 common.messages,
                                 {},
                                 std::move(initiators),
                                 common.may_fall_silent});
    }
    return instances;
}

}  // namespace snapcheck
