// An algorithm on an instance, as a model of the checker: the steps of the application and of the
// algorithm, and what they do to a packed state. docs/semantics.md says what a step is; this is it.
#pragma once

#include "checker/model.hpp"
#include "checker/words.hpp"
#include "models/algorithm.hpp"
#include "models/channels/discipline.hpp"
#include "models/instance.hpp"

namespace snapcheck {

/// Where everything lies in a state, for one algorithm, discipline and instance.
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
        : instance(std::move(an_instance)), assumed(assumptions), control_extent{0, 0, assumptions} {
        const Network& network = instance.network;
        recorded = layout_.add(network.processes());
        for (unsigned c = 0; c < network.channels(); ++c) channels.push_back(plan_channel(c));
        for (Process p = 0; p < network.processes(); ++p) processes.push_back(plan_process(p));
        content.emplace(instance, ContentBits{stamp_bits(), Codec<Control>::bits(control_extent)}, assumed, layout_);
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
    static unsigned stamp_bits() {
        if constexpr (stamps<Algorithm>) return Codec<StampOf<Algorithm>>::bits(Extent{});
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

template <class Model>
class SnapshotJudge;  // models/snapshot_judge.hpp

template <class Algorithm, class Channels, unsigned WordCount>
class SnapshotModel {
    static_assert(require_algorithm<Algorithm>());

  public:
    using State = Words<WordCount>;
    using Control = typename Algorithm::Control;
    using Plan = Blueprint<Algorithm, Channels>;

    explicit SnapshotModel(const Plan& plan)
        : plan_(plan), content_(*plan.content), initiators_(bits_of(plan.instance.initiators)) {}

    std::vector<State> initial() const {
        State state{};
        content_.start(state.data());
        for (Process p = 0; p < plan_.processes.size(); ++p) store(state, plan_.processes[p], Algorithm{});
        return {state};
    }

    template <class Visit>
    void for_each_step(const State& state, Visit&& visit) const {
        std::uint64_t may_initiate = initiators_ & ~plan_.recorded.get(state.data());
        for (; may_initiate != 0; may_initiate &= may_initiate - 1)
            visit(step(Kind::initiate, static_cast<unsigned>(std::countr_zero(may_initiate)), 0));
        for (unsigned c = 0; c < plan_.channels.size(); ++c)
            if (may_send(state, c)) visit(step(Kind::send, c, 0));
        for (unsigned c = 0; c < plan_.channels.size(); ++c)
            content_.for_each_arrival(state.data(), c, sent(state, c),
                                      [&](unsigned detail) { visit(step(Kind::deliver, c, detail)); });
    }

    State apply(State state, Step step) const {
        const unsigned subject = subject_of(step);
        switch (kind_of(step)) {
            case Kind::initiate:
                act(state, subject, [](Algorithm& algorithm, auto& site) { algorithm.initiate(site); });
                break;
            case Kind::send: send(state, subject); break;
            case Kind::deliver: deliver(state, subject, detail_of(step)); break;
        }
        return state;
    }

    unsigned actors() const { return plan_.instance.network.processes(); }

    unsigned actor(Step step) const {
        switch (kind_of(step)) {
            case Kind::initiate: return subject_of(step);
            case Kind::send: return plan_.channels[subject_of(step)].ends.source;
            default: return plan_.channels[subject_of(step)].ends.target;
        }
    }

    // --- progress: what is sent, received, delivered and initiated only ever grows -------------------

    // One control message on every output of a recorded process, less those in transit, have arrived.
    unsigned grade(const State& state) const {
        const std::uint64_t recorded = plan_.recorded.get(state.data());
        auto grade = static_cast<unsigned>(std::popcount(recorded & initiators_));
        for (unsigned c = 0; c < plan_.channels.size(); ++c) {
            grade += sent(state, c) + content_.received(state.data(), c).size();
            grade += recorded >> plan_.channels[c].ends.source & 1;
            for (const Content& content : content_.in_transit(state.data(), c, sent(state, c)))
                grade -= content.control ? 1 : 0;
        }
        return grade;
    }

    // An initiator that a control message makes record counts twice: as recorded, and the delivery.
    unsigned rise(const State& before, Step step, const State& after) const {
        if (kind_of(step) != Kind::deliver || plan_.instance.initiators.size() == 1) return 1;
        const std::uint64_t now = plan_.recorded.get(after.data()) & ~plan_.recorded.get(before.data());
        return 1 + static_cast<unsigned>(std::popcount(now & initiators_));
    }

    unsigned max_rise() const {
        if (!plan_.assumed.floods) return 0;
        return plan_.instance.initiators.size() == 1 ? 1 : 2;
    }

    // --- what can be asked of a state -----------------------------------------------------------------

    const Network& network() const { return plan_.instance.network; }
    bool recorded(const State& state, Process p) const { return (plan_.recorded.get(state.data()) >> p & 1) != 0; }
    bool all_recorded(const State& state) const { return plan_.recorded.get(state.data()) == plan_.recorded.mask; }
    unsigned sent(const State& state, unsigned c) const {
        return static_cast<unsigned>(plan_.channels[c].sent.get(state.data()));
    }
    unsigned cut_sent(const State& state, unsigned c) const {
        return static_cast<unsigned>(plan_.channels[c].cut_sent.get(state.data()));
    }
    const Channels& content() const { return content_; }

    /// What process p of the algorithm knows, and its site, for whoever only looks.
    template <class Look>
    auto look(const State& state, Process p, Look&& look_at) const {
        const auto& plan = plan_.processes[p];
        Effects<Control> none;
        const Site<Control> site(p, plan.extent.inputs, plan.extent.outputs, recorded(state, p), none);
        const Algorithm algorithm = load(state, plan);
        return look_at(algorithm, site);
    }

    /// Every process has recorded, and the algorithm calls every process done.
    bool complete(const State& state) const {
        if (!all_recorded(state)) return false;
        for (Process p = 0; p < plan_.processes.size(); ++p)
            if (!done(state, p)) return false;
        return true;
    }
    bool done(const State& state, Process p) const {
        return look(state, p, [](const Algorithm& algorithm, const auto& site) { return algorithm.done(site); });
    }

    /// The content that a delivery step delivers, and the control message that a code stands for.
    Content delivered(const State& state, Step step) const {
        return content_.peek(state.data(), subject_of(step), detail_of(step));
    }
    const Plan& plan() const { return plan_; }
    Control decode(std::uint64_t code) const { return Codec<Control>::decode(code, plan_.control_extent); }

    std::string describe(const State& before, Step step) const;  // models/narrate.hpp

    SnapshotJudge<SnapshotModel> judge() const { return SnapshotJudge<SnapshotModel>(*this); }

    enum class Kind : std::uint32_t { initiate, send, deliver };
    static Kind kind_of(Step step) { return static_cast<Kind>(static_cast<std::uint32_t>(step) >> 28); }
    static unsigned subject_of(Step step) { return static_cast<std::uint32_t>(step) >> 12 & 0xffff; }
    static unsigned detail_of(Step step) { return static_cast<std::uint32_t>(step) & 0xfff; }

  private:
    using ProcessPlan = typename Plan::ProcessPlan;

    static Step step(Kind kind, unsigned subject, unsigned detail) {
        return static_cast<Step>(static_cast<std::uint32_t>(kind) << 28 | subject << 12 | detail);
    }

    static std::uint64_t bits_of(const std::vector<Process>& processes) {
        std::uint64_t bits = 0;
        for (const Process p : processes) bits |= std::uint64_t{1} << p;
        return bits;
    }

    bool may_send(const State& state, unsigned c) const {
        const auto& channel = plan_.channels[c];
        if (sent(state, c) >= channel.capacity) return false;
        if (!plan_.instance.budget) return true;
        unsigned total = 0;
        for (const unsigned output : network().outputs(channel.ends.source)) total += sent(state, output);
        return total < (*plan_.instance.budget)[channel.ends.source];
    }

    void send(State& state, unsigned c) const {
        const auto& channel = plan_.channels[c];
        std::uint64_t stamp = 0;
        if constexpr (stamps<Algorithm>) {
            const ProcessPlan& process = plan_.processes[channel.ends.source];
            Algorithm algorithm = load(state, process);
            const StampOf<Algorithm> value = algorithm.send(channel.out_port);
            stamp = Codec<StampOf<Algorithm>>::encode(value, Extent{});
            store(state, process, algorithm);
        }
        channel.sent.add(state.data(), 1);
        content_.put_message(state.data(), c, sent(state, c), stamp);
    }

    // The handler runs just before the application sees the message.
    void deliver(State& state, unsigned c, unsigned detail) const {
        const auto& channel = plan_.channels[c];
        const Content content = content_.peek(state.data(), c, detail);
        content_.remove(state.data(), c, detail);
        if (content.control) {
            act(state, channel.ends.target, [&](Algorithm& algorithm, auto& site) {
                algorithm.receive(site, channel.in_port, decode(content.code));
            });
            return;
        }
        const Message message{static_cast<std::uint8_t>(content.number)};
        act(state, channel.ends.target, [&](Algorithm& algorithm, auto& site) {
            if constexpr (stamps<Algorithm>) {
                algorithm.receive(site, channel.in_port, message,
                                  Codec<StampOf<Algorithm>>::decode(content.code, Extent{}));
            } else {
                algorithm.receive(site, channel.in_port, message);
            }
        });
        content_.receive(state.data(), c, content.number);
    }

    template <class Handler>
    void act(State& state, Process p, Handler&& handler) const {
        const ProcessPlan& process = plan_.processes[p];
        Algorithm algorithm = load(state, process);
        Effects<Control> effects;
        Site<Control> site(p, process.extent.inputs, process.extent.outputs, recorded(state, p), effects);
        handler(algorithm, site);
        store(state, process, algorithm);
        carry_out(state, p, effects);
    }

    void carry_out(State& state, Process p, const Effects<Control>& effects) const {
        const ProcessPlan& process = plan_.processes[p];
        if (effects.record_state || effects.sends != 0) check_flood(state, p, effects);
        if (effects.record_state) freeze(state, p);
        for (unsigned i = 0; i < effects.records; ++i)
            content_.record(state.data(), process.channels[effects.recorded[i].channel.port],
                            effects.recorded[i].message.number);
        for (unsigned i = 0; i < effects.sends; ++i)
            content_.put_control(state.data(), process.channels[effects.sent[i].channel.port],
                                 Codec<Control>::encode(effects.sent[i].control, plan_.control_extent));
    }

    // The promise of progress rests on this, so it is not taken on trust.
    void check_flood(const State& state, Process p, const Effects<Control>& effects) const {
        if (!plan_.assumed.floods) return;
        ChannelSet reached;
        for (unsigned i = 0; i < effects.sends; ++i) reached.insert(effects.sent[i].channel);
        const Extent& extent = plan_.processes[p].extent;
        const bool each_once = effects.sends == extent.outputs && reached.size() == extent.outputs;
        if (!effects.record_state || recorded(state, p) || !each_once) throw AssumptionFailed{Assumption::floods};
    }

    void freeze(State& state, Process p) const {
        const ProcessPlan& process = plan_.processes[p];
        plan_.recorded.set(state.data(), plan_.recorded.get(state.data()) | std::uint64_t{1} << p);
        for (unsigned port = 0; port < process.channels.size(); ++port) {
            const unsigned c = process.channels[port];
            if (port < process.extent.inputs) content_.freeze_received(state.data(), c);
            else plan_.channels[c].cut_sent.set(state.data(), sent(state, c));
        }
    }

    Algorithm load(const State& state, const ProcessPlan& process) const {
        Algorithm algorithm{};
        const Field* field = process.members.data();
        for_each_member(algorithm, [&]<class Member>(Member& member) {
            member = Codec<Member>::decode((field++)->get(state.data()), process.extent);
        });
        return algorithm;
    }

    void store(State& state, const ProcessPlan& process, const Algorithm& algorithm) const {
        const Field* field = process.members.data();
        for_each_member(algorithm, [&]<class Member>(const Member& member) {
            (field++)->set(state.data(), Codec<Member>::encode(member, process.extent));
        });
    }

    const Plan& plan_;
    const Channels& content_;
    std::uint64_t initiators_;
};

}  // namespace snapcheck
