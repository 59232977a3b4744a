#include "models/application/snapshot_purpose.hpp"

namespace snapcheck {

namespace {

// A step of the algorithm's own at a process, in a snapshot; or an arrival on a channel, and, where
// anything in it may come next, of what.
Obligation own_step(Process p, unsigned snapshot) {
    return (std::uint64_t{snapshot} << 16 | p) << 1;
}

// That what waits for a place in a channel gets it.
Obligation move(unsigned channel) {
    return (std::uint64_t{1} << 32 | channel) << 1;
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
        model_.channels().for_each_arrival(state, c, [&](unsigned position) {
            if (model_.is_due(state, c, position))
                pending.push_back(arrival(model_, state, c, position));
        });
        if (moves(state, c)) pending.push_back(move(c));
    }
    for (Process p = 0; p < model_.network().processes(); ++p)
        for (unsigned s = 0; s < model_.snapshots(); ++s)
            if (model_.may_act(state, p, s)) pending.push_back(own_step(p, s));
}

// That the network loses something, nobody waits for.
bool SnapshotPurpose::moves(View state, unsigned channel) const {
    return !model_.channels().loses() && model_.may_transport(state, channel);
}

std::optional<Obligation> SnapshotPurpose::met_by(View before, Step step) const {
    const unsigned subject = ApplicationModel::subject_of(step);
    const unsigned detail = ApplicationModel::detail_of(step);
    switch (ApplicationModel::kind_of(step)) {
        case ApplicationModel::Kind::act:
            return own_step(subject, detail);
        case ApplicationModel::Kind::deliver:
            return arrival(model_, before, subject, detail);
        case ApplicationModel::Kind::transport:
            if (model_.channels().loses()) return std::nullopt;
            return move(subject);
        default:
            return std::nullopt;
    }
}

bool SnapshotPurpose::may_rest(View state) const {
    std::vector<Obligation> pending;
    list_pending(state, pending);
    return pending.empty();
}

}  // namespace snapcheck
