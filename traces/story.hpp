// Where in a run things happened, by step number: what explanations are woven from.
#pragma once

#include <optional>
#include <string>

#include "traces/arrows.hpp"

namespace snapcheck {

class Story {
  public:
    Story(const Run& run, const Network& network)
        : run_(run),
          network_(network),
          arrows_(arrows_of(run)),
          recorded_(recording_steps(run, network)) {}

    /// Step numbers count from 1, as traces show them; nullopt: it did not happen.
    std::optional<unsigned> sent(unsigned channel, unsigned message) const;
    std::optional<unsigned> received(unsigned channel, unsigned message) const;
    std::optional<unsigned> lost(unsigned channel, unsigned message) const;
    /// When a process recorded the state that it has on record at the end.
    std::optional<unsigned> recorded(Process process) const;
    /// When a message was first put into the recorded content of its channel.
    std::optional<unsigned> put_on_record(unsigned channel, unsigned message) const;
    /// Each time that it was put there.
    std::vector<unsigned> puts_on_record(unsigned channel, unsigned message) const;
    /// All receipts of a message, where the channel has delivered it more often than once.
    std::vector<unsigned> receipts(unsigned channel, unsigned message) const;
    /// The last control message to arrive on a channel up to a step, if any.
    std::optional<unsigned> last_control(unsigned channel, unsigned up_to) const;

    const Event& event(unsigned step) const { return run_.events[step - 1]; }
    unsigned steps() const { return static_cast<unsigned>(run_.events.size()); }
    const Run& run() const { return run_; }
    const Network& network() const { return network_; }

    /// What was sent, and what became of it.
    const std::vector<Arrow>& arrows() const { return arrows_; }

    std::string source(unsigned channel) const {
        return network_.name(network_.ends(channel).source);
    }
    std::string target(unsigned channel) const {
        return network_.name(network_.ends(channel).target);
    }
    std::string name(unsigned channel) const { return network_.channel_name(channel); }

  private:
    template <class Test>
    std::optional<unsigned> first(Test test) const;

    const Run& run_;
    const Network& network_;
    std::vector<Arrow> arrows_;
    std::vector<std::optional<unsigned>> recorded_;
};

}  // namespace snapcheck
