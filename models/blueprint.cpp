#include "models/blueprint.hpp"

#include "models/channels/all.hpp"

namespace snapcheck {

template <class Channels>
Blueprint<Channels>::Blueprint(const Instance& an_instance, const Assumptions& assumptions,
                               const AlgorithmShape& shape)
    : instance(an_instance), assumed(assumptions) {
    const Network& network = instance.network;
    message_extent = {0, 0, assumed, network.processes(), 0};
    recorded = layout_.add(network.processes() * instance.snapshots);
    for (unsigned c = 0; c < network.channels(); ++c) channels.push_back(plan_channel(c));
    for (Process p = 0; p < network.processes(); ++p) processes.push_back(plan_process(p, shape));
    content_bits = {shape.stamp_bits(message_extent) * instance.snapshots,
                    shape.control_bits(message_extent) + bits_to_count(instance.snapshots - 1)};
    content.emplace(instance, content_bits, assumed, layout_);
}

template <class Channels>
typename Blueprint<Channels>::ChannelPlan Blueprint<Channels>::plan_channel(unsigned c) {
    const unsigned capacity = instance.capacity(c);
    message_extent.messages = std::max(message_extent.messages, capacity);
    ChannelPlan plan{instance.network.ends(c), {}, {}, capacity, {}, {}};
    plan.sent = layout_.add(bits_to_count(capacity));
    for (unsigned s = 0; s < instance.snapshots; ++s)
        plan.cut_sent.push_back(layout_.add(bits_to_count(capacity)));
    return plan;
}

template <class Channels>
typename Blueprint<Channels>::ProcessPlan Blueprint<Channels>::plan_process(
    Process p, const AlgorithmShape& shape) {
    ProcessPlan plan;
    for (const unsigned c : instance.network.inputs(p)) {
        channels[c].in_port.port = static_cast<std::uint8_t>(plan.channels.size());
        plan.channels.push_back(c);
    }
    for (const unsigned c : instance.network.outputs(p)) {
        channels[c].out_port.port = static_cast<std::uint8_t>(plan.channels.size());
        plan.channels.push_back(c);
    }
    plan.extent = {static_cast<unsigned>(instance.network.inputs(p).size()),
                   static_cast<unsigned>(instance.network.outputs(p).size()), assumed,
                   message_extent.processes, message_extent.messages};
    message_extent.inputs = std::max(message_extent.inputs, plan.extent.inputs);
    message_extent.outputs = std::max(message_extent.outputs, plan.extent.outputs);
    for (unsigned s = 0; s < instance.snapshots; ++s) {
        plan.parts.push_back({surroundings(instance.with_only(s), p), {}});
        for (const unsigned bits : shape.member_bits(plan.extent))
            plan.parts.back().members.push_back(layout_.add(bits));
    }
    return plan;
}

template class Blueprint<Bag>;
template class Blueprint<Bounded>;
template class Blueprint<Causal>;
template class Blueprint<Duplicating>;
template class Blueprint<Fifo>;
template class Blueprint<Lossy>;

}  // namespace snapcheck
