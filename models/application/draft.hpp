// An application while it is written down, name by name, by a file or by a function.
#pragma once

#include "models/application/application.hpp"

namespace snapcheck {

class ApplicationDraft {
  public:
    explicit ApplicationDraft(std::string name) : name_(std::move(name)) {}

    /// All throw InputError with what is wrong and, for a name that is not known, the nearest one.
    /// Processes come before the channels between them, both before the transitions.
    void add_process(const std::string& name, const std::vector<std::string>& states,
                     std::string_view initial);
    /// The same, one after the other.
    void add_process(const std::string& name);
    void add_state(const std::string& name);
    void begin_in(std::string_view initial);
    void add_channel(const std::string& name, std::string_view from, std::string_view to);
    /// "A -send M on c-> B", "B -receive M' on c'-> A", "A -receive M on c, send N on d-> B",
    /// "A -> B"
    void add_transition(std::string_view process, std::string_view text);

    /// Messages have the order in which they come up; this one comes up now.
    void add_content(std::string_view name);

    void conserve(std::string expression) { conserved_ = std::move(expression); }
    void add_predicate(std::string name, std::string expression) {
        predicates_.push_back({std::move(name), std::move(expression)});
    }

    /// Throws where somebody waits, by a transition of his, for a message that nobody sends.
    void require_sender(std::string_view process, std::size_t transition) const;
    /// What is drafted. Throws where messages are awaited that nobody sends.
    Application finished() const;

  private:
    struct ChannelDraft {
        std::string name;
        ChannelEnds ends;
    };

    void add_action(Transition& transition, std::string_view action, Process p);
    unsigned content_of(std::string_view name);
    unsigned local_state(Process p, std::string_view name) const;
    void require_determined(const Transition& transition, Process p) const;
    void require_new(const Transition& transition, Process p) const;
    void require_sender(const Transition& transition) const;
    Process process_named(std::string_view name) const;

    std::string name_;
    std::vector<std::string> process_names_;
    std::vector<Automaton> processes_;
    std::vector<ChannelDraft> channels_;
    std::vector<std::string> contents_;
    std::string conserved_;
    std::vector<NamedPredicate> predicates_;
};

}  // namespace snapcheck
