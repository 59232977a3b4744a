#include "models/application/application_model.hpp"

#include "models/application/application_judge.hpp"

namespace snapcheck {

ApplicationModel::ApplicationModel(const ApplicationSetting& setting,
                                   const AlgorithmPart& algorithm, const Assumptions& assumed)
    : setting_(setting), algorithm_(algorithm), assumed_(assumed) {
    started_ = layout_.add(1);
    recorded_ = layout_.add(network().processes());
    in_port_.resize(network().channels());
    out_port_.resize(network().channels());
    for (unsigned c = 0; c < network().channels(); ++c) ends_.push_back(network().ends(c));
    for (Process p = 0; p < network().processes(); ++p) plan_process(p);
    for (Process p = 0; p < network().processes(); ++p) plan_receipts(p);
    const Extent of_messages{0, 0, assumed, network().processes(), 0};
    const AlgorithmShape shape = algorithm.shape();
    channels_.emplace(
        application(), setting.instance.channels.kind == ChannelKind::fifo,
        ApplicationChannels::Bits{shape.stamp_bits(of_messages), shape.control_bits(of_messages)},
        assumed, layout_);
}

void ApplicationModel::plan_process(Process p) {
    const unsigned bits =
        bits_to_count(static_cast<unsigned>(application().processes[p].states.size()) - 1);
    locals_.push_back(layout_.add(bits));
    recorded_locals_.push_back(layout_.add(bits));
    PartOfProcess part;
    part.around = surroundings(setting_.instance, p);
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
    parts_.push_back(std::move(part));
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
        algorithm_.start(state.data(), parts_[p]);
    }
    return state;
}

unsigned ApplicationModel::actor(Step step) const {
    return kind_of(step) == Kind::deliver ? ends_[subject_of(step)].target : subject_of(step);
}

ApplicationModel::Judge ApplicationModel::judge() const {
    return Judge(*this);
}

bool ApplicationModel::complete(View state) const {
    if (!all_recorded(state)) return false;
    for (Process p = 0; p < network().processes(); ++p)
        if (!done(state, p)) return false;
    return algorithm_.collected(state, parts_);
}

GlobalState ApplicationModel::global_state(View state) const {
    GlobalState global;
    for (Process p = 0; p < network().processes(); ++p) global.locals.push_back(local(state, p));
    for (unsigned c = 0; c < ends_.size(); ++c) {
        global.channels.emplace_back();
        for (const Item& item : channels_->in_transit(state, c))
            if (!item.control) global.channels[c].push_back(item.content);
    }
    return global;
}

GlobalState ApplicationModel::recorded_state(View state) const {
    GlobalState global;
    for (Process p = 0; p < network().processes(); ++p)
        global.locals.push_back(recorded_local(state, p));
    for (unsigned c = 0; c < ends_.size(); ++c) {
        global.channels.emplace_back();
        for (const Item& item : channels_->recorded(state, c))
            global.channels[c].push_back(item.content);
    }
    return global;
}

bool ApplicationModel::may_take(View state, Process p, const Transition& transition) const {
    if (transition.receives || transition.from != local(state, p)) return false;
    for (const Dispatch& message : transition.sends)
        if (!algorithm_.may_send(state, parts_[p], so_far(state, p), out_port_[message.channel]))
            return false;
    return true;
}

// A process that has no use for a message in its state leaves it where it is, and what is behind
// it.
bool ApplicationModel::may_arrive(View state, unsigned c, unsigned position) const {
    if (!may_receive(state, c)) return false;
    const Item item = channels_->at(state, c, position);
    if (item.control) return true;
    const Process p = ends_[c].target;
    const Transition* const transition = receipt(p, local(state, p), {c, item.content});
    if (transition == nullptr) return false;
    for (const Dispatch& message : transition->sends)
        if (!algorithm_.may_send(state, parts_[p], so_far(state, p), out_port_[message.channel]))
            return false;
    return true;
}

void ApplicationModel::take(std::uint64_t* state, Step step) const {
    const unsigned subject = subject_of(step);
    switch (kind_of(step)) {
        case Kind::initiate:
            return initiate(state, subject);
        case Kind::spontaneous:
            return take_spontaneous(state, subject,
                                    application().processes[subject].transitions[detail_of(step)]);
        case Kind::deliver:
            return deliver(state, subject, detail_of(step));
        case Kind::act:
            return carry_out(state, subject,
                             algorithm_.act(state, parts_[subject], so_far(state, subject)));
    }
}

void ApplicationModel::initiate(std::uint64_t* state, Process p) const {
    const Deeds deeds = algorithm_.initiate(state, parts_[p], so_far(state, p));
    started_.set(state, 1);
    carry_out(state, p, deeds);
}

void ApplicationModel::take_spontaneous(std::uint64_t* state, Process p,
                                        const Transition& transition) const {
    finish(state, p, transition);
}

void ApplicationModel::deliver(std::uint64_t* state, unsigned c, unsigned position) const {
    const Process p = ends_[c].target;
    const Item item = channels_->at(state, c, position);
    channels_->remove(state, c, position);
    if (item.control)
        return carry_out(
            state, p,
            algorithm_.receive_control(state, parts_[p], so_far(state, p), in_port_[c], item.code));
    const Transition& transition = *receipt(p, local(state, p), {c, item.content});
    const Deeds deeds =
        algorithm_.receive(state, parts_[p], so_far(state, p), in_port_[c], item.code);
    carry_out(state, p, deeds);
    note_receipt(state, c, item, deeds.recorded);
    finish(state, p, transition);
}

// The handlers run just before the messages are sent, and the step is one: all of it lies before a
// recording, or after it.
void ApplicationModel::finish(std::uint64_t* state, Process p, const Transition& transition) const {
    boost::container::static_vector<std::uint64_t, 64> stamps;
    for (const Dispatch& message : transition.sends) {
        stamps.push_back(0);
        const Deeds deeds = algorithm_.send(state, parts_[p], so_far(state, p),
                                            out_port_[message.channel], stamps.back());
        carry_out(state, p, deeds);
    }
    for (std::size_t i = 0; i < transition.sends.size(); ++i)
        channels_->put(state, transition.sends[i].channel,
                       {false, recorded(state, p), transition.sends[i].content, stamps[i]});
    locals_[p].set(state, transition.to);
}

void ApplicationModel::note_receipt(std::uint64_t* state, unsigned c, const Item& item,
                                    unsigned records) const {
    const bool in_cut = !recorded(state, ends_[c].target);
    for (unsigned i = 0; i < records; ++i) channels_->record(state, c, item);
    if (records > 1 || (records == 1 && in_cut)) channels_->mark(state, c, Mark::twice);
    if (records != 0) return;
    if (in_cut && item.red) channels_->mark(state, c, Mark::orphan);
    if (!in_cut && !item.red) channels_->mark(state, c, Mark::missed);
    if (!in_cut && item.red && !assumed_.records_once) channels_->mark(state, c, Mark::later);
}

void ApplicationModel::carry_out(std::uint64_t* state, Process p, const Deeds& deeds) const {
    const auto channel_at = [&](Channel channel, bool input) {
        const unsigned inputs = parts_[p].around.inputs;
        if (channel.port >= parts_[p].channels.size() || (channel.port < inputs) != input)
            throw AlgorithmFault("it uses a channel that the process does not have");
        return parts_[p].channels[channel.port];
    };
    if (deeds.record_state) freeze(state, p);
    for (const Channel input : deeds.forgotten) {
        if (assumed_.records_once) throw AssumptionFailed{Assumption::records_once};
        channels_->forget(state, channel_at(input, true));
    }
    for (const Deeds::Sent& sent : deeds.sent)
        channels_->put(state, channel_at(sent.channel, false), {true, false, 0, sent.control},
                       sent.ahead);
}

// Until then nothing is recorded of p: all that it sent is white, all that it received counts as
// received.
void ApplicationModel::freeze(std::uint64_t* state, Process p) const {
    const bool again = recorded(state, p);
    if (again && assumed_.records_once) throw AssumptionFailed{Assumption::records_once};
    recorded_locals_[p].set(state, local(state, p));
    recorded_.set(state, recorded_.get(state) | std::uint64_t{1} << p);
    if (again)
        for (const unsigned c : network().outputs(p)) channels_->source_records(state, c);
    for (const unsigned c : network().inputs(p)) channels_->target_records(state, c);
}

}  // namespace snapcheck
