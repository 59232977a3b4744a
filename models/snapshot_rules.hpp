// An algorithm on an instance: the steps of the application and of the algorithm, and what they do
// to a packed state. docs/semantics.md says what a step is; this is it. Compiled once for an
// algorithm and a discipline.
#pragma once

#include "models/snapshot_parts.hpp"

namespace snapcheck {

template <class Algorithm, class Channels>
class SnapshotRules : public SnapshotParts<Algorithm, Channels> {
  public:
    using Base = SnapshotParts<Algorithm, Channels>;
    using Base::Base, Base::network, Base::snapshots, Base::recorded, Base::sent, Base::step;
    using typename Base::Kind, typename Base::Control, typename Base::Stamp;

    template <class Visit>
    void for_each_initial(Visit&& visit) const {
        std::vector<std::uint64_t> words(plan_.words());
        std::uint64_t* const state = words.data();
        content_.start(state);
        for (Process p = 0; p < plan_.processes.size(); ++p)
            for (unsigned s = 0; s < snapshots(); ++s) store(state, p, s, Algorithm{});
        visit(View{state});
    }

    template <class Visit>
    void for_each_step(View state, Visit&& visit) const {
        for_each_initiation(state, visit);
        for (unsigned c = 0; c < plan_.channels.size(); ++c) sendings(c)(state, visit);
        for (unsigned c = 0; c < plan_.channels.size(); ++c) deliveries(c)(state, visit);
        if constexpr (ActsOnItsOwn<Algorithm>)
            for (Process p = 0; p < plan_.processes.size(); ++p)
                for (unsigned s = 0; s < snapshots(); ++s)
                    if (may_act(state, p, s)) visit(step(Kind::act, p, s));
        for (unsigned c = 0; c < plan_.channels.size(); ++c) for_each_transport(state, c, visit);
    }

    /// Whether nothing can happen unless the application sends.
    bool only_sends_are_left(View state) const {
        bool sends_only = true;
        for_each_step(state, [&](Step s) { sends_only &= this->kind_of(s) == Kind::send; });
        return sends_only;
    }

    /// Takes an enabled step. Whether it read and changed no bits but those of reach().
    bool take(std::uint64_t* state, Step chosen) const {
        const unsigned subject = this->subject_of(chosen);
        switch (this->kind_of(chosen)) {
            case Kind::initiate:
                initiate(state, subject, this->detail_of(chosen));
                return false;
            case Kind::send:
                return send(state, subject);
            case Kind::deliver:
                return deliver(state, subject, this->detail_of(chosen));
            case Kind::act:
                act_on_its_own(state, subject, this->detail_of(chosen));
                return false;
            default:
                content_.transport(state, subject);
                return true;
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
        if (kind == 0)
            return use([this](View s, auto&& visit) { this->for_each_initiation(s, visit); });
        const unsigned c = (kind - 1) % channels;
        if (kind <= channels) return use(sendings(c));
        use(deliveries(c));
        if constexpr (Channels::has_transport)
            use([this, c](View s, auto&& visit) { this->for_each_transport(s, c, visit); });
    }

    /// The bits that a step of some kind reads or changes, where take() calls it confined.
    /// None with several snapshots, where a part may ask how far the one before it is.
    std::vector<std::uint64_t> reach(unsigned kind) const {
        std::vector<std::uint64_t> mask(plan_.words());
        if (kind == 0 || snapshots() > 1) return mask;
        const auto add = [&](const Field& field, std::uint64_t bits) {
            mask[field.word] |= bits << field.shift;
        };
        const auto channels = static_cast<unsigned>(plan_.channels.size());
        const unsigned c = (kind - 1) % channels;
        const auto& channel = plan_.channels[c];
        const Process p = kind <= channels ? channel.ends.source : channel.ends.target;
        add(channel.sent, channel.sent.mask);
        for (const Field& field : content_.moving_fields(c)) add(field, field.mask);
        for (const Field& field : plan_.processes[p].parts[0].members) add(field, field.mask);
        add(plan_.recorded, std::uint64_t{1} << this->bit_of(p, 0));
        return mask;
    }

    /// The bits that say whether there are steps of some kind; none where it takes more to tell.
    std::vector<std::uint64_t> guard(unsigned kind) const {
        if (snapshots() > 1 || plan_.instance.budget || HoldsBackInitiation<Algorithm> ||
            HoldsBackSends<Algorithm> || HoldsBackReceipts<Algorithm>)
            return {};
        std::vector<std::uint64_t> mask(plan_.words());
        if (kind == 0) {
            mask[plan_.recorded.word] |= initiators_ << plan_.recorded.shift;
            return mask;
        }
        const auto c = static_cast<unsigned>((kind - 1) % plan_.channels.size());
        std::vector<Field> fields = content_.guarding_fields(c);
        if (fields.empty()) return {};
        fields.push_back(plan_.channels[c].sent);
        for (const Field& field : fields) mask[field.word] |= field.mask << field.shift;
        return mask;
    }

    /// The step, where there is only this one of some kind.
    std::optional<Step> only_step(unsigned kind) const {
        const auto channels = static_cast<unsigned>(plan_.channels.size());
        if (kind == 0) return std::nullopt;
        if (kind <= channels) return step(Kind::send, kind - 1, 0);
        if (Channels::has_transport || !Channels::only_the_head_arrives) return std::nullopt;
        return step(Kind::deliver, kind - 1 - channels, 0);
    }

    // An initiator that a control message makes record counts twice: as recorded, and the delivery.
    unsigned rise(View before, Step taken, View after) const {
        if (this->kind_of(taken) != Kind::deliver || max_rise() == 1) return 1;
        const std::uint64_t now = plan_.recorded.get(after) & ~plan_.recorded.get(before);
        return 1 + static_cast<unsigned>(std::popcount(now & initiators_));
    }

    unsigned max_rise() const {
        if (!plan_.assumed.floods) return 0;
        if (Overhears<Algorithm>) return 1 + snapshots();
        return this->shares_snapshots_ ? 2 : 1;
    }

  private:
    using Base::look, Base::act, Base::load, Base::store;
    using Base::plan_, Base::content_, Base::initiators_, Base::everywhere_;
    using Base::snapshot_in, Base::control_in, Base::stamp_bits, Base::stamp_in;

    template <class Visit>
    void for_each_initiation(View state, Visit&& visit) const {
        std::uint64_t waiting = initiators_ & ~plan_.recorded.get(state);
        for (; waiting != 0; waiting &= waiting - 1) {
            const auto bit = static_cast<unsigned>(std::countr_zero(waiting));
            const Process p = bit % network().processes();
            const unsigned s = bit / network().processes();
            if (may_initiate(state, p, s)) visit(step(Kind::initiate, p, s));
        }
    }
    // Both have what is asked most often at hand, for loops over many states.
    auto sendings(unsigned c) const {
        const auto& channel = plan_.channels[c];
        return
            [this, c, sent = channel.sent, capacity = channel.capacity](View state, auto&& visit) {
                // without a branch for whether there is room, which is as good as random
                bool may_send = sent.get(state) < capacity;
                may_send &= network_takes(state, c);
                if (may_send && algorithm_lets(state, c)) visit(step(Kind::send, c, 0));
            };
    }
    auto deliveries(unsigned c) const {
        return [this, c, sent = plan_.channels[c].sent, arrivals = content_.arrivals(c)](
                   View state, auto&& visit) {
            if (!may_receive(state, c)) return;
            arrivals(state, static_cast<unsigned>(sent.get(state)),
                     [&](unsigned detail) { visit(step(Kind::deliver, c, detail)); });
        };
    }
    template <class Visit>
    void for_each_transport(View state, unsigned c, Visit&& visit) const {
        if (content_.may_transport(state, c)) visit(step(Kind::transport, c, 0));
    }

    unsigned recorded_initiators(View state) const {
        return static_cast<unsigned>(std::popcount(plan_.recorded.get(state) & initiators_));
    }
    // What has moved on a channel: all messages have been sent, and for each snapshot one control
    // message of a source that has recorded; those that are not in transit have arrived.
    unsigned passed_on(View state, unsigned c) const {
        const auto controls = static_cast<unsigned>(std::popcount(
            plan_.recorded.get(state) >> plan_.channels[c].ends.source & everywhere_));
        return sent(state, c) + controls - content_.how_many_in_transit(state, c, sent(state, c)) -
               content_.waiting(state, c) + content_.transport_steps(state, c, controls);
    }

    // A process begins its snapshots in their order.
    bool may_initiate(View state, Process p, unsigned s) const {
        if (content_.blocked(state, p)) return false;
        for (unsigned earlier = 0; earlier < s; ++earlier)
            if ((initiators_ >> this->bit_of(p, earlier) & 1) != 0 && !recorded(state, p, earlier))
                return false;
        if constexpr (HoldsBackInitiation<Algorithm>)
            return look(state, p, s,
                        [](const Algorithm& a, const auto& site) { return a.may_initiate(site); });
        return true;
    }

    bool network_takes(View state, unsigned c) const {
        return content_.may_send(state, c) &&
               !content_.blocked(state, plan_.channels[c].ends.source) &&
               (!plan_.instance.budget || budget_lasts(state, plan_.channels[c].ends.source));
    }

    bool algorithm_lets([[maybe_unused]] View state, [[maybe_unused]] unsigned c) const {
        if constexpr (HoldsBackSends<Algorithm>) {
            const auto& channel = plan_.channels[c];
            return in_every_snapshot([&](unsigned s) {
                return look(state, channel.ends.source, s,
                            [&](const Algorithm& a, const auto& site) {
                                return a.may_send(site, channel.out_port);
                            });
            });
        }
        return true;
    }

    bool budget_lasts(View state, Process p) const {
        unsigned total = 0;
        for (const unsigned output : network().outputs(p)) total += sent(state, output);
        return total < (*plan_.instance.budget)[p];
    }

    bool may_receive(View state, unsigned c) const {
        const auto& channel = plan_.channels[c];
        if (content_.blocked(state, channel.ends.target)) return false;
        if constexpr (HoldsBackReceipts<Algorithm>)
            return in_every_snapshot([&](unsigned s) {
                return look(state, channel.ends.target, s,
                            [&](const Algorithm& a, const auto& site) {
                                return a.may_receive(site, channel.in_port);
                            });
            });
        return true;
    }

    template <class Test>
    bool in_every_snapshot(Test&& test) const {
        for (unsigned s = 0; s < snapshots(); ++s)
            if (!test(s)) return false;
        return true;
    }

    bool may_act(View state, Process p, unsigned s) const
        requires ActsOnItsOwn<Algorithm>
    {
        if (content_.blocked(state, p)) return false;
        return look(state, p, s,
                    [](const Algorithm& a, const auto& site) { return a.ready(site); });
    }

    // Whoever initiates without recording makes no progress that a grade could see.
    void initiate(std::uint64_t* state, Process p, unsigned s) const {
        act(state, p, s, [](Algorithm& algorithm, auto& site) { algorithm.initiate(site); });
        if (plan_.assumed.floods && !recorded(state, p, s))
            throw AssumptionFailed{Assumption::floods};
    }

    void act_on_its_own([[maybe_unused]] std::uint64_t* state, [[maybe_unused]] Process p,
                        [[maybe_unused]] unsigned s) const {
        if constexpr (ActsOnItsOwn<Algorithm>) {
            if (plan_.assumed.floods) throw AssumptionFailed{Assumption::floods};
            act(state, p, s, [](Algorithm& algorithm, auto& site) { algorithm.act(site); });
        }
    }

    // The handlers run just before the message is sent; it carries a stamp for every snapshot.
    bool send(std::uint64_t* state, unsigned c) const {
        const auto& channel = plan_.channels[c];
        bool confined = true;
        std::uint64_t code = 0;
        if constexpr (StampsMessages<Algorithm> || StampsMessagesAtSite<Algorithm> ||
                      PreparesSends<Algorithm>)
            for (unsigned s = 0; s < snapshots(); ++s)
                confined &= act(state, channel.ends.source, s, channel.out_port,
                                [&](Algorithm& algorithm, auto& site) {
                                    if constexpr (PreparesSends<Algorithm>)
                                        algorithm.send(site, channel.out_port);
                                    else
                                        code |= Codec<Stamp>::encode(
                                                    stamp(algorithm, site, channel.out_port),
                                                    plan_.message_extent)
                                                << s * stamp_bits();
                                });
        channel.sent.add(state, 1);
        content_.put_message(state, c, sent(state, c), code);
        return confined;
    }

    static Stamp stamp(Algorithm& algorithm, auto& site, Channel output) {
        if constexpr (StampsMessagesAtSite<Algorithm>)
            return algorithm.send(site, output);
        else
            return algorithm.send(output);
    }

    bool deliver(std::uint64_t* state, unsigned c, unsigned detail) const {
        const Content content = content_.peek(state, c, sent(state, c), detail);
        content_.remove(state, c, detail);
        if (content.control) return deliver_control(state, c, content.code);
        const bool confined = deliver_message(state, c, content);
        content_.receive(state, c, content.number);
        return confined;
    }

    // The handlers run just before the application sees the message.
    bool deliver_message(std::uint64_t* state, unsigned c, const Content& content) const {
        const auto& channel = plan_.channels[c];
        const Message message{static_cast<std::uint8_t>(content.number)};
        bool confined = true;
        for (unsigned s = 0; s < snapshots(); ++s) {
            if (s > 0 && is_kept(state, c, s - 1)) break;
            confined &= act(state, channel.ends.target, s, channel.in_port,
                            [&](Algorithm& algorithm, auto& site) {
                                if constexpr (stamps<Algorithm>)
                                    algorithm.receive(site, channel.in_port, message,
                                                      stamp_in(content.code, s));
                                else
                                    algorithm.receive(site, channel.in_port, message);
                            });
        }
        return confined;
    }

    // Whether the part of a snapshot keeps what arrives on a channel from those of the next ones.
    bool is_kept([[maybe_unused]] View state, [[maybe_unused]] unsigned c,
                 [[maybe_unused]] unsigned s) const {
        if constexpr (KeepsMessages<Algorithm>)
            return load(state, plan_.channels[c].ends.target, s).keeps(plan_.channels[c].in_port);
        return false;
    }

    bool deliver_control([[maybe_unused]] std::uint64_t* state, [[maybe_unused]] unsigned c,
                         [[maybe_unused]] std::uint64_t code) const {
        bool confined = true;
        if constexpr (has_control<Algorithm>) {
            const auto& channel = plan_.channels[c];
            const Control control = control_in(code);
            confined &= act(state, channel.ends.target, snapshot_in(code), channel.in_port,
                            [&](Algorithm& algorithm, auto& site) {
                                algorithm.receive(site, channel.in_port, control);
                            });
            if constexpr (Overhears<Algorithm>)
                for (unsigned s = 0; s < snapshots(); ++s)
                    if (s != snapshot_in(code))
                        confined &= act(state, channel.ends.target, s, channel.in_port,
                                        [&](Algorithm& algorithm, auto& site) {
                                            algorithm.overhear(site, channel.in_port, control);
                                        });
        }
        return confined;
    }
};

}  // namespace snapcheck
