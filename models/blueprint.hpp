// Where everything lies in a state, for one algorithm, discipline and instance.
#pragma once

#include <optional>

#include "models/algorithm.hpp"
#include "models/channels/discipline.hpp"
#include "models/instance.hpp"
#include "models/surroundings.hpp"

namespace snapcheck {

/// How much room an algorithm needs: bits, given an extent.
struct AlgorithmShape {
    unsigned (*stamp_bits)(const Extent&);
    unsigned (*control_bits)(const Extent&);
    std::vector<unsigned> (*member_bits)(const Extent&);
};

template <class Algorithm>
AlgorithmShape shape_of() {
    const auto member_bits = [](const Extent& extent) {
        std::vector<unsigned> bits;
        Algorithm algorithm{};
        for_each_member(
            algorithm, [&]<class Member>(Member&) { bits.push_back(Codec<Member>::bits(extent)); });
        return bits;
    };
    return {&Codec<StampOf<Algorithm>>::bits, &Codec<ControlOf<Algorithm>>::bits, member_bits};
}

/// The plan of a state: made once for a check, read by every step. Defined for every discipline in
/// blueprint.cpp.
template <class Channels>
class Blueprint {
  public:
    /// What a process has for one snapshot.
    struct Part {
        Surroundings around;
        std::vector<Field> members;  // of the algorithm, in the order of declaration
    };
    struct ProcessPlan {
        std::vector<unsigned> channels;  // by port: inputs, then outputs
        Extent extent;
        std::vector<Part> parts;  // by snapshot
    };
    struct ChannelPlan {
        ChannelEnds ends;
        Channel in_port, out_port;
        unsigned capacity;
        Field sent;
        std::vector<Field> cut_sent;  // by snapshot
    };

    Blueprint(const Instance& an_instance, const Assumptions& assumptions,
              const AlgorithmShape& shape);

    unsigned words() const { return layout_.words(); }

    Instance instance;
    Assumptions assumed;
    Extent message_extent;  // of stamps and control messages
    ContentBits content_bits;
    Field recorded;  // for each snapshot, a bit a process
    std::vector<ProcessPlan> processes;
    std::vector<ChannelPlan> channels;
    std::optional<Channels> content;

  private:
    ChannelPlan plan_channel(unsigned c);
    ProcessPlan plan_process(Process p, const AlgorithmShape& shape);

    LayoutBuilder layout_;
};

}  // namespace snapcheck
