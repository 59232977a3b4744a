// An algorithm behind one face: its part at one process, taken out of a state, has something happen
// to it and is put back. With it, the model of an application is compiled once and for all, and an
// algorithm that was written for the free workload is taken as it is.
#pragma once

#include <memory>

#include "models/blueprint.hpp"
#include "models/event.hpp"

namespace snapcheck {

/// What an algorithm asks for in one step, with its control messages as codes.
struct Deeds {
    struct Sent {
        Channel channel;
        std::uint64_t control;
        bool ahead;  // of everything that is in transit
    };

    bool record_state = false;
    unsigned recorded = 0;  // how often the message that arrives is added to its channel
    ChannelSet forgotten;
    boost::container::static_vector<Sent, 64> sent;
};

/// Where the part of a process lies, and what it can see.
struct PartOfProcess {
    Surroundings around;
    Extent extent;
    std::vector<Field> members;
    std::vector<unsigned> channels;  // by port
};

class AlgorithmPart {
  public:
    virtual ~AlgorithmPart() = default;

    virtual AlgorithmShape shape() const = 0;
    virtual void start(std::uint64_t* state, const PartOfProcess& part) const = 0;

    virtual Deeds initiate(std::uint64_t* state, const PartOfProcess& part,
                           const SnapshotSoFar& so_far) const = 0;
    virtual Deeds receive(std::uint64_t* state, const PartOfProcess& part,
                          const SnapshotSoFar& so_far, Channel from, std::uint64_t stamp) const = 0;
    virtual Deeds receive_control(std::uint64_t* state, const PartOfProcess& part,
                                  const SnapshotSoFar& so_far, Channel from,
                                  std::uint64_t control) const = 0;
    /// A control message of another snapshot arrives.
    virtual Deeds overhear(std::uint64_t* state, const PartOfProcess& part,
                           const SnapshotSoFar& so_far, Channel from,
                           std::uint64_t control) const = 0;
    /// Before a message leaves; says what it is stamped with.
    virtual Deeds send(std::uint64_t* state, const PartOfProcess& part, const SnapshotSoFar& so_far,
                       Channel to, std::uint64_t& stamp) const = 0;
    virtual Deeds act(std::uint64_t* state, const PartOfProcess& part,
                      const SnapshotSoFar& so_far) const = 0;

    virtual bool may_initiate(View state, const PartOfProcess& part,
                              const SnapshotSoFar& so_far) const = 0;
    virtual bool may_send(View state, const PartOfProcess& part, const SnapshotSoFar& so_far,
                          Channel to) const = 0;
    virtual bool may_receive(View state, const PartOfProcess& part, const SnapshotSoFar& so_far,
                             Channel from) const = 0;
    virtual bool ready(View state, const PartOfProcess& part,
                       const SnapshotSoFar& so_far) const = 0;
    virtual bool done(View state, const PartOfProcess& part, const SnapshotSoFar& so_far) const = 0;
    /// Whether what arrives on a channel is kept from the parts of later snapshots.
    virtual bool keeps(View state, const PartOfProcess& part, Channel from) const = 0;
    /// What a collector, and the algorithm's own claims, say of all processes together.
    virtual bool collected(View state, const std::vector<PartOfProcess>& parts) const = 0;
    virtual bool keeps_invariant(View state, const std::vector<PartOfProcess>& parts) const = 0;

    // For people.
    virtual std::vector<Fact> memory(View state, const PartOfProcess& part, const Network& network,
                                     Process p) const = 0;
    virtual ChannelSet awaited(View state, const PartOfProcess& part,
                               const SnapshotSoFar& so_far) const = 0;
    virtual std::string spell_control(std::uint64_t code, const Network& network) const = 0;
    virtual std::string_view own_step() const = 0;
};

}  // namespace snapcheck
