#include "models/surroundings.hpp"

#include <algorithm>

#include "checker/input_error.hpp"

namespace snapcheck {

namespace {

std::uint8_t port_of(const std::vector<unsigned>& ports, std::optional<unsigned> channel) {
    const auto at = channel ? std::ranges::find(ports, *channel) : ports.end();
    return at == ports.end() ? Surroundings::nothing
                             : static_cast<std::uint8_t>(at - ports.begin());
}

std::vector<unsigned> ports_of(const Network& network, Process p) {
    std::vector<unsigned> ports(network.inputs(p).begin(), network.inputs(p).end());
    ports.insert(ports.end(), network.outputs(p).begin(), network.outputs(p).end());
    if (ports.size() > Surroundings::max_ports)
        throw InputError("the instance is too large: " + network.name(p) + " has " +
                         std::to_string(ports.size()) + " channels, and at most " +
                         std::to_string(Surroundings::max_ports) + " are supported");
    return ports;
}

std::string no_channel(const Network& network, Process source, Process target) {
    return "a channel from " + network.name(source) + " to " + network.name(target);
}

std::optional<std::string> missing_reverse(const Network& network) {
    for (unsigned c = 0; c < network.channels(); ++c) {
        const auto [source, target] = network.ends(c);
        if (!network.channel(target, source)) return no_channel(network, target, source);
    }
    return std::nullopt;
}

std::optional<std::string> missing_on_ring(const Network& network) {
    for (Process p = 0; p < network.processes(); ++p) {
        const Process next = (p + 1) % network.processes();
        if (!network.channel(p, next)) return no_channel(network, p, next);
    }
    return std::nullopt;
}

std::optional<std::string> missing_at_initiators(const Instance& instance, bool out) {
    for (const Process initiator : instance.initiators)
        for (Process p = 0; p < instance.network.processes(); ++p) {
            const Process source = out ? initiator : p;
            const Process target = out ? p : initiator;
            if (p != initiator && !instance.network.channel(source, target))
                return no_channel(instance.network, source, target);
        }
    return std::nullopt;
}

std::optional<std::string> fed_initiator(const Instance& instance, bool but_by_back_edges) {
    const std::vector<bool> back = instance.network.back_edges(instance.initiators);
    for (const Process initiator : instance.initiators)
        for (const unsigned c : instance.network.inputs(initiator))
            if (!but_by_back_edges || !back[c])
                return "an initiator that nothing is sent to, but there is " +
                       instance.network.channel_name(c);
    return std::nullopt;
}

}  // namespace

Surroundings surroundings(const Instance& instance, Process p) {
    const Network& network = instance.network;
    const std::vector<unsigned> ports = ports_of(network, p);
    const std::vector<bool> back = network.back_edges(instance.initiators);
    const auto tree = network.tree(instance.initiators);
    Surroundings around;
    around.process = p;
    around.processes = network.processes();
    around.inputs = static_cast<unsigned>(network.inputs(p).size());
    around.outputs = static_cast<unsigned>(network.outputs(p).size());
    around.initiator = instance.initiates(p);
    for (unsigned port = 0; port < ports.size(); ++port) {
        const auto [source, target] = network.ends(ports[port]);
        const Channel channel{static_cast<std::uint8_t>(port)};
        around.neighbours[port] = static_cast<std::uint8_t>(source == p ? target : source);
        around.reverses[port] = port_of(ports, network.channel(target, source));
        if (target == p && back[ports[port]]) around.back_edges.insert(channel);
        if (source == p && tree[target] == ports[port]) around.children.insert(channel);
    }
    if (tree[p]) around.parent = port_of(ports, network.channel(p, network.ends(*tree[p]).source));
    return around;
}

std::optional<std::string> missing(Need need, const Instance& instance) {
    switch (need) {
        case Need::one_initiator:
            if (instance.initiators.size() == 1) return std::nullopt;
            return "one initiator";
        case Need::both_ways:
            return missing_reverse(instance.network);
        case Need::ring:
            return missing_on_ring(instance.network);
        case Need::from_initiator:
            return missing_at_initiators(instance, true);
        case Need::to_initiator:
            return missing_at_initiators(instance, false);
        case Need::sources:
            return fed_initiator(instance, false);
        case Need::sources_of_the_rest:
            return fed_initiator(instance, true);
        case Need::queues:
            if (instance.channels.kind != ChannelKind::causal) return std::nullopt;
            return "channels on which a control message can overtake, which causal order forbids";
    }
    return std::nullopt;
}

}  // namespace snapcheck
