// What can happen in a scenario, and what it does. The markers of the snapshots that are asked
// about are on the links; between two lines without a tick nothing is delivered.
//
// Where files say what the snapshots are to be, the rules leave out every step after which that
// cannot be any more, and, where one step is as good now as ever, all others: docs/scenarios.md
// proves that some run is left if there is one at all.
#pragma once

#include <optional>

#include "checker/model.hpp"
#include "models/scenario/scenario_state.hpp"

namespace snapcheck {

/// What is first on a link.
struct Head {
    enum class Kind { nothing, message, marker };

    Kind kind = Kind::nothing;
    unsigned number = 0;  // of the message on its link, or of the snapshot
};

class ScenarioRules {
  public:
    /// `places`, if any, belong to the snapshots of the timeline; both have to outlive the rules.
    /// With `detours`, a run departs at most so often from the likeliest step: what such rules
    /// leave proves what is possible, and nothing of what is not.
    ScenarioRules(const Timeline& timeline, const std::vector<Places>* places,
                  std::optional<unsigned> detours = std::nullopt);

    const Timeline& timeline() const { return *timeline_; }
    const ScenarioLayout& layout() const { return layout_; }
    const Network& network() const { return timeline_->network(); }

    /// Steps: 0 is the next line of the script, 1+c delivers what is first on link c.
    static constexpr Step next_line{0};
    static Step delivery(unsigned channel) { return Step{channel + 1}; }
    static unsigned channel_of(Step step) { return static_cast<unsigned>(step) - 1; }

    std::vector<Step> steps(const std::uint64_t* state) const;
    /// Whether a step can be taken; steps() may leave it out for one that is as good.
    bool enabled(const std::uint64_t* state, Step step) const;
    void take(std::uint64_t* state, Step step) const;

    /// Every line is read and every marker has arrived.
    bool finished(const std::uint64_t* state) const;
    bool all_read(const std::uint64_t* state) const {
        return layout_.line(state) == timeline_->lines().size();
    }
    const ScriptLine& line(const std::uint64_t* state) const {
        return timeline_->lines()[layout_.line(state)];
    }
    /// How many lines and deliveries lie behind.
    unsigned grade(const std::uint64_t* state) const;

    Head head(const std::uint64_t* state, unsigned channel) const;
    /// How many messages a server has sent, and what it has now.
    unsigned sends(const std::uint64_t* state, Process p) const {
        return timeline_->sends_before(p, layout_.line(state));
    }
    Tokens tokens(const std::uint64_t* state, Process p) const;
    /// What a server recorded, or would record now.
    Tokens recorded_tokens(const std::uint64_t* state, Process p, unsigned snapshot) const;
    bool recorded(const std::uint64_t* state, Process p, unsigned snapshot) const {
        return layout_.order(state, p).contains(snapshot);
    }
    /// p has recorded the snapshot, and its marker has not arrived on this input of p.
    bool open(const std::uint64_t* state, unsigned channel, unsigned snapshot) const;
    /// Whether what comes next on a link has to do with any snapshot.
    bool matters(const std::uint64_t* state, unsigned channel) const;

  private:
    // Whether time passes: the last line read is a tick, or there is none left.
    bool delivers(const std::uint64_t* state) const;
    bool can_pay(const std::uint64_t* state) const;

    // All steps that make a difference, the likeliest last: to deliver is likelier than to wait.
    std::vector<Step> choices(const std::uint64_t* state) const;

    // What the files allow.
    const Places& places(unsigned snapshot) const { return (*places_)[snapshot]; }
    bool guided() const { return places_ != nullptr; }
    bool allows(const std::uint64_t* state, Step step) const;
    bool allows_line(const std::uint64_t* state) const;
    bool allows_message(const std::uint64_t* state, unsigned channel) const;
    bool allows_record(const std::uint64_t* state, Process p, unsigned snapshot) const;
    bool comes_next(const std::uint64_t* state, unsigned channel, unsigned snapshot) const;
    bool may_record_after(const std::uint64_t* state, Process p, unsigned snapshot,
                          unsigned sends) const;
    bool may_record_at(const std::uint64_t* state, unsigned channel, unsigned snapshot,
                       unsigned receipts) const;
    bool outputs_fit(const std::uint64_t* state, Process p, unsigned snapshot,
                     unsigned sends) const;

    // Which steps are as good now as ever.
    bool is_urgent(const std::uint64_t* state, unsigned channel) const;
    bool is_urgent_message(const std::uint64_t* state, unsigned channel) const;
    bool may_lack_tokens(const std::uint64_t* state, Process p) const;
    bool must_record_here(const std::uint64_t* state, Process p, unsigned snapshot) const;
    bool may_tie_here(const std::uint64_t* state, Process p, unsigned snapshot) const;
    bool surely_first(const std::uint64_t* state, unsigned s, unsigned t, Process p) const;
    bool harms_nobody(const std::uint64_t* state, Process p, unsigned snapshot) const;
    void compare_places();

    const Timeline* timeline_;
    const std::vector<Places>* places_;
    std::optional<unsigned> detours_;
    ScenarioLayout layout_;
    // For two snapshots and a server: both may be recorded at the same place.
    std::vector<bool> may_tie_;
    std::size_t pair(unsigned s, unsigned t, Process p) const {
        return (std::size_t{s} * timeline_->asked() + t) * network().processes() + p;
    }
};

}  // namespace snapcheck
