// The part of the rules that heeds what files say: steps that rule the files out, and steps that
// are as good now as ever. docs/scenarios.md has the proofs; names of its cases stand in brackets.
#include <algorithm>

#include "models/scenario/scenario_rules.hpp"

namespace snapcheck {

namespace {

bool holds(const std::vector<unsigned>& sorted, unsigned place) {
    return std::ranges::binary_search(sorted, place);
}

// The largest of those places that `possible` leaves; 0 where there is none.
template <class Possible>
unsigned last(const std::vector<unsigned>& sorted, Possible possible) {
    for (std::size_t i = sorted.size(); i-- > 0;)
        if (possible(sorted[i])) return sorted[i];
    return 0;
}

bool share(const std::vector<unsigned>& a, const std::vector<unsigned>& b) {
    return std::ranges::any_of(a, [&](unsigned place) { return holds(b, place); });
}

}  // namespace

void ScenarioRules::compare_places() {
    const unsigned asked = timeline_->asked();
    may_tie_.resize(std::size_t{asked} * asked * network().processes());
    for (unsigned s = 0; s < asked; ++s)
        for (unsigned t = 0; t < asked; ++t)
            for (Process p = 0; p < network().processes(); ++p)
                may_tie_[pair(s, t, p)] =
                    share(places(s).sends(p), places(t).sends(p)) &&
                    std::ranges::all_of(network().inputs(p), [&](unsigned c) {
                        return share(places(s).receipts(c), places(t).receipts(c));
                    });
}

bool ScenarioRules::allows(const std::uint64_t* state, Step step) const {
    if (!guided()) return true;
    if (step == next_line) return allows_line(state);
    const unsigned channel = channel_of(step);
    const Head first = head(state, channel);
    if (first.kind == Head::Kind::message) return allows_message(state, channel);
    const Process p = network().ends(channel).target;
    return recorded(state, p, first.number) || allows_record(state, p, first.number);
}

// A send moves on the place of its sender: whoever is not recorded yet has to be able to be later.
bool ScenarioRules::allows_line(const std::uint64_t* state) const {
    const ScriptLine& next = line(state);
    if (next.kind == ScriptLine::Kind::tick) return true;
    if (next.kind == ScriptLine::Kind::snapshot)
        return allows_record(state, next.process, next.snapshot);
    for (unsigned s = 0; s < timeline_->asked(); ++s) {
        if (recorded(state, next.process, s)) continue;
        const unsigned sent = sends(state, next.process);
        const auto later = [&](unsigned place) {
            return place > sent && may_record_after(state, next.process, s, place);
        };
        if (std::ranges::none_of(places(s).sends(next.process), later)) return false;
    }
    return true;
}

bool ScenarioRules::allows_message(const std::uint64_t* state, unsigned channel) const {
    const Process p = network().ends(channel).target;
    if (!matters(state, channel)) return may_lack_tokens(state, p);
    for (unsigned s = 0; s < timeline_->asked(); ++s) {
        if (recorded(state, p, s)) {
            if (open(state, channel, s) && !comes_next(state, channel, s)) return false;
            continue;
        }
        const auto later = [&](unsigned place) {
            return place > layout_.messages(state, channel) &&
                   may_record_at(state, channel, s, place);
        };
        if (std::ranges::none_of(places(s).receipts(channel), later)) return false;
    }
    return true;
}

// Whether the files have the first message of the link next in the record of its destination.
bool ScenarioRules::comes_next(const std::uint64_t* state, unsigned channel,
                               unsigned snapshot) const {
    const Process p = network().ends(channel).target;
    unsigned count = 0;
    for (const unsigned c : network().inputs(p)) {
        const Process source = network().ends(c).source;
        const unsigned end = open(state, c, snapshot)
                                 ? layout_.messages(state, c)
                                 : timeline_->carried(c, layout_.sends_at(state, source, snapshot));
        count += end - layout_.receipts_at(state, c, snapshot);
    }
    const SnapFile::Message* next = places(snapshot).next_message(p, count);
    if (next == nullptr) return !places(snapshot).complete();
    return next->channel == channel &&
           next->amount == timeline_->amount(channel, layout_.messages(state, channel));
}

bool ScenarioRules::allows_record(const std::uint64_t* state, Process p, unsigned snapshot) const {
    const unsigned sent = sends(state, p);
    const auto fits_here = [&](unsigned c) {
        const unsigned received = layout_.messages(state, c);
        return holds(places(snapshot).receipts(c), received) &&
               may_record_at(state, c, snapshot, received);
    };
    return holds(places(snapshot).sends(p), sent) &&
           places(snapshot).has_tokens(p, tokens(state, p)) &&
           outputs_fit(state, p, snapshot, sent) &&
           std::ranges::all_of(network().inputs(p), fits_here);
}

bool ScenarioRules::may_record_after(const std::uint64_t* state, Process p, unsigned snapshot,
                                     unsigned sent) const {
    return sent >= sends(state, p) && outputs_fit(state, p, snapshot, sent);
}

// What p has sent when it records, against what those behind its outputs had, or can have,
// received.
bool ScenarioRules::outputs_fit(const std::uint64_t* state, Process p, unsigned snapshot,
                                unsigned sent) const {
    return std::ranges::all_of(network().outputs(p), [&](unsigned c) {
        const auto fits = [&](unsigned received) {
            return places(snapshot).fits(c, timeline_->carried(c, sent), received);
        };
        if (recorded(state, network().ends(c).target, snapshot))
            return fits(layout_.receipts_at(state, c, snapshot));
        return std::ranges::any_of(places(snapshot).receipts(c), [&](unsigned received) {
            return received >= layout_.messages(state, c) && fits(received);
        });
    });
}

// The same the other way round: what the destination of a link has received when it records.
bool ScenarioRules::may_record_at(const std::uint64_t* state, unsigned channel, unsigned snapshot,
                                  unsigned receipts) const {
    if (receipts < layout_.messages(state, channel)) return false;
    const Process source = network().ends(channel).source;
    const auto fits = [&](unsigned sent) {
        return places(snapshot).fits(channel, timeline_->carried(channel, sent), receipts);
    };
    if (recorded(state, source, snapshot)) return fits(layout_.sends_at(state, source, snapshot));
    return std::ranges::any_of(places(snapshot).sends(source), [&](unsigned sent) {
        return sent >= sends(state, source) && fits(sent);
    });
}

bool ScenarioRules::is_urgent(const std::uint64_t* state, unsigned channel) const {
    const Head first = head(state, channel);
    if (first.kind == Head::Kind::message) return is_urgent_message(state, channel);
    const Process p = network().ends(channel).target;
    if (recorded(state, p, first.number)) return true;  // [closing]
    return must_record_here(state, p, first.number) && harms_nobody(state, p, first.number);
}

// [message] Nobody can record before it arrives. [spare] Nobody records any more.
bool ScenarioRules::is_urgent_message(const std::uint64_t* state, unsigned channel) const {
    const Process p = network().ends(channel).target;
    const unsigned received = layout_.messages(state, channel);
    for (unsigned s = 0; s < timeline_->asked(); ++s) {
        if (recorded(state, p, s)) continue;
        if (holds(places(s).receipts(channel), received) &&
            may_record_at(state, channel, s, received))
            return false;
    }
    return true;
}

// Whether a message still has to do with some snapshot: recorded before, or recorded in it.
bool ScenarioRules::matters(const std::uint64_t* state, unsigned channel) const {
    const Process p = network().ends(channel).target;
    for (unsigned s = 0; s < timeline_->asked(); ++s)
        if (!recorded(state, p, s) || open(state, channel, s)) return true;
    return false;
}

bool ScenarioRules::may_lack_tokens(const std::uint64_t* state, Process p) const {
    const unsigned sent = sends(state, p);
    return tokens(state, p) < timeline_->sent(p, timeline_->sends(p)) - timeline_->sent(p, sent);
}

// [recording] The files leave no other place than this one.
bool ScenarioRules::must_record_here(const std::uint64_t* state, Process p,
                                     unsigned snapshot) const {
    const auto after_more = [&](unsigned sent) {
        return sent > sends(state, p) && may_record_after(state, p, snapshot, sent);
    };
    if (std::ranges::any_of(places(snapshot).sends(p), after_more)) return false;
    return std::ranges::none_of(network().inputs(p), [&](unsigned c) {
        return std::ranges::any_of(places(snapshot).receipts(c), [&](unsigned received) {
            return received > layout_.messages(state, c) &&
                   may_record_at(state, c, snapshot, received);
        });
    });
}

// Whether another snapshot may be recorded here and now before one whose marker is first on an
// input: with a single input, no marker can come before that one, but the server may start it
// itself.
bool ScenarioRules::may_tie_here(const std::uint64_t* state, Process p, unsigned snapshot) const {
    const auto inputs = network().inputs(p);
    if (inputs.size() == 1 && timeline_->initiator(snapshot) != p) return false;
    return holds(places(snapshot).sends(p), sends(state, p)) &&
           std::ranges::all_of(inputs, [&](unsigned c) {
               return holds(places(snapshot).receipts(c), layout_.messages(state, c));
           });
}

// Whether p, which has not recorded s, surely does so no later than t, in sends and in receipts.
bool ScenarioRules::surely_first(const std::uint64_t* state, unsigned s, unsigned t,
                                 Process p) const {
    const bool done = recorded(state, p, t);
    const unsigned sent = last(
        places(s).sends(p), [&](unsigned place) { return may_record_after(state, p, s, place); });
    const unsigned least_sent = done ? layout_.sends_at(state, p, t)
                                     : std::max(sends(state, p), places(t).sends(p).front());
    return sent <= least_sent && std::ranges::all_of(network().inputs(p), [&](unsigned c) {
               const unsigned received = last(places(s).receipts(c), [&](unsigned place) {
                   return may_record_at(state, c, s, place);
               });
               return received <=
                      (done ? layout_.receipts_at(state, c, t)
                            : std::max(layout_.messages(state, c), places(t).receipts(c).front()));
           });
}

// [tie] Recording this snapshot before others at the same place puts its markers before theirs,
// here and wherever it then comes first as well. That is well unless one of those overtaken has to
// be recorded strictly earlier behind one of the links.
bool ScenarioRules::harms_nobody(const std::uint64_t* state, Process p, unsigned snapshot) const {
    std::vector<bool> seen(network().processes());
    std::vector<Process> waiting{p};
    seen[p] = true;
    while (!waiting.empty()) {
        const Process at = waiting.back();
        waiting.pop_back();
        for (unsigned t = 0; t < timeline_->asked(); ++t) {
            if (t == snapshot || recorded(state, at, t)) continue;
            if (at == p ? !may_tie_here(state, at, t) : !may_tie_[pair(snapshot, t, at)]) continue;
            for (const unsigned c : network().outputs(at)) {
                const Process behind = network().ends(c).target;
                if (recorded(state, behind, snapshot)) continue;
                if (!surely_first(state, snapshot, t, behind)) return false;
                if (!seen[behind]) waiting.push_back(behind);
                seen[behind] = true;
            }
        }
    }
    return true;
}

}  // namespace snapcheck
