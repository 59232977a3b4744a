// An algorithm on an instance: the steps of the application and of the algorithm, and what they do
// to a packed state. docs/semantics.md says what a step is; this is it. Compiled once for an
// algorithm and a discipline, whatever the width of a state.
#pragma once

#include "checker/model.hpp"
#include "models/blueprint.hpp"
#include "models/spelling.hpp"

namespace snapcheck {

template <class Algorithm, class Channels>
class SnapshotRules {
    static_assert(require_algorithm<Algorithm>());

  public:
    using View = const std::uint64_t*;  // the words of a state
    using Control = typename Algorithm::Control;
    using Plan = Blueprint<Algorithm, Channels>;

    static constexpr bool transport_loses = Channels::transport_loses;

    explicit SnapshotRules(const Plan& plan)
        : plan_(plan), content_(*plan.content), initiators_(bits_of(plan.instance.initiators)) {}

    /// Makes zeroed words the initial state.
    void start(std::uint64_t* state) const {
        content_.start(state);
        for (Process p = 0; p < plan_.processes.size(); ++p)
            store(state, plan_.processes[p], Algorithm{});
    }

    template <class Visit>
    void for_each_step(View state, Visit&& visit) const {
        std::uint64_t may_initiate = initiators_ & ~plan_.recorded.get(state);
        for (; may_initiate != 0; may_initiate &= may_initiate - 1) {
            const auto p = static_cast<Process>(std::countr_zero(may_initiate));
            if (!content_.blocked(state, p)) visit(step(Kind::initiate, p, 0));
        }
        for (unsigned c = 0; c < plan_.channels.size(); ++c)
            if (may_send(state, c)) visit(step(Kind::send, c, 0));
        for (unsigned c = 0; c < plan_.channels.size(); ++c)
            if (!content_.blocked(state, plan_.channels[c].ends.target))
                content_.for_each_arrival(state, c, sent(state, c), [&](unsigned detail) {
                    visit(step(Kind::deliver, c, detail));
                });
        for (unsigned c = 0; c < plan_.channels.size(); ++c)
            if (content_.may_transport(state, c)) visit(step(Kind::transport, c, 0));
    }

    /// Takes an enabled step.
    void take(std::uint64_t* state, Step step) const {
        const unsigned subject = subject_of(step);
        switch (kind_of(step)) {
            case Kind::initiate:
                act(state, subject,
                    [](Algorithm& algorithm, auto& site) { algorithm.initiate(site); });
                break;
            case Kind::send:
                send(state, subject);
                break;
            case Kind::deliver:
                deliver(state, subject, detail_of(step));
                break;
            case Kind::transport:
                content_.transport(state, subject);
                break;
        }
    }

    unsigned actors() const { return plan_.instance.network.processes(); }

    unsigned actor(Step step) const {
        switch (kind_of(step)) {
            case Kind::initiate:
                return subject_of(step);
            case Kind::send:
                return plan_.channels[subject_of(step)].ends.source;
            case Kind::transport:  // what is lost, its target misses; what moves, its source sent
                return Channels::transport_loses ? plan_.channels[subject_of(step)].ends.target
                                                 : plan_.channels[subject_of(step)].ends.source;
            default:
                return plan_.channels[subject_of(step)].ends.target;
        }
    }

    // --- progress: what is sent, received, delivered and initiated only ever grows
    // -------------------

    // One control message on every output of a recorded process, less those in transit, have
    // arrived.
    unsigned grade(View state) const {
        const std::uint64_t recorded = plan_.recorded.get(state);
        auto grade = static_cast<unsigned>(std::popcount(recorded & initiators_));
        for (unsigned c = 0; c < plan_.channels.size(); ++c) {
            const unsigned controls =
                (recorded >> plan_.channels[c].ends.source & 1) != 0 ? 1U : 0U;
            const auto in_transit =
                static_cast<unsigned>(content_.in_transit(state, c, sent(state, c)).size());
            const unsigned gone =
                sent(state, c) + controls - in_transit - content_.waiting_controls(state, c);
            grade += sent(state, c) + gone + content_.transport_steps(state, c, controls);
        }
        return grade;
    }

    // An initiator that a control message makes record counts twice: as recorded, and the delivery.
    unsigned rise(View before, Step step, View after) const {
        if (kind_of(step) != Kind::deliver || plan_.instance.initiators.size() == 1) return 1;
        const std::uint64_t now = plan_.recorded.get(after) & ~plan_.recorded.get(before);
        return 1 + static_cast<unsigned>(std::popcount(now & initiators_));
    }

    unsigned max_rise() const {
        if (!plan_.assumed.floods) return 0;
        return plan_.instance.initiators.size() == 1 ? 1 : 2;
    }

    // --- what can be asked of a state
    // -----------------------------------------------------------------

    const Network& network() const { return plan_.instance.network; }
    bool recorded(View state, Process p) const { return (plan_.recorded.get(state) >> p & 1) != 0; }
    bool all_recorded(View state) const { return plan_.recorded.get(state) == plan_.recorded.mask; }
    unsigned sent(View state, unsigned c) const {
        return static_cast<unsigned>(plan_.channels[c].sent.get(state));
    }
    unsigned cut_sent(View state, unsigned c) const {
        return static_cast<unsigned>(plan_.channels[c].cut_sent.get(state));
    }
    const Channels& content() const { return content_; }

    /// What process p of the algorithm knows, and its site, for whoever only looks.
    template <class Look>
    auto look(View state, Process p, Look&& look_at) const {
        const auto& plan = plan_.processes[p];
        Effects<Control> none;
        const Site<Control> site(p, plan.extent.inputs, plan.extent.outputs, recorded(state, p),
                                 none);
        const Algorithm algorithm = load(state, plan);
        return look_at(algorithm, site);
    }

    /// Every process has recorded, and the algorithm calls every process done.
    bool complete(View state) const {
        if (!all_recorded(state)) return false;
        for (Process p = 0; p < plan_.processes.size(); ++p)
            if (!done(state, p)) return false;
        return true;
    }
    bool done(View state, Process p) const {
        return look(state, p, [](const Algorithm& algorithm, const auto& site) {
            return algorithm.done(site);
        });
    }

    /// The content that a delivery step delivers, and the control message that a code stands for.
    Content delivered(View state, Step step) const {
        return content_.peek(state, subject_of(step), sent(state, subject_of(step)),
                             detail_of(step));
    }
    const Plan& plan() const { return plan_; }
    std::string spell_stamp([[maybe_unused]] std::uint64_t code) const {
        if constexpr (stamps<Algorithm>)
            return Speller().spell(Codec<StampOf<Algorithm>>::decode(code, plan_.control_extent));
        return {};
    }
    Control decode(std::uint64_t code) const {
        return Codec<Control>::decode(code, plan_.control_extent);
    }

    enum class Kind : std::uint32_t { initiate, send, deliver, transport };
    static Kind kind_of(Step step) {
        return static_cast<Kind>(static_cast<std::uint32_t>(step) >> 28);
    }
    static unsigned subject_of(Step step) {
        return static_cast<std::uint32_t>(step) >> 12 & 0xffff;
    }
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

    bool may_send(View state, unsigned c) const {
        const auto& channel = plan_.channels[c];
        if (sent(state, c) >= channel.capacity || !content_.may_send(state, c)) return false;
        if (content_.blocked(state, channel.ends.source)) return false;
        if (!plan_.instance.budget) return true;
        unsigned total = 0;
        for (const unsigned output : network().outputs(channel.ends.source))
            total += sent(state, output);
        return total < (*plan_.instance.budget)[channel.ends.source];
    }

    void send(std::uint64_t* state, unsigned c) const {
        const auto& channel = plan_.channels[c];
        std::uint64_t stamp = 0;
        if constexpr (stamps<Algorithm>) {
            const ProcessPlan& process = plan_.processes[channel.ends.source];
            Algorithm algorithm = load(state, process);
            const StampOf<Algorithm> value = algorithm.send(channel.out_port);
            stamp = Codec<StampOf<Algorithm>>::encode(value, plan_.control_extent);
            store(state, process, algorithm);
        }
        channel.sent.add(state, 1);
        content_.put_message(state, c, sent(state, c), stamp);
    }

    // The handler runs just before the application sees the message.
    void deliver(std::uint64_t* state, unsigned c, unsigned detail) const {
        const auto& channel = plan_.channels[c];
        const Content content = content_.peek(state, c, sent(state, c), detail);
        content_.remove(state, c, detail);
        if (content.control) {
            act(state, channel.ends.target, [&](Algorithm& algorithm, auto& site) {
                algorithm.receive(site, channel.in_port, decode(content.code));
            });
            return;
        }
        const Message message{static_cast<std::uint8_t>(content.number)};
        act(state, channel.ends.target, [&](Algorithm& algorithm, auto& site) {
            if constexpr (stamps<Algorithm>) {
                algorithm.receive(
                    site, channel.in_port, message,
                    Codec<StampOf<Algorithm>>::decode(content.code, plan_.control_extent));
            } else {
                algorithm.receive(site, channel.in_port, message);
            }
        });
        content_.receive(state, c, content.number);
    }

    template <class Handler>
    void act(std::uint64_t* state, Process p, Handler&& handler) const {
        const ProcessPlan& process = plan_.processes[p];
        Algorithm algorithm = load(state, process);
        Effects<Control> effects;
        Site<Control> site(p, process.extent.inputs, process.extent.outputs, recorded(state, p),
                           effects);
        handler(algorithm, site);
        store(state, process, algorithm);
        carry_out(state, p, effects);
    }

    // What an algorithm asks for and cannot have is its fault, and must not pass for an answer.
    unsigned channel_at(const ProcessPlan& process, Channel channel, bool output) const {
        const bool is_output = channel.port >= process.extent.inputs;
        if (channel.port >= process.channels.size() || is_output != output)
            throw AlgorithmFault(
                output
                    ? "it sends a control message on a channel that is not an output of the process"
                    : "it records on a channel that is not an input of the process");
        return process.channels[channel.port];
    }

    void carry_out(std::uint64_t* state, Process p, const Effects<Control>& effects) const {
        const ProcessPlan& process = plan_.processes[p];
        if (effects.record_state || effects.sends != 0) check_flood(state, p, effects);
        if (effects.record_state) freeze(state, p);
        for (unsigned i = 0; i < effects.records; ++i) {
            const unsigned c = channel_at(process, effects.recorded[i].channel, false);
            const unsigned number = effects.recorded[i].message.number;
            if (number == 0 || number > plan_.channels[c].capacity)
                throw AlgorithmFault("it records a message that was never sent");
            content_.record(state, c, number);
        }
        for (unsigned i = 0; i < effects.sends; ++i)
            content_.put_control(
                state, channel_at(process, effects.sent[i].channel, true),
                Codec<Control>::encode(effects.sent[i].control, plan_.control_extent));
    }

    // The promise of progress rests on this, so it is not taken on trust.
    void check_flood(View state, Process p, const Effects<Control>& effects) const {
        if (!plan_.assumed.floods) return;
        ChannelSet reached;
        for (unsigned i = 0; i < effects.sends; ++i) reached.insert(effects.sent[i].channel);
        const Extent& extent = plan_.processes[p].extent;
        const bool each_once = effects.sends == extent.outputs && reached.size() == extent.outputs;
        if (!effects.record_state || recorded(state, p) || !each_once)
            throw AssumptionFailed{Assumption::floods};
    }

    void freeze(std::uint64_t* state, Process p) const {
        const ProcessPlan& process = plan_.processes[p];
        plan_.recorded.set(state, plan_.recorded.get(state) | std::uint64_t{1} << p);
        for (unsigned port = 0; port < process.channels.size(); ++port) {
            const unsigned c = process.channels[port];
            if (port < process.extent.inputs)
                content_.freeze_received(state, c);
            else
                plan_.channels[c].cut_sent.set(state, sent(state, c));
        }
    }

    Algorithm load(View state, const ProcessPlan& process) const {
        Algorithm algorithm{};
        const Field* field = process.members.data();
        for_each_member(algorithm, [&]<class Member>(Member& member) {
            member = Codec<Member>::decode((field++)->get(state), process.extent);
        });
        return algorithm;
    }

    void store(std::uint64_t* state, const ProcessPlan& process, const Algorithm& algorithm) const {
        const Field* field = process.members.data();
        for_each_member(algorithm, [&]<class Member>(const Member& member) {
            (field++)->set(state, Codec<Member>::encode(member, process.extent));
        });
    }

    const Plan& plan_;
    const Channels& content_;
    std::uint64_t initiators_;
};

}  // namespace snapcheck
