#include "models/application/snapshot_purpose.hpp"

namespace snapcheck {

namespace {

// A step of the algorithm's own at a process, in a snapshot; or an arrival on a channel, and, where
// anything in it may come next, of what.
Obligation own_step(Process p, unsigned snapshot) {
    return (std::uint64_t{snapshot} << 16 | p) << 1;
}

// In a channel with an order it is the head that must not stay, whatever it is; else each content.
Obligation arrival(const ApplicationModel& model, View state, unsigned channel, unsigned position) {
    const std::uint64_t what =
        model.channels().ordered() ? 0 : 1 + model.channels().code_at(state, channel, position);
    return (what << 16 | channel) << 1 | 1;
}

}  // namespace

void SnapshotPurpose::list_pending(View state, std::vector<Obligation>& pending) const {
    for (unsigned c = 0; c < model_.network().channels(); ++c) {
        if (!model_.may_receive(state, c)) continue;
        model_.channels().for_each_arrival(state, c, [&](unsigned position) {
            pending.push_back(arrival(model_, state, c, position));
        });
    }
    for (Process p = 0; p < model_.network().processes(); ++p)
        for (unsigned s = 0; s < model_.snapshots(); ++s)
            if (model_.may_act(state, p, s)) pending.push_back(own_step(p, s));
}

std::optional<Obligation> SnapshotPurpose::met_by(View before, Step step) const {
    using Kind = ApplicationModel::Kind;
    const unsigned subject = ApplicationModel::subject_of(step);
    if (ApplicationModel::kind_of(step) == Kind::act)
        return own_step(subject, ApplicationModel::detail_of(step));
    if (ApplicationModel::kind_of(step) != Kind::deliver) return std::nullopt;
    return arrival(model_, before, subject, ApplicationModel::detail_of(step));
}

bool SnapshotPurpose::may_rest(View state) const {
    for (unsigned c = 0; c < model_.network().channels(); ++c)
        if (!model_.channels().empty(state, c) && model_.may_receive(state, c)) return false;
    for (Process p = 0; p < model_.network().processes(); ++p)
        for (unsigned s = 0; s < model_.snapshots(); ++s)
            if (model_.may_act(state, p, s)) return false;
    return true;
}

}  // namespace snapcheck
