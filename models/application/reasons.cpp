#include "models/application/reasons.hpp"

#include <algorithm>

#include "models/application/application_judge.hpp"
#include "models/application/application_tell.hpp"

namespace snapcheck {

namespace {

std::string recorded_in_words(const ApplicationModel& model, View last) {
    return "the recorded state is " + to_string(model.recorded_state(last), model.application());
}

std::string why_not_conserved(const ApplicationModel& model, View last) {
    const Predicate& conserved = *model.setting().conserved;
    std::int64_t at_first = 0;
    model.for_each_initial(
        [&](View state) { at_first = conserved.value(model.global_state(state)); });
    return conserved.text() + " is " + std::to_string(conserved.value(model.recorded_state(last))) +
           " in it, and " + std::to_string(at_first) + " in every state of the application";
}

// Channels on which something stays.
std::vector<unsigned> starved_channels(const ApplicationModel& model,
                                       const std::vector<std::vector<std::uint64_t>>& states,
                                       const std::vector<Step>& cycle) {
    std::vector<unsigned> starved;
    for (unsigned c = 0; c < model.network().channels(); ++c) {
        const bool never_empty = std::ranges::none_of(
            states, [&](const auto& state) { return model.channels().empty(state.data(), c); });
        const bool never_moves = std::ranges::none_of(cycle, [&](Step step) {
            return ApplicationModel::kind_of(step) == ApplicationModel::Kind::deliver &&
                   ApplicationModel::subject_of(step) == c;
        });
        if (never_empty && never_moves) starved.push_back(c);
    }
    return starved;
}

// ", since q has no use for M": at the head, whatever the local states in which it is there.
std::string why_kept(const ApplicationModel& model,
                     const std::vector<std::vector<std::uint64_t>>& states, unsigned c) {
    if (!model.channels().ordered()) return "";
    const Item head = model.channels().at(states.back().data(), c, 0);
    const Process receiver = model.network().ends(c).target;
    const auto takes_it = [&](const auto& state) {
        return model.receipt(receiver, model.local(state.data(), receiver), {c, head.content});
    };
    if (head.control || std::ranges::any_of(states, takes_it)) return "";
    return ", since " + model.network().name(receiver) + " has no use for " +
           model.application().contents[head.content];
}

// "; only p, q take steps"
std::string who_moves(const ApplicationModel& model, const std::vector<Step>& cycle) {
    std::string names;
    unsigned movers = 0;
    for (Process p = 0; p < model.network().processes(); ++p) {
        const auto by_p = [&](Step step) { return model.actor(step) == p; };
        if (std::ranges::none_of(cycle, by_p)) continue;
        names.append(names.empty() ? "" : ", ").append(model.network().name(p));
        ++movers;
    }
    return "; only " + names + (movers == 1 ? " takes steps" : " take steps");
}

}  // namespace

std::string why_violated(const ApplicationModel& model, unsigned number, View last) {
    if (number >= first_invariant_bit)
        return recorded_in_words(model, last) + ": there, " +
               model.setting().invariants[number - first_invariant_bit].text() + " is false";
    const Property& property = catalogue()[number];
    if (property.name == "conserved")
        return recorded_in_words(model, last) + ": " + why_not_conserved(model, last);
    const std::string otherwise = "it is not so that " + std::string(property.meaning);
    if (property.judged != Judged::when_complete) return otherwise;
    return recorded_in_words(model, last) + ": " + otherwise;
}

std::string why_not_terminated(const ApplicationModel& model,
                               const std::vector<std::vector<std::uint64_t>>& states,
                               const std::vector<Step>& cycle) {
    const View last = states.back().data();
    std::string text = cycle.empty()
                           ? "nobody is obliged to go on, and the snapshot is not complete: "
                           : "this goes on for ever, and the snapshot is not complete: ";
    const std::string waiting = waiting_in_words(model, last);
    text += waiting.empty() ? "it waits for its collector" : waiting;
    if (!cycle.empty()) text += who_moves(model, cycle);
    for (const unsigned c : starved_channels(model, states, cycle))
        text += "; " + model.application().channels[c] + " keeps " +
                in_transit_in_words(model, last, c) + why_kept(model, states, c);
    return text;
}

}  // namespace snapcheck
