#include "models/reduction/stubborn_sets.hpp"

#include <concepts>

#include "models/channels/all.hpp"

namespace snapcheck {

template <class Channels>
StubbornSets<Channels>::StubbornSets(const SnapshotState<Channels>& rules, const Generator& steps)
    : rules_(rules) {
    const Instance& instance = rules.plan().instance;
    if (steps.max_rise() == 0) obstacle_ = "not every step makes progress that a state shows";
    if (rules.snapshots() > 1) obstacle_ = "several snapshots are taken in a run";
    if (instance.may_fall_silent) obstacle_ = "the application may fall silent";
    if (std::same_as<Channels, Bounded>) obstacle_ = "a receipt makes room for what is sent";
    for (Process p = 0; obstacle_.empty() && p < rules.network().processes(); ++p) {
        processes_.emplace_back(rules, steps, p);
        obstacle_ = processes_.back().obstacle();
    }
}

template <class Channels>
void StubbornSets<Channels>::reduce(View state, std::vector<Step>& enabled) const {
    if (enabled.size() < 2 || rules_.content().tangled(state)) return;
    Here here{state, {}, OfEach<LocalSteps>(processes_.size(), 0)};
    for (const auto& process : processes_) here.places.push_back(process.place_in(state));
    boost::container::static_vector<LocalStepOf, 64> known;
    for (const Step step : enabled) {
        const auto own = local(state, step);
        if (!own || !here.places[own->process] || known.size() == known.capacity()) return;
        if (alone(here, *own)) return enabled.assign(1, step);
        here.enabled[own->process] |= LocalSteps{1} << own->number;
        known.push_back(*own);
    }
    const OfEach<LocalSteps> least = least_stubborn_set(here);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < enabled.size(); ++i)
        if ((least[known[i].process] >> known[i].number & 1) != 0) enabled[kept++] = enabled[i];
    enabled.resize(kept);
}

template <class Channels>
std::optional<LocalStepOf> StubbornSets<Channels>::local(View state, Step step) const {
    using Kind = typename SnapshotState<Channels>::Kind;
    const Process p = rules_.actor(step);
    const unsigned subject = rules_.subject_of(step);
    switch (rules_.kind_of(step)) {
        case Kind::initiate:
            return LocalStepOf{p, processes_[p].initiation()};
        case Kind::send:
            return LocalStepOf{p, processes_[p].sending(subject)};
        case Kind::deliver:
            return LocalStepOf{p, processes_[p].arrival(subject, rules_.delivered(state, step))};
        default:
            return std::nullopt;
    }
}

template <class Channels>
bool StubbornSets<Channels>::independent(View state, LocalStepOf one, LocalStepOf other) const {
    if (rules_.content().tangled(state)) return false;
    if (one.process != other.process) return true;
    const auto place = processes_[one.process].place_in(state);
    return place &&
           (processes_[one.process].dependent(*place, one.number) >> other.number & 1) == 0;
}

// Whether a step commutes with everything that its process can still do.
template <class Channels>
bool StubbornSets<Channels>::alone(const Here& here, LocalStepOf step) const {
    return processes_[step.process].dependent(*here.places[step.process], step.number) == 0;
}

// Of those that begin with a step of each process, one with the fewest enabled steps.
template <class Channels>
typename StubbornSets<Channels>::template OfEach<LocalSteps>
StubbornSets<Channels>::least_stubborn_set(const Here& here) const {
    const auto size = [&](const OfEach<LocalSteps>& set) {
        int steps = 0;
        for (std::size_t p = 0; p < set.size(); ++p)
            steps += std::popcount(set[p] & here.enabled[p]);
        return steps;
    };
    OfEach<LocalSteps> least = here.enabled;
    for (Process p = 0; p < processes_.size(); ++p) {
        if (here.enabled[p] == 0) continue;
        const auto first = static_cast<unsigned>(std::countr_zero(here.enabled[p]));
        const OfEach<LocalSteps> set = stubborn_set(here, {p, first});
        if (size(set) < size(least)) least = set;
    }
    return least;
}

// With each enabled step all that it depends on, with each other one all that may enable it.
template <class Channels>
typename StubbornSets<Channels>::template OfEach<LocalSteps> StubbornSets<Channels>::stubborn_set(
    const Here& here, LocalStepOf first) const {
    Growing set{OfEach<LocalSteps>(processes_.size(), 0), OfEach<LocalSteps>(processes_.size(), 0)};
    add(first.process, LocalSteps{1} << first.number, set);
    for (bool grown = true; grown;) {
        grown = false;
        for (Process p = 0; p < processes_.size(); ++p)
            for (; set.waiting[p] != 0; grown = true) {
                const auto next = static_cast<unsigned>(std::countr_zero(set.waiting[p]));
                set.waiting[p] &= set.waiting[p] - 1;
                if ((here.enabled[p] >> next & 1) != 0)
                    add(p, processes_[p].dependent(*here.places[p], next), set);
                else
                    need(here, p, next, set);
            }
    }
    return set.chosen;
}

// One of the steps that are added must come before a step that is not enabled.
template <class Channels>
void StubbornSets<Channels>::need(const Here& here, Process p, unsigned step, Growing& set) const {
    const LocalStep& wanted = processes_[p][step];
    switch (wanted.kind) {
        case LocalStep::Kind::initiate:
            if (!rules_.recorded(here.state, p, 0)) add(p, processes_[p].all(), set);
            break;
        case LocalStep::Kind::send:
            if (may_still_send(here, p, wanted.channel)) add(p, processes_[p].all(), set);
            break;
        case LocalStep::Kind::deliver:
            need_arrival(here, p, wanted, set);
            break;
    }
}

template <class Channels>
bool StubbornSets<Channels>::may_still_send(const Here& here, Process p, unsigned channel) const {
    const Instance& instance = rules_.plan().instance;
    unsigned total = 0;
    for (const unsigned output : rules_.network().outputs(p))
        total += rules_.sent(here.state, output);
    return rules_.sent(here.state, channel) < rules_.plan().channels[channel].capacity &&
           (!instance.budget || total < (*instance.budget)[p]);
}

template <class Channels>
void StubbornSets<Channels>::need_arrival(const Here& here, Process p, const LocalStep& step,
                                          Growing& set) const {
    const unsigned c = step.channel;
    const unsigned sent = rules_.sent(here.state, c);
    const auto in_transit = rules_.content().in_transit(here.state, c, sent);
    if (std::ranges::find(in_transit, step.content) != in_transit.end() &&
        (!Channels::ordered || in_transit.front() == step.content))
        return add(p, processes_[p].all(), set);  // held back by what p has to do first
    if (Channels::ordered && !in_transit.empty())
        return add(p, LocalSteps{1} << processes_[p].arrival(c, in_transit.front()), set);
    const Process source = rules_.plan().channels[c].ends.source;
    if (!step.content.control && step.content.number > sent)
        add(source, LocalSteps{1} << processes_[source].sending(c), set);
    if (step.content.control && !rules_.recorded(here.state, source, 0))
        add(source, processes_[source].recording(), set);
}

template <class Channels>
void StubbornSets<Channels>::add(Process p, LocalSteps steps, Growing& set) const {
    set.waiting[p] |= steps & ~set.chosen[p];
    set.chosen[p] |= steps;
}

template class StubbornSets<Bag>;
template class StubbornSets<Bounded>;
template class StubbornSets<Causal>;
template class StubbornSets<Duplicating>;
template class StubbornSets<Fifo>;
template class StubbornSets<Lossy>;

}  // namespace snapcheck
