#include "models/application/numbered_run.hpp"

#include <algorithm>
#include <cassert>

#include "models/application/application_judge.hpp"
#include "models/application/ledger.hpp"

namespace snapcheck {

namespace {

using State = std::vector<std::uint64_t>;

/// Goes along with a run. What the algorithm asks for in a step it is asked once more: a state does
/// not say which message it was that was put on record, nor whether a process recorded again.
class Counting {
  public:
    Counting(const ApplicationModel& model, unsigned snapshot)
        : model_(model),
          snapshot_(snapshot),
          judge_(model.judge()),
          ledgers_(model.network().channels()),
          recorded_(model.snapshots(), std::vector<bool>(model.network().processes())) {
        for (Ledger& ledger : ledgers_) {
            ledger.state.cut.sent = MessageSet::first(64);
            ledger.state.cut.ordered = model.channels().ordered();
        }
    }

    void take(View before, Step step, View after) {
        state_.assign(before, before + model_.words());
        event_ = {};
        event_.actor = model_.actor(step);
        result_.transitions.emplace_back();
        happen(before, step);
        result_.run.events.push_back(event_);
        observe(after);
    }

    void observe(View state) {
        const auto depth = static_cast<unsigned>(result_.run.events.size());
        const Observations aside = Observations{1} << excess_bit;
        result_.run.observed.push_back(judge_(state, false, depth) & ~aside);
        if (!result_.numbered) return;
        result_.run.channels.emplace_back();
        for (unsigned c = 0; c < ledgers_.size(); ++c) {
            result_.run.channels.back().push_back(ledgers_[c].state);
            result_.run.channels.back().back().in_transit = parcels(state, c);
            result_.run.channels.back().back().in_outbox = model_.channels().waiting(state, c);
        }
    }

    NumberedRun finish(View last) {
        Run& run = result_.run;
        run.snapshot = model_.snapshots() == 1 ? 0 : snapshot_ + 1;
        run.complete = model_.complete(last, snapshot_);
        for (Process p = 0; p < model_.network().processes(); ++p)
            if (!recorded_[snapshot_][p] || !model_.done(last, p, snapshot_))
                run.waiting.push_back(waiting(last, p));
        if (!result_.numbered) run.channels.clear();
        for (unsigned c = 0; result_.numbered && c < ledgers_.size(); ++c) {
            run.cut.push_back(ledgers_[c].state.cut);
            run.in_transit.push_back(in_words(run.channels.back()[c].in_transit));
        }
        return std::move(result_);
    }

  private:
    // --- the step, as ApplicationModel takes it

    void happen(View before, Step step) {
        const Process p = event_.actor;
        const unsigned subject = ApplicationModel::subject_of(step);
        const unsigned detail = ApplicationModel::detail_of(step);
        switch (ApplicationModel::kind_of(step)) {
            case ApplicationModel::Kind::initiate:
                event_.kind = Event::Kind::initiate;
                event_.snapshot = model_.snapshots() == 1 ? 0 : detail + 1;
                return carry_out(detail,
                                 algorithm().initiate(state_.data(), part(detail), so_far(detail)));
            case ApplicationModel::Kind::act:
                event_.kind = Event::Kind::act;
                event_.own_step = model_.own_step(detail);
                return carry_out(detail,
                                 algorithm().act(state_.data(), part(detail), so_far(detail)));
            case ApplicationModel::Kind::spontaneous:
                event_.kind = Event::Kind::act;
                return make(model_.application().processes[p].transitions[detail]);
            case ApplicationModel::Kind::deliver:
                return deliver(before, subject, detail);
            case ApplicationModel::Kind::transport:
                return transport(before, subject);
        }
    }

    void deliver(View before, unsigned c, unsigned position) {
        const Item item = model_.channels().at(before, c, position);
        model_.channels().remove(state_.data(), c, position);
        event_.channel = c;
        if (item.control) return take_in_control(c, item);
        event_.kind = Event::Kind::receive;
        event_.message = ledgers_[c].take_out(item);
        event_.control = content(item);
        unsigned times = 0;
        model_.offer_message(state_.data(), c, [&](unsigned s) {
            const Deeds deeds = algorithm().receive(state_.data(), part(s), so_far(s),
                                                    port(c, false), model_.stamp_in(item, s));
            carry_out(s, deeds);
            if (s == snapshot_) times = deeds.recorded;
        });
        arrive(ledgers_[c].state, times);
        make(*model_.receipt(event_.actor, model_.local(before, event_.actor), {c, item.content}));
    }

    void transport(View before, unsigned c) {
        event_ = model_.transported(before, c);
        const Item item = model_.channels().transport(state_.data(), c);
        const bool loses = model_.channels().loses();
        if (item.control && !loses) event_.sends.emplace_back(c, event_.control);
        if (item.control) return;
        event_.message = loses ? ledgers_[c].take_out(item)
                               : ledgers_[c].first_behind(model_.channels().in_transit(before, c));
    }

    void take_in_control(unsigned c, const Item& item) {
        const unsigned own = model_.snapshot_of(item);
        const std::uint64_t control = model_.control_in(item);
        event_.kind = Event::Kind::receive_control;
        event_.control = model_.spell_control(item);
        carry_out(own, algorithm().receive_control(state_.data(), part(own), so_far(own),
                                                   port(c, false), control));
        for (unsigned s = 0; s < model_.snapshots(); ++s)
            if (s != own)
                carry_out(s, algorithm().overhear(state_.data(), part(s), so_far(s), port(c, false),
                                                  control));
    }

    void arrive(ChannelState& channel, unsigned times) {
        channel.received.insert(event_.message);
        if (!recorded_[snapshot_][event_.actor]) channel.cut.received.insert(event_.message);
        for (unsigned i = 0; i < times; ++i) {
            channel.cut.recorded.push_back(event_.message);
            event_.records.emplace_back(event_.channel, event_.message);
        }
    }

    // All of it lies before a recording, or after it.
    void make(const Transition& transition) {
        std::vector<std::uint64_t> stamps;
        for (const Dispatch& message : transition.sends) {
            stamps.push_back(0);
            for (unsigned s = 0; s < model_.snapshots(); ++s) {
                std::uint64_t stamp = 0;
                carry_out(s, algorithm().send(state_.data(), part(s), so_far(s),
                                              port(message.channel, true), stamp));
                stamps.back() = model_.with_stamp(stamps.back(), s, stamp);
            }
        }
        std::uint64_t reds = 0;
        for (unsigned s = 0; s < model_.snapshots(); ++s)
            if (recorded_[s][event_.actor]) reds |= std::uint64_t{1} << s;
        for (std::size_t i = 0; i < transition.sends.size(); ++i)
            send(transition.sends[i].channel,
                 {false, reds, transition.sends[i].content, stamps[i]});
        result_.transitions.back() = to_string(transition, event_.actor, model_.application());
        if (event_.kind == Event::Kind::act) event_.own_step = result_.transitions.back();
    }

    void send(unsigned c, const Item& item) {
        Ledger& ledger = ledgers_[c];
        if (ledger.sent == most_numbered) {
            result_.numbered = false;
            ledger.sent = 0;  // nothing of it is shown
        }
        const unsigned number = ++ledger.sent;
        ledger.state.sent.insert(number);
        ledger.on_the_way.push_back({number, item});
        if (event_.kind != Event::Kind::act) return;
        event_.kind = Event::Kind::send;
        event_.channel = c;
        event_.message = number;
        event_.control = content(item);
    }

    void carry_out(unsigned snapshot, const Deeds& deeds) {
        if (deeds.record_state) record(snapshot);
        if (snapshot == snapshot_)
            for (const Channel input : deeds.forgotten)
                ledgers_[part(snapshot).channels[input.port]].state.cut.recorded.clear();
        for (const Deeds::Sent& sent : deeds.sent)
            if (sent.ahead || !has_outboxes(model_.setting().instance.channels))
                event_.sends.emplace_back(
                    part(snapshot).channels[sent.channel.port],
                    model_.spell_control(model_.control_item(sent.control, snapshot)));
    }

    void record(unsigned snapshot) {
        const Process p = event_.actor;
        const bool again = recorded_[snapshot][p];
        recorded_[snapshot][p] = true;
        for (const unsigned c : model_.network().outputs(p))
            for (Letter& letter : ledgers_[c].on_the_way)
                if (again) letter.item.reds &= ~(std::uint64_t{1} << snapshot);
        if (snapshot != snapshot_) return;
        event_.records_state = true;
        for (const unsigned c : model_.network().outputs(p))
            ledgers_[c].state.cut.sent = ledgers_[c].state.sent;
        for (const unsigned c : model_.network().inputs(p))
            ledgers_[c].state.cut.received = ledgers_[c].state.received;
    }

    // --- what the algorithm is told

    const AlgorithmPart& algorithm() const { return model_.algorithm(); }
    const PartOfProcess& part(unsigned snapshot) const {
        return model_.parts(snapshot)[event_.actor];
    }
    SnapshotSoFar so_far(unsigned snapshot) const {
        SnapshotSoFar so_far{recorded_[snapshot][event_.actor],
                             std::ranges::count(recorded_[snapshot], false) == 0};
        if (snapshot == 0) return so_far;
        so_far.previous_recorded = recorded_[snapshot - 1][event_.actor];
        so_far.previous_done =
            so_far.previous_recorded &&
            algorithm().done(state_.data(), part(snapshot - 1), this->so_far(snapshot - 1));
        return so_far;
    }
    Channel port(unsigned c, bool output) const {
        const auto& channels = part(snapshot_).channels;
        const auto first = channels.begin() + (output ? part(snapshot_).around.inputs : 0U);
        Channel channel;
        channel.port =
            static_cast<std::uint8_t>(std::find(first, channels.end(), c) - channels.begin());
        return channel;
    }

    // --- messages and their numbers

    const std::string& content(const Item& item) const {
        return model_.application().contents[item.content];
    }

    std::vector<Parcel> parcels(View state, unsigned c) const {
        std::vector<Parcel> parcels;
        std::vector<Letter> letters = ledgers_[c].on_the_way;
        for (const Item& item : model_.channels().in_transit(state, c)) {
            if (item.control) {
                parcels.push_back({0, model_.spell_control(item)});
                continue;
            }
            const auto letter = find_letter(letters, item);
            parcels.push_back({letter->number, content(item)});
            letters.erase(letter);
        }
        assert(letters.size() <= model_.channels().waiting(state, c));
        return parcels;
    }

    static std::string in_words(const std::vector<Parcel>& parcels) {
        std::string text;
        for (const Parcel& parcel : parcels)
            text.append(text.empty() ? "" : ", ").append(parcel.control);
        return text;
    }

    Waiting waiting(View last, Process p) const {
        Waiting waiting{p, recorded_[snapshot_][p], {}};
        if (!waiting.recorded) return waiting;
        const PartOfProcess& part = model_.parts(snapshot_)[p];
        for (const Channel channel :
             algorithm().awaited(last, part, model_.so_far(last, p, snapshot_)))
            waiting.channels.push_back(part.channels[channel.port]);
        return waiting;
    }

    const ApplicationModel& model_;
    unsigned snapshot_;  // that is told of
    ApplicationModel::Judge judge_;
    std::vector<Ledger> ledgers_;
    std::vector<std::vector<bool>> recorded_;  // by snapshot, then process
    State state_;
    Event event_;
    NumberedRun result_;
};

}  // namespace

NumberedRun number(const ApplicationModel& model,
                   const std::vector<std::vector<std::uint64_t>>& states,
                   const std::vector<Step>& steps, unsigned snapshot) {
    Counting counting(model, snapshot);
    counting.observe(states.front().data());
    for (std::size_t i = 0; i < steps.size(); ++i)
        counting.take(states[i].data(), steps[i], states[i + 1].data());
    return counting.finish(states.back().data());
}

}  // namespace snapcheck
