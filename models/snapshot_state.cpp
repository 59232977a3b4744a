#include "models/snapshot_state.hpp"

#include "models/channels/all.hpp"

namespace snapcheck {

template <class Channels>
void SnapshotState<Channels>::freeze(std::uint64_t* state, Process p, unsigned snapshot) const {
    const auto& process = plan_.processes[p];
    plan_.recorded.set(state, plan_.recorded.get(state) | std::uint64_t{1} << bit_of(p, snapshot));
    for (unsigned port = 0; port < process.channels.size(); ++port) {
        const unsigned c = process.channels[port];
        if (port < process.extent.inputs)
            content_.freeze_received(state, c, snapshot);
        else
            plan_.channels[c].cut_sent[snapshot].set(state, sent(state, c));
    }
}

template <class Channels>
void SnapshotState<Channels>::record_queue(std::uint64_t* state, unsigned c,
                                           unsigned snapshot) const {
    for (const Content& content : content_.in_transit(state, c, sent(state, c)))
        if (!content.control) record(state, c, snapshot, content.number);
}

template <class Channels>
void SnapshotState<Channels>::record(std::uint64_t* state, unsigned c, unsigned snapshot,
                                     unsigned number) const {
    if (number == 0 || number > plan_.channels[c].capacity)
        throw AlgorithmFault("it records a message that was never sent");
    content_.record(state, c, snapshot, number);
}

template <class Channels>
void SnapshotState<Channels>::multicast(std::uint64_t* state, Process p, std::uint64_t code) const {
    if constexpr (Channels::distinguishes_multicast)
        content_.put_multicast(state, network().outputs(p), code);
    else
        for (const unsigned c : network().outputs(p)) content_.put_control(state, c, code);
}

template <class Channels>
unsigned SnapshotState<Channels>::input_at(Process p, Channel channel) const {
    const auto& process = plan_.processes[p];
    if (channel.port >= process.extent.inputs)
        throw AlgorithmFault("it records on a channel that is not an input of the process");
    return process.channels[channel.port];
}

template <class Channels>
unsigned SnapshotState<Channels>::output_at(Process p, Channel channel) const {
    const auto& process = plan_.processes[p];
    if (channel.port < process.extent.inputs || channel.port >= process.channels.size())
        throw AlgorithmFault(
            "it sends a control message on a channel that is not an output of the process");
    return process.channels[channel.port];
}

template class SnapshotState<Bag>;
template class SnapshotState<Bounded>;
template class SnapshotState<Causal>;
template class SnapshotState<Duplicating>;
template class SnapshotState<Fifo>;
template class SnapshotState<Lossy>;

}  // namespace snapcheck
