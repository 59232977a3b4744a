// Which of the enabled steps must be taken so that no terminal state is missed: a stubborn set, put
// together from what the processes can do each by itself (A. Valmari: Stubborn sets for reduced
// state space generation. Advances in Petri Nets 1990; the proof for our steps is in
// docs/reductions.md).
#pragma once

#include <boost/container/static_vector.hpp>

#include "checker/reducer.hpp"
#include "models/reduction/process_automaton.hpp"

namespace snapcheck {

/// A step, by its process and its number there.
struct LocalStepOf {
    Process process;
    unsigned number;
    bool operator==(const LocalStepOf&) const = default;
};

/// Defined for every discipline in stubborn_sets.cpp.
template <class Channels>
class StubbornSets final : public Reducer {
  public:
    StubbornSets(const SnapshotState<Channels>& rules, const Generator& steps);

    /// Why this instance cannot be reduced; empty where it can.
    const std::string& obstacle() const { return obstacle_; }

    void reduce(View state, std::vector<Step>& enabled) const override;

    /// The step as its process sees it; nothing where it is a step of an algorithm's own, or of the
    /// transport.
    std::optional<LocalStepOf> local(View state, Step step) const;

    /// Calls visit(state) for every place of every process, and everything that can arrive there.
    void for_each_case(const std::function<void(View)>& visit) const {
        for (const auto& process : processes_) process.for_each_case(visit);
    }

    /// Whether two steps that are enabled in a state are taken to commute there.
    bool independent(View state, LocalStepOf one, LocalStepOf other) const;

  private:
    template <class Value>
    using OfEach = boost::container::static_vector<Value, Network::max_processes>;

    /// A state, as the processes see it.
    struct Here {
        View state;
        OfEach<std::optional<std::size_t>> places;  // none: where a process cannot be
        OfEach<LocalSteps> enabled;
    };
    /// Steps of every process: those that a set consists of, and those still to be looked at.
    struct Growing {
        OfEach<LocalSteps> chosen;
        OfEach<LocalSteps> waiting;
    };

    bool alone(const Here& here, LocalStepOf step) const;
    OfEach<LocalSteps> least_stubborn_set(const Here& here) const;
    OfEach<LocalSteps> stubborn_set(const Here& here, LocalStepOf first) const;
    void need(const Here& here, Process p, unsigned step, Growing& set) const;
    bool may_still_send(const Here& here, Process p, unsigned channel) const;
    void need_arrival(const Here& here, Process p, const LocalStep& step, Growing& set) const;
    void add(Process p, LocalSteps steps, Growing& set) const;

    const SnapshotState<Channels>& rules_;
    std::vector<ProcessAutomaton<Channels>> processes_;
    std::string obstacle_;
};

}  // namespace snapcheck
