// An application and a snapshot algorithm on its channels: a model of the checker. The graph of its
// states is finite and, as a rule, has cycles.
//
// A step is one event at one process: an initiation; a spontaneous transition of the application,
// with all that it sends; the arrival of what is in transit; or a step of the algorithm's own. The
// algorithm sees a message just before the application does, as in docs/semantics.md.
#pragma once

#include "models/application/algorithm_part.hpp"
#include "models/application/application_channels.hpp"
#include "models/application/predicate.hpp"
#include "models/instance.hpp"

namespace snapcheck {

/// What is explored, apart from the algorithm.
struct ApplicationSetting {
    Application application;
    Instance instance;                       // its network, channels and initiators
    std::vector<Predicate> invariants = {};  // that what is recorded has to keep
    std::optional<Predicate> conserved = {};
};

/// Whether channels keep their order.
inline bool is_ordered(const ApplicationSetting& setting) {
    return setting.instance.channels.kind == ChannelKind::fifo;
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

    // --- steps, by number: kind, then process or channel, then which one

    enum class Kind : std::uint32_t { initiate, spontaneous, deliver, act };
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
    const std::vector<PartOfProcess>& parts() const { return parts_; }

    bool started(View state) const { return started_.get(state) != 0; }
    bool recorded(View state, Process p) const { return (recorded_.get(state) >> p & 1) != 0; }
    bool all_recorded(View state) const { return recorded_.get(state) == recorded_.mask; }
    bool complete(View state) const;
    bool done(View state, Process p) const {
        return algorithm_.done(state, parts_[p], so_far(state, p));
    }
    SnapshotSoFar so_far(View state, Process p) const {
        return {recorded(state, p), all_recorded(state)};
    }
    bool may_receive(View state, unsigned c) const {
        const Process p = ends_[c].target;
        return algorithm_.may_receive(state, parts_[p], so_far(state, p), in_port_[c]);
    }
    bool may_act(View state, Process p) const {
        return algorithm_.ready(state, parts_[p], so_far(state, p));
    }
    unsigned local(View state, Process p) const {
        return static_cast<unsigned>(locals_[p].get(state));
    }
    unsigned recorded_local(View state, Process p) const {
        return static_cast<unsigned>(recorded_locals_[p].get(state));
    }
    GlobalState global_state(View state) const;
    /// What is recorded: the snapshot, when it is complete.
    GlobalState recorded_state(View state) const;
    /// Where the recorded local states are, by process.
    const std::vector<Field>& recorded_locals() const { return recorded_locals_; }

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
    void plan_receipts(Process p);
    std::vector<std::uint64_t> initial() const;

    bool may_initiate(View state, Process p) const {
        return setting_.instance.initiates(p) && !recorded(state, p) &&
               algorithm_.may_initiate(state, parts_[p], so_far(state, p));
    }
    bool may_take(View state, Process p, const Transition& transition) const;
    bool may_arrive(View state, unsigned c, unsigned position) const;

    void initiate(std::uint64_t* state, Process p) const;
    void take_spontaneous(std::uint64_t* state, Process p, const Transition& transition) const;
    void deliver(std::uint64_t* state, unsigned c, unsigned position) const;
    void finish(std::uint64_t* state, Process p, const Transition& transition) const;
    void note_receipt(std::uint64_t* state, unsigned c, const Item& item, unsigned records) const;
    void carry_out(std::uint64_t* state, Process p, const Deeds& deeds) const;
    void freeze(std::uint64_t* state, Process p) const;

    ApplicationSetting setting_;
    const AlgorithmPart& algorithm_;
    Assumptions assumed_;
    LayoutBuilder layout_;
    Field started_, recorded_;
    std::vector<Field> locals_, recorded_locals_;
    std::vector<PartOfProcess> parts_;
    std::vector<ChannelEnds> ends_;
    std::vector<Channel> in_port_, out_port_;  // by channel
    std::vector<std::vector<int>> receipts_;   // by process; -1 where a message has to wait
    std::optional<ApplicationChannels> channels_;
};

template <class Visit>
void ApplicationModel::for_each_step(View state, Visit&& visit) const {
    const unsigned processes = network().processes();
    for (Process p = 0; p < processes; ++p)
        if (may_initiate(state, p)) visit(step(Kind::initiate, p, 0));
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
        if (may_act(state, p)) visit(step(Kind::act, p, 0));
}

}  // namespace snapcheck
