// The parts of an algorithm in a packed state, one for each process and each snapshot: how they are
// kept, what they are asked, and what they do when they act.
#pragma once

#include "models/notation.hpp"
#include "models/part.hpp"
#include "models/snapshot_state.hpp"
#include "models/spelling.hpp"

namespace snapcheck {

template <class Algorithm, class Channels>
class SnapshotParts : public SnapshotState<Channels> {
    static_assert(require_algorithm<Algorithm>());

  public:
    using Base = SnapshotState<Channels>;
    using Base::network, Base::snapshots, Base::recorded, Base::all_recorded;
    using typename Base::Plan;
    using Control = ControlOf<Algorithm>;
    using Stamp = StampOf<Algorithm>;

    explicit SnapshotParts(const Plan& plan) : Base(plan, ComputesChannels<Algorithm>) {}

    // --- what the algorithm says of a state

    /// Every process has recorded, the algorithm calls every process done, and, where a collector
    /// has to agree, it does.
    bool complete(View state, unsigned s) const {
        if (!all_recorded(state, s)) return false;
        for (Process p = 0; p < plan_.processes.size(); ++p)
            if (!done(state, p, s)) return false;
        return collected(state, s);
    }
    /// Whether the collector agrees, where there is one.
    bool collected([[maybe_unused]] View state, [[maybe_unused]] unsigned s) const {
        if constexpr (IsCollected<Algorithm>)
            return of_all_processes(state, s, &Algorithm::collected);
        return true;
    }
    /// What the algorithm claims of every state.
    bool keeps_invariant([[maybe_unused]] View state) const {
        if constexpr (HasInvariant<Algorithm>)
            for (unsigned s = 0; s < snapshots(); ++s)
                if (!of_all_processes(state, s, &Algorithm::invariant)) return false;
        return true;
    }
    bool done(View state, Process p, unsigned s) const {
        return look(state, p, s, [](const Algorithm& algorithm, const auto& site) {
            return algorithm.done(site);
        });
    }

    bool snapshot_complete(View state, unsigned s) const override { return complete(state, s); }
    bool process_done(View state, Process p, unsigned s) const override {
        return done(state, p, s);
    }

    MessageSet computed_content([[maybe_unused]] View state, [[maybe_unused]] unsigned c,
                                [[maybe_unused]] unsigned s) const override {
        if constexpr (ComputesChannels<Algorithm>) {
            if (!this->both_recorded(state, c, s)) return {};
            const auto& channel = plan_.channels[c];
            return Algorithm::channel_state(load(state, channel.ends.source, s), channel.out_port,
                                            load(state, channel.ends.target, s), channel.in_port);
        }
        return {};
    }

    std::string spell_control([[maybe_unused]] std::uint64_t code) const override {
        if constexpr (has_control<Algorithm>)
            return Speller(network()).spell(control_in(code)) +
                   this->of_snapshot(snapshot_in(code));
        return {};
    }
    std::string spell_stamp([[maybe_unused]] std::uint64_t code) const override {
        std::string text;
        if constexpr (stamps<Algorithm>)
            for (unsigned s = 0; s < snapshots(); ++s) {
                const std::string name = Speller(network()).spell(stamp_in(code, s));
                if (name.empty()) continue;
                text += (text.empty() ? "" : ", ") + name + this->of_snapshot(s);
            }
        return text;
    }

    std::string note_content(const Content& content) const override {
        if (!content.control)
            return "\"message\":" + std::to_string(content.number) + note_stamps(content.code);
        std::string text;
        if constexpr (has_control<Algorithm>)
            text = "\"control\":" + Notation().note_named(control_in(content.code)) +
                   ",\"snapshot\":" + std::to_string(snapshot_in(content.code));
        return text;
    }
    std::string note_memory(View state, Process p, unsigned s) const override {
        return Notation(plan_.processes[p].channels).note(load(state, p, s));
    }

    std::vector<Fact> memory(View state, Process p, unsigned s) const override {
        std::vector<Fact> facts;
        Speller(network(), plan_.processes[p].channels)
            .each_member(load(state, p, s), [&](std::string_view name, const std::string& value) {
                facts.push_back({network().name(p) + " " + std::string(name), value});
            });
        return facts;
    }

    std::vector<unsigned> awaited(View state, Process p, unsigned s) const override {
        std::vector<unsigned> channels;
        if constexpr (SaysWhatItAwaits<Algorithm>)
            look(state, p, s, [&](const Algorithm& algorithm, const auto& site) {
                for (const Channel channel : algorithm.awaited(site))
                    channels.push_back(plan_.processes[p].channels[channel.port]);
            });
        return channels;
    }

    std::string_view own_step() const override {
        if constexpr (requires { Algorithm::own_step; }) return Algorithm::own_step;
        return "takes a step of its own";
    }

  protected:
    using Base::plan_, Base::content_;

    /// Has the part of process p in a snapshot act on what comes through a channel. Whether nothing
    /// was read or changed but what p remembers, and what is recorded of that channel.
    template <class Handler>
    bool act(std::uint64_t* state, Process p, unsigned s, Channel through,
             Handler&& handler) const {
        Algorithm algorithm = load(state, p, s);
        Effects<Control> effects;
        Site<Control> site(plan_.processes[p].parts[s].around, so_far(state, p, s), effects);
        handler(algorithm, site);
        store(state, p, s, algorithm);
        if (effects.none()) return !effects.looked_around;
        carry_out(state, p, s, effects);
        return effects.confined_to(through);
    }
    /// The same for what comes through none.
    template <class Handler>
    void act(std::uint64_t* state, Process p, unsigned s, Handler&& handler) const {
        act(state, p, s, Channel{}, std::forward<Handler>(handler));
    }

    SnapshotSoFar so_far(View state, Process p, unsigned s) const {
        SnapshotSoFar so_far{recorded(state, p, s), all_recorded(state, s)};
        if (s > 0) {
            so_far.previous_recorded = recorded(state, p, s - 1);
            so_far.previous_done = so_far.previous_recorded && done(state, p, s - 1);
        }
        return so_far;
    }

    /// Calls look_at(algorithm, site) with what process p remembers of a snapshot.
    template <class Look>
    auto look(View state, Process p, unsigned s, Look&& look_at) const {
        Effects<Control> none;
        const Site<Control> site(plan_.processes[p].parts[s].around, so_far(state, p, s), none);
        const Algorithm algorithm = load(state, p, s);
        return look_at(algorithm, site);
    }

    // A control message says in its lowest bits which snapshot it belongs to.
    unsigned snapshot_bits() const { return bits_to_count(snapshots() - 1); }
    unsigned snapshot_in(std::uint64_t code) const {
        return static_cast<unsigned>(code & low_bits(snapshot_bits()));
    }
    Control control_in(std::uint64_t code) const {
        return decoded<Control>(code >> snapshot_bits(), plan_.message_extent);
    }
    std::uint64_t code_of(const Control& control, unsigned s) const {
        return Codec<Control>::encode(control, plan_.message_extent) << snapshot_bits() | s;
    }

    unsigned stamp_bits() const { return Codec<Stamp>::bits(plan_.message_extent); }
    Stamp stamp_in(std::uint64_t code, unsigned s) const {
        return decoded<Stamp>(code >> s * stamp_bits() & low_bits(stamp_bits()),
                              plan_.message_extent);
    }

    Algorithm load(View state, Process p, unsigned s) const {
        const auto& process = plan_.processes[p];
        return load_part<Algorithm>(state, process.parts[s].members.data(), process.extent);
    }

    void store(std::uint64_t* state, Process p, unsigned s, const Algorithm& algorithm) const {
        const auto& process = plan_.processes[p];
        store_part(state, process.parts[s].members.data(), process.extent, algorithm);
    }

  private:
    std::string note_stamps([[maybe_unused]] std::uint64_t code) const {
        std::vector<std::string> noted;
        if constexpr (stamps<Algorithm>)
            for (unsigned s = 0; s < snapshots(); ++s)
                noted.push_back(Notation().note(stamp_in(code, s)));
        return noted.empty() ? "" : ",\"stamps\":" + json_list(noted);
    }

    // What a collector sees: everything that every process remembers.
    template <class Part>
    bool of_all_processes(View state, unsigned s, bool (*judge)(std::span<const Part>)) const {
        boost::container::static_vector<Part, Network::max_processes> all;
        for (Process p = 0; p < plan_.processes.size(); ++p) all.push_back(load(state, p, s));
        return judge({all.data(), all.size()});
    }

    void carry_out(std::uint64_t* state, Process p, unsigned s,
                   const Effects<Control>& effects) const {
        if (effects.record_state || !effects.sent.empty()) check_flood(state, p, s, effects);
        if (effects.record_state) this->freeze(state, p, s);
        for (const Channel input : effects.forgotten)
            content_.forget(state, this->input_at(p, input), s);
        for (const auto& record : effects.recorded)
            this->record(state, this->input_at(p, record.channel), s, record.message.number);
        for (const Channel output : effects.queues)
            this->record_queue(state, this->output_at(p, output), s);
        for (const auto& send : effects.sent) send_control(state, p, s, send);
    }

    void send_control(std::uint64_t* state, Process p, unsigned s,
                      const typename Effects<Control>::Send& send) const {
        using Manner = typename Effects<Control>::Manner;
        const unsigned c = this->output_at(p, send.channel);
        const std::uint64_t code = code_of(send.control, s);
        if (send.manner == Manner::behind) return content_.put_control(state, c, code);
        if (send.manner == Manner::ahead) return content_.put_control_ahead(state, c, code);
        if (c == network().outputs(p).front()) this->multicast(state, p, code);  // all at once
    }

    // The promise of progress rests on this, so it is not taken on trust.
    void check_flood(View state, Process p, unsigned s, const Effects<Control>& effects) const {
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
        if (!effects.record_state || recorded(state, p, s) || !each_once || !in_line)
            throw AssumptionFailed{Assumption::floods};
    }
};

}  // namespace snapcheck
