// What one process can do, whatever the others do: its states are what its steps read and write of
// the process itself, its steps are initiation, sends, and the arrival of each content that a
// channel can carry. It is found by taking the steps of the model on states in which nothing else
// is there, so nobody has to declare what depends on what (docs/reductions.md).
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "checker/generator.hpp"
#include "checker/word_set.hpp"
#include "models/snapshot_state.hpp"

namespace snapcheck {

/// A step of one process, by what it is and not by where it is enabled.
struct LocalStep {
    enum class Kind : std::uint8_t { initiate, send, deliver };
    Kind kind;
    unsigned channel;  // not of initiation
    Content content;   // of a delivery
};

/// A set of the steps of one process, by number.
using LocalSteps = std::uint64_t;

/// Defined for every discipline in process_automaton.cpp.
template <class Channels>
class ProcessAutomaton {
  public:
    /// Explores what `process` can do. Where that says too little, obstacle() says why.
    ProcessAutomaton(const SnapshotState<Channels>& rules, const Generator& steps, Process process);

    /// Why nothing can be told of this process; empty where all is well.
    const std::string& obstacle() const { return obstacle_; }

    /// Where the process is, in a state of the model; nullopt where it cannot be.
    std::optional<std::size_t> place_in(View state) const;

    const LocalStep& operator[](unsigned step) const { return steps_[step]; }
    LocalSteps all() const { return low_bits(static_cast<unsigned>(steps_.size())); }
    unsigned initiation() const { return 0; }
    unsigned sending(unsigned channel) const { return first_of_[channel]; }
    unsigned arrival(unsigned channel, const Content& content) const;

    /// Steps that do not commute with this one, here or wherever the process can get from here
    /// without it.
    LocalSteps dependent(std::size_t place, unsigned step) const {
        return places_[place].dependent[step];
    }
    /// Calls visit(state) for every place, with everything that can arrive and is let in there.
    void for_each_case(const std::function<void(View)>& visit) const;

    /// Steps by which the process may record.
    LocalSteps recording() const { return recording_; }

  private:
    struct Place {
        std::vector<std::optional<std::size_t>> next;  // by step; none where it is not enabled
        std::vector<LocalSteps> dependent;             // by step
    };
    struct Outcome {
        std::vector<std::uint64_t> words;
        bool failed = false;
    };
    using Words = std::vector<std::uint64_t>;

    void number_steps();
    void find_mask();
    void explore();
    void explore(std::size_t place);
    void spread_dependence();
    bool spread_dependence(std::size_t place);

    Words words_at(std::size_t place) const;
    void put(Words& words, const LocalStep& step) const;
    std::optional<Step> find(View words, const LocalStep& step) const;
    std::optional<Outcome> after(Words words, const LocalStep& step) const;
    bool commute(std::size_t place, const LocalStep& one, const LocalStep& other) const;
    bool never_meet(const LocalStep& one, const LocalStep& other) const;
    Words own(View state) const;
    std::size_t place_of(View words);
    void look_for_obstacles(std::size_t place, const LocalStep& step, const Words& after);
    void look_beyond(std::size_t place, const LocalStep& step, const std::optional<Outcome>& alone);
    Words among_others(std::size_t place) const;
    bool alike(const Outcome& one, const Outcome& other) const;
    bool has_recorded_outputs(const Words& words) const;
    bool recorded_content_grows_only(std::size_t place, const LocalStep& step) const;

    const SnapshotState<Channels>& rules_;
    const Generator& generator_;
    Process process_;
    std::string obstacle_;
    std::vector<LocalStep> steps_;
    std::vector<unsigned> first_of_;  // of each channel: its first step, if it is one of ours
    Words initial_;
    Words mask_;  // what of a state belongs to the process
    WordSet masked_;
    std::vector<Place> places_;
    LocalSteps recording_ = 0;
};

}  // namespace snapcheck
