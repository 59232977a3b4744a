// A script with everything looked up that the rules ask for often: what each server sends in which
// order, and how far it has come at each line. Only the snapshots that are asked about are in it;
// the markers of others hold nothing up for good (docs/scenarios.md says why), so they are left
// out.
#pragma once

#include "models/scenario/script.hpp"

namespace snapcheck {

/// Positions are counts: "after 2" means after the first two sends of a server, or the first two
/// messages of a link.
class Timeline {
  public:
    /// `asked`: ids of snapshots, without repetition. `script` has to outlive the timeline.
    Timeline(const Script& script, std::vector<unsigned> asked);

    const Script& script() const { return *script_; }
    const Network& network() const { return script_->network(); }
    /// The lines that matter: no unasked snapshot, and never two ticks in a row.
    const std::vector<ScriptLine>& lines() const { return lines_; }

    /// Snapshots that are asked about are numbered 0..asked()-1; id() is the number in the files.
    unsigned asked() const { return static_cast<unsigned>(asked_.size()); }
    unsigned id(unsigned snapshot) const { return asked_[snapshot]; }
    Process initiator(unsigned snapshot) const { return script_->initiators[asked_[snapshot]]; }
    /// After how many of its sends the initiator starts it.
    unsigned start(unsigned snapshot) const { return starts_[snapshot]; }

    /// How many messages the script sends: by a server, and on a link.
    unsigned sends(Process p) const { return static_cast<unsigned>(sent_[p].size()) - 1; }
    unsigned messages(unsigned channel) const {
        return static_cast<unsigned>(amounts_[channel].size());
    }
    Tokens amount(unsigned channel, unsigned message) const { return amounts_[channel][message]; }
    /// The sum of the first `count` messages of a link.
    Tokens sum(unsigned channel, unsigned count) const { return sums_[channel][count]; }
    /// The sum of the first `count` sends of a server.
    Tokens sent(Process p, unsigned count) const { return sent_[p][count]; }
    /// How many of the first `count` sends of its source a link carries.
    unsigned carried(unsigned channel, unsigned count) const { return carried_[channel][count]; }
    /// How many sends of `p` come before a line.
    unsigned sends_before(Process p, unsigned line) const { return sends_before_[p][line]; }
    /// At the start of a snapshot, how many messages `p` has sent.
    unsigned sends_at_start(Process p, unsigned snapshot) const {
        return sends_before_[p][start_lines_[snapshot]];
    }
    /// The most messages of a link that its destination can have received when it starts a
    /// snapshot, or when it has sent `count` messages and not the next one.
    unsigned arrived_at_start(unsigned channel, unsigned snapshot) const {
        return arrived_[channel][start_lines_[snapshot]];
    }
    unsigned arrived_after(unsigned channel, unsigned count) const;

  private:
    void add(const ScriptLine& line);
    void add_send(const ScriptLine& line);

    const Script* script_;
    std::vector<unsigned> asked_;
    std::vector<ScriptLine> lines_;
    std::vector<unsigned> starts_, start_lines_;
    std::vector<std::vector<Tokens>> amounts_, sums_, sent_;
    std::vector<std::vector<unsigned>> carried_, sends_before_;
    std::vector<std::vector<unsigned>> arrived_;     // by link, before each line, at most
    std::vector<std::vector<unsigned>> send_lines_;  // by server
};

}  // namespace snapcheck
