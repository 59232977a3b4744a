// An algorithm on an instance: the steps of the application and of the algorithm, and what they do
// to a packed state. docs/semantics.md says what a step is; this is it. Compiled once for an
// algorithm and a discipline.
#pragma once

#include "models/snapshot_state.hpp"
#include "models/spelling.hpp"

namespace snapcheck {

template <class Algorithm, class Channels>
class SnapshotRules : public SnapshotState<Channels> {
    static_assert(require_algorithm<Algorithm>());

  public:
    using Base = SnapshotState<Channels>;
    using Base::network, Base::recorded, Base::all_recorded, Base::sent, Base::step;
    using typename Base::Kind, typename Base::Plan;
    using Control = ControlOf<Algorithm>;
    using Stamp = StampOf<Algorithm>;

    explicit SnapshotRules(const Plan& plan) : Base(plan, ComputesChannels<Algorithm>) {}

    template <class Visit>
    void for_each_initial(Visit&& visit) const {
        std::vector<std::uint64_t> words(plan_.words());
        std::uint64_t* const state = words.data();
        content_.start(state);
        for (const ProcessPlan& process : plan_.processes) store(state, process, Algorithm{});
        visit(View{state});
    }

    template <class Visit>
    void for_each_step(View state, Visit&& visit) const {
        for_each_initiation(state, visit);
        for (unsigned c = 0; c < plan_.channels.size(); ++c) for_each_sending(state, c, visit);
        for (unsigned c = 0; c < plan_.channels.size(); ++c) for_each_delivery(state, c, visit);
        if constexpr (ActsOnItsOwn<Algorithm>)
            for (Process p = 0; p < plan_.processes.size(); ++p)
                if (may_act(state, p)) visit(step(Kind::act, p, 0));
        for (unsigned c = 0; c < plan_.channels.size(); ++c) for_each_transport(state, c, visit);
    }

    /// Whether nothing can happen unless the application sends.
    bool only_sends_are_left(View state) const {
        bool sends_only = true;
        for_each_step(state, [&](Step s) { sends_only &= this->kind_of(s) == Kind::send; });
        return sends_only;
    }

    /// Takes an enabled step.
    void take(std::uint64_t* state, Step chosen) const {
        const unsigned subject = this->subject_of(chosen);
        switch (this->kind_of(chosen)) {
            case Kind::initiate:
                initiate(state, subject);
                break;
            case Kind::send:
                send(state, subject);
                break;
            case Kind::deliver:
                deliver(state, subject, this->detail_of(chosen));
                break;
            case Kind::act:
                act_on_its_own(state, subject);
                break;
            case Kind::transport:
                content_.transport(state, subject);
                break;
        }
    }

    // --- progress: what is sent, received, delivered and initiated only ever grows

    unsigned grade(View state) const {
        unsigned grade = recorded_initiators(state);
        for (unsigned c = 0; c < plan_.channels.size(); ++c)
            grade += sent(state, c) + passed_on(state, c);
        return grade;
    }

    // The kinds of steps: initiation; for each channel, what is sent; for each channel, what moves
    // on it. None where an algorithm acts on its own, or where what moves is not told channel by
    // channel.
    unsigned kinds() const {
        if (max_rise() != 1 || !Channels::counts_by_channel || ActsOnItsOwn<Algorithm>) return 0;
        return 1 + 2 * static_cast<unsigned>(plan_.channels.size());
    }
    unsigned count(unsigned kind, View state) const {
        const auto channels = static_cast<unsigned>(plan_.channels.size());
        if (kind == 0) return recorded_initiators(state);
        return kind <= channels ? sent(state, kind - 1) : passed_on(state, kind - 1 - channels);
    }
    template <class Use>
    void with_steps_of(unsigned kind, Use&& use) const {
        const auto channels = static_cast<unsigned>(plan_.channels.size());
        if (kind == 0) return use([this](View s, auto&& visit) { for_each_initiation(s, visit); });
        const unsigned c = (kind - 1) % channels;
        if (kind <= channels)
            return use([this, c](View s, auto&& visit) { for_each_sending(s, c, visit); });
        use([this, c](View s, auto&& visit) {
            for_each_delivery(s, c, visit);
            for_each_transport(s, c, visit);
        });
    }

    // An initiator that a control message makes record counts twice: as recorded, and the delivery.
    unsigned rise(View before, Step taken, View after) const {
        if (this->kind_of(taken) != Kind::deliver || plan_.instance.initiators.size() == 1)
            return 1;
        const std::uint64_t now = plan_.recorded.get(after) & ~plan_.recorded.get(before);
        return 1 + static_cast<unsigned>(std::popcount(now & initiators_));
    }

    unsigned max_rise() const {
        if (!plan_.assumed.floods) return 0;
        return plan_.instance.initiators.size() == 1 ? 1 : 2;
    }

    // --- what the algorithm says of a state

    /// Every process has recorded, the algorithm calls every process done, and, where a collector
    /// has to agree, it does.
    bool complete(View state) const {
        if (!all_recorded(state)) return false;
        for (Process p = 0; p < plan_.processes.size(); ++p)
            if (!done(state, p)) return false;
        return collected(state);
    }
    /// What the algorithm claims of every state.
    bool keeps_invariant([[maybe_unused]] View state) const {
        if constexpr (HasInvariant<Algorithm>)
            return of_all_processes(state, &Algorithm::invariant);
        return true;
    }
    bool done(View state, Process p) const {
        return look(state, p, [](const Algorithm& algorithm, const auto& site) {
            return algorithm.done(site);
        });
    }

    bool snapshot_complete(View state) const override { return complete(state); }
    bool process_done(View state, Process p) const override { return done(state, p); }

    MessageSet computed_content([[maybe_unused]] View state,
                                [[maybe_unused]] unsigned c) const override {
        if constexpr (ComputesChannels<Algorithm>) {
            if (!this->both_recorded(state, c)) return {};
            const auto& channel = plan_.channels[c];
            return Algorithm::channel_state(
                load(state, plan_.processes[channel.ends.source]), channel.out_port,
                load(state, plan_.processes[channel.ends.target]), channel.in_port);
        }
        return {};
    }

    std::string spell_control([[maybe_unused]] std::uint64_t code) const override {
        if constexpr (has_control<Algorithm>)
            return Speller(network()).spell(decode(code));
        else
            return {};
    }
    std::string spell_stamp([[maybe_unused]] std::uint64_t code) const override {
        if constexpr (stamps<Algorithm>)
            return Speller(network()).spell(Codec<Stamp>::decode(code, plan_.message_extent));
        else
            return {};
    }

    std::vector<Fact> memory(View state, Process p) const override {
        std::vector<Fact> facts;
        Speller(network(), plan_.processes[p].channels)
            .each_member(load(state, plan_.processes[p]),
                         [&](std::string_view name, const std::string& value) {
                             facts.push_back({network().name(p) + " " + std::string(name), value});
                         });
        return facts;
    }

    std::vector<unsigned> awaited(View state, Process p) const override {
        std::vector<unsigned> channels;
        if constexpr (SaysWhatItAwaits<Algorithm>)
            look(state, p, [&](const Algorithm& algorithm, const auto& site) {
                for (const Channel channel : algorithm.awaited(site))
                    channels.push_back(plan_.processes[p].channels[channel.port]);
            });
        return channels;
    }

    std::string_view own_step() const override {
        if constexpr (requires { Algorithm::own_step; }) return Algorithm::own_step;
        return "takes a step of its own";
    }

  private:
    using Base::plan_, Base::content_, Base::initiators_;
    using ProcessPlan = typename Plan::ProcessPlan;

    template <class Visit>
    void for_each_initiation(View state, Visit&& visit) const {
        std::uint64_t waiting = initiators_ & ~plan_.recorded.get(state);
        for (; waiting != 0; waiting &= waiting - 1) {
            const auto p = static_cast<Process>(std::countr_zero(waiting));
            if (may_initiate(state, p)) visit(step(Kind::initiate, p, 0));
        }
    }
    template <class Visit>
    void for_each_sending(View state, unsigned c, Visit&& visit) const {
        if (may_send(state, c)) visit(step(Kind::send, c, 0));
    }
    template <class Visit>
    void for_each_delivery(View state, unsigned c, Visit&& visit) const {
        if (may_receive(state, c))
            content_.for_each_arrival(state, c, sent(state, c), [&](unsigned detail) {
                visit(step(Kind::deliver, c, detail));
            });
    }
    template <class Visit>
    void for_each_transport(View state, unsigned c, Visit&& visit) const {
        if (content_.may_transport(state, c)) visit(step(Kind::transport, c, 0));
    }

    unsigned recorded_initiators(View state) const {
        return static_cast<unsigned>(std::popcount(plan_.recorded.get(state) & initiators_));
    }
    // What has moved on a channel: one control message for a recorded source and all messages have
    // been sent; those that are not in transit have arrived.
    unsigned passed_on(View state, unsigned c) const {
        const unsigned controls = recorded(state, plan_.channels[c].ends.source) ? 1 : 0;
        return sent(state, c) + controls - content_.how_many_in_transit(state, c, sent(state, c)) -
               content_.waiting_controls(state, c) + content_.transport_steps(state, c, controls);
    }

    bool may_initiate(View state, Process p) const {
        if (content_.blocked(state, p)) return false;
        if constexpr (HoldsBackInitiation<Algorithm>)
            return look(state, p,
                        [](const Algorithm& a, const auto& site) { return a.may_initiate(site); });
        return true;
    }

    bool may_send(View state, unsigned c) const {
        const auto& channel = plan_.channels[c];
        if (sent(state, c) >= channel.capacity || !content_.may_send(state, c)) return false;
        if (content_.blocked(state, channel.ends.source)) return false;
        if (!budget_lasts(state, channel.ends.source)) return false;
        if constexpr (HoldsBackSends<Algorithm>)
            return look(state, channel.ends.source, [&](const Algorithm& a, const auto& site) {
                return a.may_send(site, channel.out_port);
            });
        return true;
    }

    bool budget_lasts(View state, Process p) const {
        const auto& budget = plan_.instance.budget;
        if (!budget) return true;
        unsigned total = 0;
        for (const unsigned output : network().outputs(p)) total += sent(state, output);
        return total < (*budget)[p];
    }

    bool may_receive(View state, unsigned c) const {
        const auto& channel = plan_.channels[c];
        if (content_.blocked(state, channel.ends.target)) return false;
        if constexpr (HoldsBackReceipts<Algorithm>)
            return look(state, channel.ends.target, [&](const Algorithm& a, const auto& site) {
                return a.may_receive(site, channel.in_port);
            });
        return true;
    }

    bool may_act(View state, Process p) const
        requires ActsOnItsOwn<Algorithm>
    {
        if (content_.blocked(state, p)) return false;
        return look(state, p, [](const Algorithm& a, const auto& site) { return a.ready(site); });
    }

    // Whoever initiates without recording makes no progress that a grade could see.
    void initiate(std::uint64_t* state, Process p) const {
        act(state, p, [](Algorithm& algorithm, auto& site) { algorithm.initiate(site); });
        if (plan_.assumed.floods && !recorded(state, p)) throw AssumptionFailed{Assumption::floods};
    }

    void act_on_its_own([[maybe_unused]] std::uint64_t* state, [[maybe_unused]] Process p) const {
        if constexpr (ActsOnItsOwn<Algorithm>) {
            if (plan_.assumed.floods) throw AssumptionFailed{Assumption::floods};
            act(state, p, [](Algorithm& algorithm, auto& site) { algorithm.act(site); });
        }
    }

    // The handler runs just before the message is sent.
    void send(std::uint64_t* state, unsigned c) const {
        const auto& channel = plan_.channels[c];
        std::uint64_t code = 0;
        if constexpr (StampsMessages<Algorithm> || StampsMessagesAtSite<Algorithm> ||
                      PreparesSends<Algorithm>)
            act(state, channel.ends.source, [&](Algorithm& algorithm, auto& site) {
                if constexpr (PreparesSends<Algorithm>)
                    algorithm.send(site, channel.out_port);
                else
                    code = Codec<Stamp>::encode(stamp(algorithm, site, channel.out_port),
                                                plan_.message_extent);
            });
        channel.sent.add(state, 1);
        content_.put_message(state, c, sent(state, c), code);
    }

    static Stamp stamp(Algorithm& algorithm, auto& site, Channel output) {
        if constexpr (StampsMessagesAtSite<Algorithm>)
            return algorithm.send(site, output);
        else
            return algorithm.send(output);
    }

    // The handler runs just before the application sees the message.
    void deliver(std::uint64_t* state, unsigned c, unsigned detail) const {
        const auto& channel = plan_.channels[c];
        const Content content = content_.peek(state, c, sent(state, c), detail);
        content_.remove(state, c, detail);
        act(state, channel.ends.target, [&](Algorithm& algorithm, auto& site) {
            const Message message{static_cast<std::uint8_t>(content.number)};
            if (content.control)
                receive_control(algorithm, site, channel.in_port, content.code);
            else if constexpr (stamps<Algorithm>)
                algorithm.receive(site, channel.in_port, message,
                                  Codec<Stamp>::decode(content.code, plan_.message_extent));
            else
                algorithm.receive(site, channel.in_port, message);
        });
        if (!content.control) content_.receive(state, c, content.number);
    }

    void receive_control([[maybe_unused]] Algorithm& algorithm, [[maybe_unused]] auto& site,
                         [[maybe_unused]] Channel from, [[maybe_unused]] std::uint64_t code) const {
        if constexpr (has_control<Algorithm>) algorithm.receive(site, from, decode(code));
    }

    Control decode(std::uint64_t code) const {
        return Codec<Control>::decode(code, plan_.message_extent);
    }

    template <class Handler>
    void act(std::uint64_t* state, Process p, Handler&& handler) const {
        const ProcessPlan& process = plan_.processes[p];
        Algorithm algorithm = load(state, process);
        Effects<Control> effects;
        Site<Control> site(process.around, recorded(state, p), all_recorded(state), effects);
        handler(algorithm, site);
        store(state, process, algorithm);
        if (!effects.none()) carry_out(state, p, effects);
    }

    /// Calls look_at(algorithm, site) with what process p remembers.
    template <class Look>
    auto look(View state, Process p, Look&& look_at) const {
        const ProcessPlan& process = plan_.processes[p];
        Effects<Control> none;
        const Site<Control> site(process.around, recorded(state, p), all_recorded(state), none);
        const Algorithm algorithm = load(state, process);
        return look_at(algorithm, site);
    }

    // What a collector sees: everything that every process remembers.
    template <class Part>
    bool of_all_processes(View state, bool (*judge)(std::span<const Part>)) const {
        boost::container::static_vector<Part, Network::max_processes> all;
        for (const ProcessPlan& process : plan_.processes) all.push_back(load(state, process));
        return judge({all.data(), all.size()});
    }

    bool collected([[maybe_unused]] View state) const {
        if constexpr (IsCollected<Algorithm>) return of_all_processes(state, &Algorithm::collected);
        return true;
    }

    void carry_out(std::uint64_t* state, Process p, const Effects<Control>& effects) const {
        if (effects.record_state || !effects.sent.empty()) check_flood(state, p, effects);
        if (effects.record_state) this->freeze(state, p);
        for (const Channel input : effects.forgotten)
            content_.forget(state, this->input_at(p, input));
        for (const auto& record : effects.recorded)
            this->record(state, this->input_at(p, record.channel), record.message.number);
        for (const Channel output : effects.queues)
            this->record_queue(state, this->output_at(p, output));
        for (const auto& send : effects.sent) send_control(state, p, send);
    }

    void send_control(std::uint64_t* state, Process p,
                      const typename Effects<Control>::Send& send) const {
        using Manner = typename Effects<Control>::Manner;
        const unsigned c = this->output_at(p, send.channel);
        const std::uint64_t code = Codec<Control>::encode(send.control, plan_.message_extent);
        if (send.manner == Manner::behind) return content_.put_control(state, c, code);
        if (send.manner == Manner::ahead) return content_.put_control_ahead(state, c, code);
        if (c == network().outputs(p).front()) this->multicast(state, p, code);  // all at once
    }

    // The promise of progress rests on this, so it is not taken on trust.
    void check_flood(View state, Process p, const Effects<Control>& effects) const {
        if (!plan_.assumed.floods) return;
        ChannelSet reached;
        bool in_line = true;  // what overtakes has its own way into the channel
        for (const auto& send : effects.sent) {
            reached.insert(send.channel);
            in_line &= send.manner != Effects<Control>::Manner::ahead;
        }
        const Extent& extent = plan_.processes[p].extent;
        const bool each_once =
            effects.sent.size() == extent.outputs && reached.size() == extent.outputs;
        if (!effects.record_state || recorded(state, p) || !each_once || !in_line)
            throw AssumptionFailed{Assumption::floods};
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
};

}  // namespace snapcheck
