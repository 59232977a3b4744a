// Where everything lies in a state, for one algorithm, discipline and instance.
#pragma once

#include <optional>

#include "models/algorithm.hpp"
#include "models/channels/discipline.hpp"
#include "models/instance.hpp"

namespace snapcheck {

/// The plan of a state: made once for a check, read by every step.
template <class Algorithm, class Channels>
class Blueprint {
  public:
    using Control = typename Algorithm::Control;

    struct ProcessPlan {
        std::vector<unsigned> channels;  // by port: inputs, then outputs
        Extent extent;
        std::vector<Field> members;  // of the algorithm, in the order of declaration
    };
    struct ChannelPlan {
        ChannelEnds ends;
        Channel in_port, out_port;
        unsigned capacity;
        Field sent, cut_sent;
    };

    Blueprint(Instance an_instance, const Assumptions& assumptions)
        : instance(std::move(an_instance)),
          assumed(assumptions),
          control_extent{0, 0, assumptions} {
        const Network& network = instance.network;
        recorded = layout_.add(network.processes());
        for (unsigned c = 0; c < network.channels(); ++c) channels.push_back(plan_channel(c));
        for (Process p = 0; p < network.processes(); ++p) processes.push_back(plan_process(p));
        content.emplace(instance, ContentBits{stamp_bits(), Codec<Control>::bits(control_extent)},
                        assumed, layout_);
    }

    unsigned words() const { return layout_.words(); }

    Instance instance;
    Assumptions assumed;
    Extent control_extent;
    Field recorded;  // a bit a process
    std::vector<ProcessPlan> processes;
    std::vector<ChannelPlan> channels;
    std::optional<Channels> content;

  private:
    unsigned stamp_bits() const {
        if constexpr (stamps<Algorithm>) return Codec<StampOf<Algorithm>>::bits(control_extent);
        return 0;
    }

    ChannelPlan plan_channel(unsigned c) {
        const unsigned capacity = instance.capacity(c);
        ChannelPlan plan{instance.network.ends(c), {}, {}, capacity, {}, {}};
        plan.sent = layout_.add(bits_to_count(capacity));
        plan.cut_sent = layout_.add(bits_to_count(capacity));
        return plan;
    }

    ProcessPlan plan_process(Process p) {
        ProcessPlan plan;
        for (const unsigned c : instance.network.inputs(p)) {
            channels[c].in_port.port = static_cast<std::uint8_t>(plan.channels.size());
            plan.channels.push_back(c);
        }
        plan.extent = {static_cast<unsigned>(plan.channels.size()), 0, assumed};
        for (const unsigned c : instance.network.outputs(p)) {
            channels[c].out_port.port = static_cast<std::uint8_t>(plan.channels.size());
            plan.channels.push_back(c);
        }
        plan.extent.outputs = static_cast<unsigned>(plan.channels.size()) - plan.extent.inputs;
        control_extent.inputs = std::max(control_extent.inputs, plan.extent.inputs);
        control_extent.outputs = std::max(control_extent.outputs, plan.extent.outputs);
        Algorithm algorithm{};
        for_each_member(algorithm, [&]<class Member>(Member&) {
            plan.members.push_back(layout_.add(Codec<Member>::bits(plan.extent)));
        });
        return plan;
    }

    LayoutBuilder layout_;
};

}  // namespace snapcheck
