#include "models/application/application_model.hpp"

#include <algorithm>
#include <bit>

#include "models/application/application_judge.hpp"

namespace snapcheck {

ApplicationModel::ApplicationModel(const ApplicationSetting& setting,
                                   const AlgorithmPart& algorithm, const Assumptions& assumed)
    : setting_(setting), algorithm_(algorithm), assumed_(assumed) {
    const Extent of_messages{0, 0, assumed, network().processes(), 0};
    const AlgorithmShape shape = algorithm.shape();
    stamp_bits_ = shape.stamp_bits(of_messages);
    snapshot_bits_ = static_cast<unsigned>(std::bit_width(snapshots() - 1));
    started_ = layout_.add(snapshots());
    recorded_ = layout_.add(snapshots() * network().processes());
    in_port_.resize(network().channels());
    out_port_.resize(network().channels());
    recorded_locals_.resize(snapshots());
    parts_.resize(snapshots());
    for (unsigned c = 0; c < network().channels(); ++c) ends_.push_back(network().ends(c));
    for (Process p = 0; p < network().processes(); ++p) plan_process(p);
    for (Process p = 0; p < network().processes(); ++p) plan_receipts(p);
    for (unsigned s = 0; s < snapshots(); ++s)
        for (const Process p : setting.instance.initiators_of(s))
            initiators_ |= std::uint64_t{1} << bit_of(p, s);
    channels_.emplace(application(), setting.instance,
                      ApplicationChannels::Bits{snapshots() * stamp_bits_,
                                                snapshot_bits_ + shape.control_bits(of_messages)},
                      assumed, layout_);
}

void ApplicationModel::plan_process(Process p) {
    const unsigned bits =
        bits_to_count(static_cast<unsigned>(application().processes[p].states.size()) - 1);
    locals_.push_back(layout_.add(bits));
    for (unsigned s = 0; s < snapshots(); ++s) {
        recorded_locals_[s].push_back(layout_.add(bits));
        plan_part(p, s);
    }
}

void ApplicationModel::plan_part(Process p, unsigned snapshot) {
    PartOfProcess part;
    part.around = surroundings(setting_.instance.with_only(snapshot), p);
    for (const unsigned c : network().inputs(p)) {
        in_port_[c].port = static_cast<std::uint8_t>(part.channels.size());
        part.channels.push_back(c);
    }
    for (const unsigned c : network().outputs(p)) {
        out_port_[c].port = static_cast<std::uint8_t>(part.channels.size());
        part.channels.push_back(c);
    }
    part.extent = {part.around.inputs, part.around.outputs, assumed_, network().processes(), 0};
    for (const unsigned member : algorithm_.shape().member_bits(part.extent))
        part.members.push_back(layout_.add(member));
    parts_[snapshot].push_back(std::move(part));
}

void ApplicationModel::plan_receipts(Process p) {
    const Automaton& automaton = application().processes[p];
    const std::size_t contents = application().contents.size();
    std::vector<int> table(automaton.states.size() * ends_.size() * contents, -1);
    for (std::size_t t = 0; t < automaton.transitions.size(); ++t)
        if (const auto& message = automaton.transitions[t].receives)
            table[(automaton.transitions[t].from * ends_.size() + message->channel) * contents +
                  message->content] = static_cast<int>(t);
    receipts_.push_back(std::move(table));
}

std::vector<std::uint64_t> ApplicationModel::initial() const {
    std::vector<std::uint64_t> state(words());
    channels_->start(state.data());
    for (Process p = 0; p < network().processes(); ++p) {
        locals_[p].set(state.data(), application().processes[p].initial);
        for (unsigned s = 0; s < snapshots(); ++s) algorithm_.start(state.data(), parts_[s][p]);
    }
    return state;
}

unsigned ApplicationModel::actor(Step step) const {
    const unsigned subject = subject_of(step);
    if (kind_of(step) == Kind::deliver) return ends_[subject].target;
    if (kind_of(step) != Kind::transport) return subject;
    // what is lost, its target misses; what moves, its source sent
    return channels_->loses() ? ends_[subject].target : ends_[subject].source;
}

ApplicationModel::Judge ApplicationModel::judge() const {
    return Judge(*this);
}

bool ApplicationModel::all_recorded(View state, unsigned snapshot) const {
    const std::uint64_t everybody = low_bits(network().processes());
    return (recorded_.get(state) >> bit_of(0, snapshot) & everybody) == everybody;
}

bool ApplicationModel::complete(View state, unsigned snapshot) const {
    if (!all_recorded(state, snapshot)) return false;
    for (Process p = 0; p < network().processes(); ++p)
        if (!done(state, p, snapshot)) return false;
    return algorithm_.collected(state, parts_[snapshot]);
}

SnapshotSoFar ApplicationModel::so_far(View state, Process p, unsigned snapshot) const {
    SnapshotSoFar so_far{recorded(state, p, snapshot), all_recorded(state, snapshot)};
    if (snapshot == 0) return so_far;
    so_far.previous_recorded = recorded(state, p, snapshot - 1);
    so_far.previous_done = so_far.previous_recorded && done(state, p, snapshot - 1);
    return so_far;
}

std::string ApplicationModel::of_snapshot(unsigned snapshot) const {
    return snapshots() == 1 ? "" : " of " + name_of_snapshot(snapshot);
}

std::string ApplicationModel::name_of_snapshot(unsigned snapshot) const {
    return snapshots() == 1 ? "the snapshot" : "snapshot " + std::to_string(snapshot + 1);
}

std::string ApplicationModel::spell_control(const Item& control) const {
    return algorithm_.spell_control(control_in(control), network()) +
           of_snapshot(snapshot_of(control));
}

std::string ApplicationModel::own_step(unsigned snapshot) const {
    const std::string what(algorithm_.own_step());
    return snapshots() == 1 ? what : what + ", in " + name_of_snapshot(snapshot);
}

GlobalState ApplicationModel::global_state(View state) const {
    GlobalState global;
    for (Process p = 0; p < network().processes(); ++p) global.locals.push_back(local(state, p));
    for (unsigned c = 0; c < ends_.size(); ++c) {
        global.channels.emplace_back();
        for (const Item& item : channels_->under_way(state, c))
            if (!item.control) global.channels[c].push_back(item.content);
    }
    return global;
}

GlobalState ApplicationModel::recorded_state(View state, unsigned snapshot) const {
    GlobalState global;
    for (Process p = 0; p < network().processes(); ++p)
        global.locals.push_back(recorded_local(state, p, snapshot));
    for (unsigned c = 0; c < ends_.size(); ++c) {
        global.channels.emplace_back();
        for (const Item& item : channels_->recorded(state, c, snapshot))
            global.channels[c].push_back(item.content);
    }
    return global;
}

// Where channels block, nobody does anything while something waits for a place.
bool ApplicationModel::is_blocked(View state, Process p) const {
    if (!channels_->blocks()) return false;
    for (const unsigned c : network().outputs(p))
        if (channels_->waiting(state, c) != 0) return true;
    return false;
}

// A process begins its snapshots in their order.
bool ApplicationModel::may_initiate(View state, Process p, unsigned snapshot) const {
    const auto begins = [&](unsigned s) { return (initiators_ >> bit_of(p, s) & 1) != 0; };
    if (!begins(snapshot) || recorded(state, p, snapshot) || is_blocked(state, p)) return false;
    for (unsigned earlier = 0; earlier < snapshot; ++earlier)
        if (begins(earlier) && !recorded(state, p, earlier)) return false;
    return algorithm_.may_initiate(state, parts_[snapshot][p], so_far(state, p, snapshot));
}

bool ApplicationModel::may_receive(View state, unsigned c) const {
    const Process p = ends_[c].target;
    if (is_blocked(state, p)) return false;
    for (unsigned s = 0; s < snapshots(); ++s)
        if (!algorithm_.may_receive(state, parts_[s][p], so_far(state, p, s), in_port_[c]))
            return false;
    return true;
}

// Whether the algorithm lets all messages of a transition leave, and the network takes them.
bool ApplicationModel::may_send(View state, Process p, const Transition& transition) const {
    for (const Dispatch& message : transition.sends) {
        const auto on_channel =
            std::ranges::count(transition.sends, message.channel, &Dispatch::channel);
        if (!channels_->has_room(state, message.channel, static_cast<std::size_t>(on_channel)))
            return false;
        for (unsigned s = 0; s < snapshots(); ++s)
            if (!algorithm_.may_send(state, parts_[s][p], so_far(state, p, s),
                                     out_port_[message.channel]))
                return false;
    }
    return true;
}

bool ApplicationModel::may_take(View state, Process p, const Transition& transition) const {
    return !transition.receives && transition.from == local(state, p) && !is_blocked(state, p) &&
           may_send(state, p, transition);
}

bool ApplicationModel::is_due(View state, unsigned c, unsigned position) const {
    if (!may_receive(state, c)) return false;
    const Item item = channels_->at(state, c, position);
    if (item.control) return true;
    const Process p = ends_[c].target;
    const Transition* const transition = receipt(p, local(state, p), {c, item.content});
    return transition == nullptr || may_send(state, p, *transition);
}

// A process that has no use for a message in its state leaves it where it is, and what is behind
// it.
bool ApplicationModel::may_arrive(View state, unsigned c, unsigned position) const {
    const Item item = channels_->at(state, c, position);
    const Process p = ends_[c].target;
    const bool wanted = item.control || receipt(p, local(state, p), {c, item.content}) != nullptr;
    return wanted && is_due(state, c, position);
}

}  // namespace snapcheck
