// What a step of an application, or of the algorithm beside it, does to a state.
#include <array>

#include "models/application/application_model.hpp"

namespace snapcheck {

void ApplicationModel::take(std::uint64_t* state, Step step) const {
    const unsigned subject = subject_of(step);
    switch (kind_of(step)) {
        case Kind::initiate:
            return initiate(state, subject, detail_of(step));
        case Kind::spontaneous:
            return finish(state, subject,
                          application().processes[subject].transitions[detail_of(step)]);
        case Kind::deliver:
            return deliver(state, subject, detail_of(step));
        case Kind::act:
            return act(state, subject, detail_of(step));
        case Kind::transport:
            return transport(state, subject);
    }
}

void ApplicationModel::initiate(std::uint64_t* state, Process p, unsigned snapshot) const {
    const Deeds deeds = algorithm_.initiate(state, parts_[snapshot][p], so_far(state, p, snapshot));
    started_.set(state, started_.get(state) | std::uint64_t{1} << snapshot);
    carry_out(state, p, snapshot, deeds);
}

void ApplicationModel::act(std::uint64_t* state, Process p, unsigned snapshot) const {
    carry_out(state, p, snapshot,
              algorithm_.act(state, parts_[snapshot][p], so_far(state, p, snapshot)));
}

void ApplicationModel::deliver(std::uint64_t* state, unsigned c, unsigned position) const {
    const Item item = channels_->at(state, c, position);
    channels_->remove(state, c, position);
    if (item.control) return deliver_control(state, c, item);
    deliver_message(state, c, item);
}

// To the part of its snapshot; where those of others can, they overhear it.
void ApplicationModel::deliver_control(std::uint64_t* state, unsigned c, const Item& item) const {
    const Process p = ends_[c].target;
    const unsigned own = snapshot_of(item);
    const std::uint64_t control = control_in(item);
    carry_out(state, p, own,
              algorithm_.receive_control(state, parts_[own][p], so_far(state, p, own), in_port_[c],
                                         control));
    for (unsigned s = 0; s < snapshots(); ++s)
        if (s != own)
            carry_out(state, p, s,
                      algorithm_.overhear(state, parts_[s][p], so_far(state, p, s), in_port_[c],
                                          control));
}

// The application sees a message after the algorithm has.
void ApplicationModel::deliver_message(std::uint64_t* state, unsigned c, const Item& item) const {
    const Process p = ends_[c].target;
    const Transition& transition = *receipt(p, local(state, p), {c, item.content});
    std::array<unsigned, Instance::max_snapshots> records{};
    offer_message(state, c, [&](unsigned s) {
        const Deeds deeds = algorithm_.receive(state, parts_[s][p], so_far(state, p, s),
                                               in_port_[c], stamp_in(item, s));
        carry_out(state, p, s, deeds);
        records[s] = deeds.recorded;
    });
    for (unsigned s = 0; s < snapshots(); ++s) note_receipt(state, c, s, item, records[s]);
    finish(state, p, transition);
}

// The handlers run just before the messages are sent, and the step is one: all of it lies before a
// recording, or after it.
void ApplicationModel::finish(std::uint64_t* state, Process p, const Transition& transition) const {
    boost::container::static_vector<std::uint64_t, 64> stamps;
    for (const Dispatch& message : transition.sends) {
        stamps.push_back(0);
        for (unsigned s = 0; s < snapshots(); ++s) {
            std::uint64_t stamp = 0;
            const Deeds deeds = algorithm_.send(state, parts_[s][p], so_far(state, p, s),
                                                out_port_[message.channel], stamp);
            carry_out(state, p, s, deeds);
            stamps.back() = with_stamp(stamps.back(), s, stamp);
        }
    }
    std::uint64_t reds = 0;
    for (unsigned s = 0; s < snapshots(); ++s)
        if (recorded(state, p, s)) reds |= std::uint64_t{1} << s;
    for (std::size_t i = 0; i < transition.sends.size(); ++i)
        channels_->put(state, transition.sends[i].channel,
                       {false, reds, transition.sends[i].content, stamps[i]});
    locals_[p].set(state, transition.to);
}

// What was sent before its sender recorded counts as sent, and nobody will receive it.
void ApplicationModel::transport(std::uint64_t* state, unsigned c) const {
    const Item item = channels_->transport(state, c);
    if (item.control || !channels_->loses()) return;
    for (unsigned s = 0; s < snapshots(); ++s)
        if (!item.red(s))
            channels_->mark(state, c, s, Mark::lost);
        else if (!assumed_.records_once)
            channels_->mark(state, c, s, Mark::lost_later);
}

void ApplicationModel::note_receipt(std::uint64_t* state, unsigned c, unsigned snapshot,
                                    const Item& item, unsigned records) const {
    const bool in_cut = !recorded(state, ends_[c].target, snapshot);
    const bool red = item.red(snapshot);
    const auto mark = [&](Mark one) { channels_->mark(state, c, snapshot, one); };
    for (unsigned i = 0; i < records; ++i) channels_->record(state, c, snapshot, item);
    if (records > 1 || (records == 1 && in_cut)) mark(Mark::twice);
    if (records != 0) return;
    if (in_cut && red) mark(Mark::orphan);
    if (!in_cut && !red) mark(Mark::missed);
    if (!in_cut && red && !assumed_.records_once) mark(Mark::later);
}

void ApplicationModel::carry_out(std::uint64_t* state, Process p, unsigned snapshot,
                                 const Deeds& deeds) const {
    const PartOfProcess& part = parts_[snapshot][p];
    const auto channel_at = [&](Channel channel, bool input) {
        if (channel.port >= part.channels.size() || (channel.port < part.around.inputs) != input)
            throw AlgorithmFault("it uses a channel that the process does not have");
        return part.channels[channel.port];
    };
    if (deeds.record_state) freeze(state, p, snapshot);
    for (const Channel input : deeds.forgotten) {
        if (assumed_.records_once) throw AssumptionFailed{Assumption::records_once};
        channels_->forget(state, channel_at(input, true), snapshot);
    }
    for (const Deeds::Sent& sent : deeds.sent)
        channels_->put(state, channel_at(sent.channel, false), control_item(sent.control, snapshot),
                       sent.ahead);
}

// Until then nothing is recorded of p: all that it sent is white, all that it received counts as
// received.
void ApplicationModel::freeze(std::uint64_t* state, Process p, unsigned snapshot) const {
    const bool again = recorded(state, p, snapshot);
    if (again && assumed_.records_once) throw AssumptionFailed{Assumption::records_once};
    recorded_locals_[snapshot][p].set(state, local(state, p));
    recorded_.set(state, recorded_.get(state) | std::uint64_t{1} << bit_of(p, snapshot));
    if (again)
        for (const unsigned c : network().outputs(p)) channels_->source_records(state, c, snapshot);
    for (const unsigned c : network().inputs(p)) channels_->target_records(state, c, snapshot);
}

}  // namespace snapcheck
