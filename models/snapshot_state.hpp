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
        : plan_(plan),
          content_(*plan.content),
          initiators_(bits_of(plan.instance.initiators)),
          computes_channels_(computes_channels) {}
    virtual ~SnapshotState() = default;

    const Plan& plan() const { return plan_; }
    const Network& network() const { return plan_.instance.network; }
    const Channels& content() const { return content_; }
    unsigned words() const { return plan_.words(); }

    bool recorded(View state, Process p) const { return (plan_.recorded.get(state) >> p & 1) != 0; }
    bool all_recorded(View state) const { return plan_.recorded.get(state) == plan_.recorded.mask; }
    unsigned sent(View state, unsigned c) const {
        return static_cast<unsigned>(plan_.channels[c].sent.get(state));
    }
    unsigned cut_sent(View state, unsigned c) const {
        return static_cast<unsigned>(plan_.channels[c].cut_sent.get(state));
    }
    /// Whether what channel c holds can be told: where the collector computes it, both ends must
    /// have recorded.
    bool both_recorded(View state, unsigned c) const {
        const auto [source, target] = plan_.channels[c].ends;
        return recorded(state, source) && recorded(state, target);
    }

    /// Whether a collector computes what channels hold; otherwise their targets record it.
    bool computes_channels() const { return computes_channels_; }
    /// The recorded content of a channel, by message.
    std::vector<unsigned> recorded_content(View state, unsigned c) const {
        return computes_channels_ ? numbers_in(computed_content(state, c))
                                  : content_.recorded(state, c);
    }

    // --- steps, by number: kind, then process or channel, then what arrives

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

    // --- what only the algorithm knows; for traces and for cuts, not for the inner loop

    virtual bool snapshot_complete(View state) const = 0;
    virtual bool process_done(View state, Process p) const = 0;
    /// What a collector computes as the content of a channel; nothing while it cannot.
    virtual MessageSet computed_content(View state, unsigned c) const = 0;
    virtual std::string spell_control(std::uint64_t code) const = 0;
    virtual std::string spell_stamp(std::uint64_t code) const = 0;
    /// What the algorithm remembers at p, by the names of its members.
    virtual std::vector<Fact> memory(View state, Process p) const = 0;
    /// Inputs that p waits on, if the algorithm says so.
    virtual std::vector<unsigned> awaited(View state, Process p) const = 0;
    /// What a step of the algorithm's own does.
    virtual std::string_view own_step() const = 0;

  protected:
    const Plan& plan_;
    const Channels& content_;
    std::uint64_t initiators_;

    // Makes the state of p, as it is, that which is recorded.
    void freeze(std::uint64_t* state, Process p) const;
    // Adds the messages in transit to what is recorded of a channel.
    void record_queue(std::uint64_t* state, unsigned c) const;
    void record(std::uint64_t* state, unsigned c, unsigned number) const;
    void multicast(std::uint64_t* state, Process p, std::uint64_t code) const;
    // The channel at a port. What an algorithm asks for and cannot have is its fault, and must not
    // pass for an answer.
    unsigned input_at(Process p, Channel channel) const;
    unsigned output_at(Process p, Channel channel) const;

  private:
    bool computes_channels_;

    static std::uint64_t bits_of(const std::vector<Process>& processes) {
        std::uint64_t bits = 0;
        for (const Process p : processes) bits |= std::uint64_t{1} << p;
        return bits;
    }
};

}  // namespace snapcheck
