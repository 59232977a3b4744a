// An application and a snapshot algorithm on its channels: a model of the checker. The graph of its
// states is finite and, as a rule, has cycles.
//
// A step is one event at one process: an initiation; a spontaneous transition of the application,
// with all that it sends; the arrival of what is in transit; or a step of the algorithm's own. The
// algorithm sees a message just before the application does, as in docs/semantics.md. Of several
// snapshots each has a part of the algorithm at every process, as on the free workload.
#pragma once

#include "models/application/algorithm_part.hpp"
#include "models/application/application_channels.hpp"
#include "models/application/predicate.hpp"
#include "models/codec.hpp"
#include "models/instance.hpp"

namespace snapcheck {

/// What is explored, apart from the algorithm.
struct ApplicationSetting {
    Application application;
    Instance instance;                       // its network, channels, initiators and snapshots
    std::vector<Predicate> invariants = {};  // that what is recorded has to keep
    std::optional<Predicate> conserved = {};
};

/// Whether channels keep their order.
inline bool is_ordered(const ApplicationSetting& setting) {
    return setting.instance.channels.kind != ChannelKind::bag;
}

class ApplicationModel {
  public:
    ApplicationModel(const ApplicationSetting& setting, const AlgorithmPart& algorithm,
                     const Assumptions& assumed);

    // --- a model of the checker

    unsigned words() const { return layout_.words(); }
    template <class Visit>
    void for_each_initial(Visit&& visit) const {
        const std::vector<std::uint64_t> state = initial();
        visit(state.data());
    }
    template <class Visit>
    void for_each_step(View state, Visit&& visit) const;
    void take(std::uint64_t* state, Step step) const;
    unsigned actors() const { return network().processes(); }
    unsigned actor(Step step) const;
    std::string describe(View state, Step step) const;

    class Judge;
    Judge judge() const;

    // --- steps, by number: kind, then process or channel, then which one, or which snapshot

    enum class Kind : std::uint32_t { initiate, spontaneous, deliver, act, transport };
    static Kind kind_of(Step step) {
        return static_cast<Kind>(static_cast<std::uint32_t>(step) >> 28);
    }
    static unsigned subject_of(Step step) {
        return static_cast<std::uint32_t>(step) >> 12 & 0xffff;
    }
    static unsigned detail_of(Step step) { return static_cast<std::uint32_t>(step) & 0xfff; }
    static Step step(Kind kind, unsigned subject, unsigned detail) {
        return static_cast<Step>(static_cast<std::uint32_t>(kind) << 28 | subject << 12 | detail);
    }

    // --- what a state says

    const ApplicationSetting& setting() const { return setting_; }
    const Application& application() const { return setting_.application; }
    const Network& network() const { return setting_.instance.network; }
    const ApplicationChannels& channels() const { return *channels_; }
    const AlgorithmPart& algorithm() const { return algorithm_; }
    unsigned snapshots() const { return setting_.instance.snapshots; }

    /// Whether what could arrive next on a channel is held back by nobody: neither the algorithm
    /// nor a network that is full. The application may still have no use for it.
    bool is_due(View state, unsigned c, unsigned position) const;
    /// Whether the network can do something of its own accord with what is in a channel.
    bool may_transport(View state, unsigned c) const { return channels_->may_transport(state, c); }
    unsigned local(View state, Process p) const {
        return static_cast<unsigned>(locals_[p].get(state));
    }
    GlobalState global_state(View state) const;

    // --- what a state says of a snapshot; they count from 0

    /// The part of the algorithm at each process.
    const std::vector<PartOfProcess>& parts(unsigned snapshot) const { return parts_[snapshot]; }
    bool started(View state, unsigned snapshot) const {
        return (started_.get(state) >> snapshot & 1) != 0;
    }
    bool recorded(View state, Process p, unsigned snapshot) const {
        return (recorded_.get(state) >> bit_of(p, snapshot) & 1) != 0;
    }
    bool all_recorded(View state, unsigned snapshot) const;
    bool complete(View state, unsigned snapshot) const;
    bool done(View state, Process p, unsigned snapshot) const {
        return algorithm_.done(state, parts_[snapshot][p], so_far(state, p, snapshot));
    }
    SnapshotSoFar so_far(View state, Process p, unsigned snapshot) const;
    bool may_act(View state, Process p, unsigned snapshot) const {
        return !is_blocked(state, p) &&
               algorithm_.ready(state, parts_[snapshot][p], so_far(state, p, snapshot));
    }
    unsigned recorded_local(View state, Process p, unsigned snapshot) const {
        return static_cast<unsigned>(recorded_locals_[snapshot][p].get(state));
    }
    /// What is recorded: the snapshot, when it is complete.
    GlobalState recorded_state(View state, unsigned snapshot) const;
    /// Where the recorded local states are, by process.
    const std::vector<Field>& recorded_locals(unsigned snapshot) const {
        return recorded_locals_[snapshot];
    }

    /// What the network does with what is in a channel; without the number of the message.
    Event transported(View before, unsigned c) const;
    /// What a control message in transit is called, and which snapshot it is of.
    std::string spell_control(const Item& control) const;
    /// For people, who count from 1: " of snapshot 2"; nothing where there is only one.
    std::string of_snapshot(unsigned snapshot) const;
    /// "the snapshot"; "snapshot 2"
    std::string name_of_snapshot(unsigned snapshot) const;
    /// What a step of the algorithm's own does, and in which snapshot.
    std::string own_step(unsigned snapshot) const;

    // --- what the part of a snapshot does with an item: for those who take a run along

    /// The stamp that a message carries for a snapshot.
    std::uint64_t stamp_in(const Item& message, unsigned snapshot) const {
        return message.code >> snapshot * stamp_bits_ & low_bits(stamp_bits_);
    }
    std::uint64_t with_stamp(std::uint64_t stamps, unsigned snapshot, std::uint64_t stamp) const {
        return stamps | stamp << snapshot * stamp_bits_;
    }
    unsigned snapshot_of(const Item& control) const {
        return static_cast<unsigned>(control.code & low_bits(snapshot_bits_));
    }
    std::uint64_t control_in(const Item& control) const { return control.code >> snapshot_bits_; }
    Item control_item(std::uint64_t control, unsigned snapshot) const {
        return {true, 0, 0, control << snapshot_bits_ | snapshot};
    }
    /// The snapshots, from the first, whose parts are offered a message; the others never see it.
    /// `offer(s)` is called for each, in order.
    template <class Offer>
    void offer_message(View state, unsigned c, Offer&& offer) const {
        for (unsigned s = 0; s < snapshots(); ++s) {
            if (s > 0 && algorithm_.keeps(state, parts_[s - 1][ends_[c].target], in_port_[c]))
                return;
            offer(s);
        }
    }

    /// The transition by which a process takes in a message in a local state.
    const Transition* receipt(Process p, unsigned local, const Dispatch& message) const {
        const int index =
            receipts_[p][(local * ends_.size() + message.channel) * application().contents.size() +
                         message.content];
        return index < 0 ? nullptr
                         : &application().processes[p].transitions[static_cast<unsigned>(index)];
    }

  private:
    void plan_process(Process p);
    void plan_part(Process p, unsigned snapshot);
    void plan_receipts(Process p);
    std::vector<std::uint64_t> initial() const;

    // Where `recorded_` says whether p has, in a snapshot.
    unsigned bit_of(Process p, unsigned snapshot) const {
        return snapshot * network().processes() + p;
    }
    bool is_blocked(View state, Process p) const;
    bool may_initiate(View state, Process p, unsigned snapshot) const;
    bool may_receive(View state, unsigned c) const;
    bool may_send(View state, Process p, const Transition& transition) const;
    bool may_take(View state, Process p, const Transition& transition) const;
    bool may_arrive(View state, unsigned c, unsigned position) const;

    void initiate(std::uint64_t* state, Process p, unsigned snapshot) const;
    void act(std::uint64_t* state, Process p, unsigned snapshot) const;
    void deliver(std::uint64_t* state, unsigned c, unsigned position) const;
    void deliver_control(std::uint64_t* state, unsigned c, const Item& item) const;
    void deliver_message(std::uint64_t* state, unsigned c, const Item& item) const;
    void finish(std::uint64_t* state, Process p, const Transition& transition) const;
    void transport(std::uint64_t* state, unsigned c) const;
    void note_receipt(std::uint64_t* state, unsigned c, unsigned snapshot, const Item& item,
                      unsigned records) const;
    void carry_out(std::uint64_t* state, Process p, unsigned snapshot, const Deeds& deeds) const;
    void freeze(std::uint64_t* state, Process p, unsigned snapshot) const;

    ApplicationSetting setting_;
    const AlgorithmPart& algorithm_;
    Assumptions assumed_;
    LayoutBuilder layout_;
    unsigned stamp_bits_ = 0, snapshot_bits_ = 0;
    std::uint64_t initiators_ = 0;  // who may begin which, as in `recorded_`
    Field started_, recorded_;
    std::vector<Field> locals_;
    std::vector<std::vector<Field>> recorded_locals_;  // by snapshot, then process
    std::vector<std::vector<PartOfProcess>> parts_;    // the same
    std::vector<ChannelEnds> ends_;
    std::vector<Channel> in_port_, out_port_;  // by channel
    std::vector<std::vector<int>> receipts_;   // by process; -1 where a message has to wait
    std::optional<ApplicationChannels> channels_;
};

template <class Visit>
void ApplicationModel::for_each_step(View state, Visit&& visit) const {
    const unsigned processes = network().processes();
    for (unsigned s = 0; s < snapshots(); ++s)
        for (Process p = 0; p < processes; ++p)
            if (may_initiate(state, p, s)) visit(step(Kind::initiate, p, s));
    for (Process p = 0; p < processes; ++p) {
        const auto& transitions = application().processes[p].transitions;
        for (unsigned t = 0; t < transitions.size(); ++t)
            if (may_take(state, p, transitions[t])) visit(step(Kind::spontaneous, p, t));
    }
    for (unsigned c = 0; c < ends_.size(); ++c)
        channels_->for_each_arrival(state, c, [&](unsigned position) {
            if (may_arrive(state, c, position)) visit(step(Kind::deliver, c, position));
        });
    for (Process p = 0; p < processes; ++p)
        for (unsigned s = 0; s < snapshots(); ++s)
            if (may_act(state, p, s)) visit(step(Kind::act, p, s));
    for (unsigned c = 0; c < ends_.size(); ++c)
        if (may_transport(state, c)) visit(step(Kind::transport, c, 0));
}

}  // namespace snapcheck
