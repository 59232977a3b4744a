#include "models/scenario/scenario_rules.hpp"

#include <algorithm>

namespace snapcheck {

ScenarioRules::ScenarioRules(const Timeline& timeline, const std::vector<Places>* places,
                             std::optional<unsigned> detours)
    : timeline_(&timeline),
      places_(places),
      detours_(detours),
      layout_(timeline, places, detours.value_or(0)) {
    if (guided()) compare_places();
}

bool ScenarioRules::delivers(const std::uint64_t* state) const {
    const unsigned read = layout_.line(state);
    return all_read(state) ||
           (read > 0 && timeline_->lines()[read - 1].kind == ScriptLine::Kind::tick);
}

std::vector<Step> ScenarioRules::steps(const std::uint64_t* state) const {
    const std::vector<Step> steps = choices(state);
    const bool straight_on = detours_ && layout_.detours(state) == *detours_ && !steps.empty();
    return straight_on ? std::vector{steps.back()} : steps;
}

std::vector<Step> ScenarioRules::choices(const std::uint64_t* state) const {
    std::vector<Step> steps;
    if (finished(state)) return steps;
    if (enabled(state, next_line)) steps.push_back(next_line);
    for (unsigned c = 0; c < network().channels(); ++c) {
        if (!enabled(state, delivery(c))) continue;
        if (guided() && is_urgent(state, c)) return {delivery(c)};
        steps.push_back(delivery(c));
    }
    return steps;
}

bool ScenarioRules::enabled(const std::uint64_t* state, Step step) const {
    const bool there = step == next_line ? !all_read(state) && can_pay(state)
                                         : delivers(state) && head(state, channel_of(step)).kind !=
                                                                  Head::Kind::nothing;
    return there && allows(state, step);
}

bool ScenarioRules::can_pay(const std::uint64_t* state) const {
    const ScriptLine& next = line(state);
    return next.kind != ScriptLine::Kind::send || tokens(state, next.process) >= next.amount;
}

void ScenarioRules::take(std::uint64_t* state, Step step) const {
    if (detours_ && layout_.detours(state) < *detours_) {
        const std::vector<Step> steps = choices(state);
        if (steps.empty() || steps.back() != step) layout_.add_detour(state);
    }
    if (step == next_line) {
        const ScriptLine& next = line(state);
        if (next.kind == ScriptLine::Kind::snapshot)
            layout_.record(state, next.process, next.snapshot, sends(state, next.process));
        layout_.next_line(state);
        return;
    }
    const unsigned channel = channel_of(step);
    const Process p = network().ends(channel).target;
    const Head first = head(state, channel);
    if (first.kind == Head::Kind::message) {
        if (timeline_->asked() == 1 && open(state, channel, 0))
            layout_.note_arrival(state, channel);
        layout_.deliver_message(state, channel);
        return;
    }
    if (!recorded(state, p, first.number)) layout_.record(state, p, first.number, sends(state, p));
    layout_.deliver_marker(state, channel);
}

bool ScenarioRules::finished(const std::uint64_t* state) const {
    if (!all_read(state)) return false;
    for (unsigned c = 0; c < network().channels(); ++c)
        if (layout_.markers(state, c) != timeline_->asked()) return false;
    for (Process p = 0; p < network().processes(); ++p)
        if (layout_.order(state, p).size != timeline_->asked()) return false;
    return true;
}

unsigned ScenarioRules::grade(const std::uint64_t* state) const {
    unsigned grade = layout_.line(state);
    for (unsigned c = 0; c < network().channels(); ++c)
        grade += layout_.messages(state, c) + layout_.markers(state, c);
    return grade;
}

Head ScenarioRules::head(const std::uint64_t* state, unsigned channel) const {
    const Process source = network().ends(channel).source;
    const unsigned delivered = layout_.messages(state, channel);
    const unsigned markers = layout_.markers(state, channel);
    const Order order = layout_.order(state, source);
    if (markers < order.size) {
        const unsigned snapshot = order.ids[markers];
        const unsigned sends = layout_.sends_at(state, source, snapshot);
        if (timeline_->carried(channel, sends) == delivered) return {Head::Kind::marker, snapshot};
    }
    if (delivered < timeline_->carried(channel, sends(state, source)))
        return {Head::Kind::message, delivered};
    return {};
}

Tokens ScenarioRules::tokens(const std::uint64_t* state, Process p) const {
    Tokens tokens = timeline_->script().servers.tokens[p];
    for (const unsigned c : network().inputs(p))
        tokens += timeline_->sum(c, layout_.messages(state, c));
    return tokens - timeline_->sent(p, sends(state, p));
}

Tokens ScenarioRules::recorded_tokens(const std::uint64_t* state, Process p,
                                      unsigned snapshot) const {
    Tokens tokens = timeline_->script().servers.tokens[p];
    for (const unsigned c : network().inputs(p))
        tokens += timeline_->sum(c, layout_.receipts_at(state, c, snapshot));
    return tokens - timeline_->sent(p, layout_.sends_at(state, p, snapshot));
}

bool ScenarioRules::open(const std::uint64_t* state, unsigned channel, unsigned snapshot) const {
    const auto [source, target] = network().ends(channel);
    if (!recorded(state, target, snapshot)) return false;
    const unsigned place = layout_.order(state, source).place(snapshot);
    return place >= layout_.markers(state, channel);
}

}  // namespace snapcheck
