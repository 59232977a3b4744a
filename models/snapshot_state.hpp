// What can be asked of a packed state whatever the algorithm, and what only the algorithm can
// answer. Compiled once for a discipline: whoever tells runs or judges cuts needs no more.
#pragma once

#include "checker/model.hpp"
#include "models/blueprint.hpp"
#include "models/event.hpp"

namespace snapcheck {

template <class Channels>
class SnapshotState {
  public:
    using Plan = Blueprint<Channels>;

    SnapshotState(const Plan& plan, bool computes_channels)
        : plan_(plan), content_(*plan.content), computes_channels_(computes_channels) {
        for (unsigned s = 0; s < snapshots(); ++s) {
            everywhere_ |= std::uint64_t{1} << bit_of(0, s);
            const std::vector<Process> own = plan.instance.initiators_of(s);
            for (const Process p : own) initiators_ |= std::uint64_t{1} << bit_of(p, s);
            shares_snapshots_ |= own.size() > 1;
        }
    }
    virtual ~SnapshotState() = default;

    const Plan& plan() const { return plan_; }
    const Network& network() const { return plan_.instance.network; }
    const Channels& content() const { return content_; }
    unsigned words() const { return plan_.words(); }
    unsigned snapshots() const { return plan_.instance.snapshots; }
    /// For people, who count from 1: " of snapshot 2"; nothing where there is only one.
    std::string of_snapshot(unsigned snapshot) const {
        return snapshots() == 1 ? "" : " of snapshot " + std::to_string(snapshot + 1);
    }

    // Snapshots count from 0, as processes and channels do.
    bool recorded(View state, Process p, unsigned snapshot) const {
        return (plan_.recorded.get(state) >> bit_of(p, snapshot) & 1) != 0;
    }
    /// Of p in a snapshot, where `recorded` says who has.
    std::uint64_t recorded_bit(Process p, unsigned snapshot) const {
        return std::uint64_t{1} << bit_of(p, snapshot);
    }
    bool all_recorded(View state, unsigned snapshot) const {
        const std::uint64_t everybody = low_bits(network().processes());
        return (plan_.recorded.get(state) >> bit_of(0, snapshot) & everybody) == everybody;
    }
    unsigned sent(View state, unsigned c) const {
        return static_cast<unsigned>(plan_.channels[c].sent.get(state));
    }
    unsigned cut_sent(View state, unsigned c, unsigned snapshot) const {
        return static_cast<unsigned>(plan_.channels[c].cut_sent[snapshot].get(state));
    }
    /// Whether what channel c holds can be told: where the collector computes it, both ends must
    /// have recorded.
    bool both_recorded(View state, unsigned c, unsigned snapshot) const {
        const auto [source, target] = plan_.channels[c].ends;
        return recorded(state, source, snapshot) && recorded(state, target, snapshot);
    }

    /// Whether a collector computes what channels hold; otherwise their targets record it.
    bool computes_channels() const { return computes_channels_; }
    /// The recorded content of a channel, by message.
    std::vector<unsigned> recorded_content(View state, unsigned c, unsigned snapshot) const {
        return computes_channels_ ? numbers_in(computed_content(state, c, snapshot))
                                  : content_.recorded(state, c, snapshot);
    }

    // --- steps, by number: kind, then process or channel, then what arrives, or which snapshot

    enum class Kind : std::uint32_t { initiate, send, deliver, act, transport };
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

    unsigned actors() const { return network().processes(); }
    unsigned actor(Step step) const {
        const unsigned subject = subject_of(step);
        switch (kind_of(step)) {
            case Kind::initiate:
            case Kind::act:
                return subject;
            case Kind::send:
                return plan_.channels[subject].ends.source;
            case Kind::transport:  // what is lost, its target misses; what moves, its source sent
                return Channels::transport_loses ? plan_.channels[subject].ends.target
                                                 : plan_.channels[subject].ends.source;
            default:
                return plan_.channels[subject].ends.target;
        }
    }

    /// The content that a delivery step delivers.
    Content delivered(View state, Step step) const {
        return content_.peek(state, subject_of(step), sent(state, subject_of(step)),
                             detail_of(step));
    }

    /// A message that makes its receiver record arrives after that.
    Side side(View before, Step step, View after, unsigned snapshot) const {
        const Kind kind = kind_of(step);
        const bool of_application =
            kind == Kind::send || (kind == Kind::deliver && !delivered(before, step).control);
        if (!of_application) return Side::neither;
        return recorded(after, actor(step), snapshot) ? Side::postrecording : Side::prerecording;
    }

    // --- what only the algorithm knows; for traces and for cuts, not for the inner loop

    virtual bool snapshot_complete(View state, unsigned snapshot) const = 0;
    virtual bool process_done(View state, Process p, unsigned snapshot) const = 0;
    /// What a collector computes as the content of a channel; nothing while it cannot.
    virtual MessageSet computed_content(View state, unsigned c, unsigned snapshot) const = 0;
    virtual std::string spell_control(std::uint64_t code) const = 0;
    virtual std::string spell_stamp(std::uint64_t code) const = 0;
    /// The same for programs (notation.hpp): what a content is, as members of a JSON object, and
    /// what the algorithm remembers at p.
    virtual std::string note_content(const Content& content) const = 0;
    virtual std::string note_memory(View state, Process p, unsigned snapshot) const = 0;
    /// What the algorithm remembers at p, by the names of its members.
    virtual std::vector<Fact> memory(View state, Process p, unsigned snapshot) const = 0;
    /// Inputs that p waits on, if the algorithm says so.
    virtual std::vector<unsigned> awaited(View state, Process p, unsigned snapshot) const = 0;
    /// What a step of the algorithm's own does.
    virtual std::string_view own_step() const = 0;

  protected:
    const Plan& plan_;
    const Channels& content_;
    std::uint64_t everywhere_ = 0;   // the bit of p0 in every snapshot
    std::uint64_t initiators_ = 0;   // who may begin which
    bool shares_snapshots_ = false;  // one of them has several initiators

    // Where `recorded` says whether p has, in a snapshot.
    unsigned bit_of(Process p, unsigned snapshot) const {
        return snapshot * network().processes() + p;
    }

    // Makes the state of p, as it is, that which is recorded.
    void freeze(std::uint64_t* state, Process p, unsigned snapshot) const;
    // Adds the messages in transit to what is recorded of a channel.
    void record_queue(std::uint64_t* state, unsigned c, unsigned snapshot) const;
    void record(std::uint64_t* state, unsigned c, unsigned snapshot, unsigned number) const;
    void multicast(std::uint64_t* state, Process p, std::uint64_t code) const;
    // The channel at a port. What an algorithm asks for and cannot have is its fault, and must not
    // pass for an answer.
    unsigned input_at(Process p, Channel channel) const;
    unsigned output_at(Process p, Channel channel) const;

  private:
    bool computes_channels_;
};

}  // namespace snapcheck
