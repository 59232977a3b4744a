#include "models/application/numbered_run.hpp"

#include <algorithm>
#include <cassert>

#include "models/application/application_judge.hpp"

namespace snapcheck {

namespace {

using State = std::vector<std::uint64_t>;

/// A message of the application on its way.
struct Letter {
    unsigned number;
    Item item;
};

bool same(const Item& one, const Item& other) {
    return one.red == other.red && one.content == other.content && one.code == other.code;
}

/// What is known of one channel by numbers.
struct Ledger {
    ChannelState state;              // but for what is in transit
    std::vector<Letter> on_the_way;  // oldest first
    unsigned sent = 0;
};

/// Goes along with a run. What the algorithm asks for in a step it is asked once more: a state does
/// not say which message it was that was put on record, nor whether a process recorded again.
class Counting {
  public:
    explicit Counting(const ApplicationModel& model)
        : model_(model),
          judge_(model.judge()),
          ledgers_(model.network().channels()),
          recorded_(model.network().processes()) {
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
        }
    }

    NumberedRun finish(View last) {
        Run& run = result_.run;
        run.complete = model_.complete(last);
        for (Process p = 0; p < recorded_.size(); ++p)
            if (!recorded_[p] || !model_.done(last, p)) run.waiting.push_back(waiting(last, p));
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
        switch (ApplicationModel::kind_of(step)) {
            case ApplicationModel::Kind::initiate:
                event_.kind = Event::Kind::initiate;
                return carry_out(model_.algorithm().initiate(state_.data(), part(), so_far()));
            case ApplicationModel::Kind::act:
                event_.kind = Event::Kind::act;
                event_.own_step = model_.algorithm().own_step();
                return carry_out(model_.algorithm().act(state_.data(), part(), so_far()));
            case ApplicationModel::Kind::spontaneous:
                event_.kind = Event::Kind::act;
                return make(model_.application()
                                .processes[p]
                                .transitions[ApplicationModel::detail_of(step)]);
            case ApplicationModel::Kind::deliver:
                return deliver(before, subject, ApplicationModel::detail_of(step));
        }
    }

    void deliver(View before, unsigned c, unsigned position) {
        const Item item = model_.channels().at(before, c, position);
        model_.channels().remove(state_.data(), c, position);
        event_.channel = c;
        if (item.control) {
            event_.kind = Event::Kind::receive_control;
            event_.control = model_.algorithm().spell_control(item.code, model_.network());
            return carry_out(model_.algorithm().receive_control(state_.data(), part(), so_far(),
                                                                port(c, false), item.code));
        }
        event_.kind = Event::Kind::receive;
        event_.message = taken_out(c, item);
        event_.control = content(item);
        const Deeds deeds =
            model_.algorithm().receive(state_.data(), part(), so_far(), port(c, false), item.code);
        carry_out(deeds);
        arrive(ledgers_[c].state, deeds.recorded);
        make(*model_.receipt(event_.actor, model_.local(before, event_.actor), {c, item.content}));
    }

    void arrive(ChannelState& channel, unsigned times) {
        channel.received.insert(event_.message);
        if (!recorded_[event_.actor]) channel.cut.received.insert(event_.message);
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
            carry_out(model_.algorithm().send(state_.data(), part(), so_far(),
                                              port(message.channel, true), stamps.back()));
        }
        for (std::size_t i = 0; i < transition.sends.size(); ++i)
            send(transition.sends[i].channel,
                 {false, recorded_[event_.actor], transition.sends[i].content, stamps[i]});
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

    void carry_out(const Deeds& deeds) {
        if (deeds.record_state) record();
        for (const Channel input : deeds.forgotten)
            ledgers_[part().channels[input.port]].state.cut.recorded.clear();
        for (const Deeds::Sent& sent : deeds.sent)
            event_.sends.emplace_back(
                part().channels[sent.channel.port],
                model_.algorithm().spell_control(sent.control, model_.network()));
    }

    void record() {
        const Process p = event_.actor;
        const bool again = recorded_[p];
        recorded_[p] = true;
        event_.records_state = true;
        for (const unsigned c : model_.network().outputs(p)) {
            ledgers_[c].state.cut.sent = ledgers_[c].state.sent;
            if (again)
                for (Letter& letter : ledgers_[c].on_the_way) letter.item.red = false;
        }
        for (const unsigned c : model_.network().inputs(p))
            ledgers_[c].state.cut.received = ledgers_[c].state.received;
    }

    // --- what the algorithm is told

    const PartOfProcess& part() const { return model_.parts()[event_.actor]; }
    SnapshotSoFar so_far() const {
        SnapshotSoFar so_far = model_.so_far(state_.data(), event_.actor);
        so_far.recorded = recorded_[event_.actor];
        so_far.all_recorded = std::ranges::count(recorded_, false) == 0;
        return so_far;
    }
    Channel port(unsigned c, bool output) const {
        const auto& channels = part().channels;
        const auto first = channels.begin() + (output ? part().around.inputs : 0U);
        Channel channel;
        channel.port =
            static_cast<std::uint8_t>(std::find(first, channels.end(), c) - channels.begin());
        return channel;
    }

    // --- messages and their numbers

    const std::string& content(const Item& item) const {
        return model_.application().contents[item.content];
    }

    unsigned taken_out(unsigned c, const Item& item) {
        auto& letters = ledgers_[c].on_the_way;
        const auto letter =
            std::ranges::find_if(letters, [&](const Letter& one) { return same(one.item, item); });
        assert(letter != letters.end());
        const unsigned number = letter->number;
        letters.erase(letter);
        return number;
    }

    std::vector<Parcel> parcels(View state, unsigned c) const {
        std::vector<Parcel> parcels;
        std::vector<Letter> letters = ledgers_[c].on_the_way;
        for (const Item& item : model_.channels().in_transit(state, c)) {
            if (item.control) {
                parcels.push_back(
                    {0, model_.algorithm().spell_control(item.code, model_.network())});
                continue;
            }
            const auto letter = std::ranges::find_if(
                letters, [&](const Letter& one) { return same(one.item, item); });
            assert(letter != letters.end());
            parcels.push_back({letter->number, content(item)});
            letters.erase(letter);
        }
        assert(letters.empty());
        return parcels;
    }

    static std::string in_words(const std::vector<Parcel>& parcels) {
        std::string text;
        for (const Parcel& parcel : parcels)
            text.append(text.empty() ? "" : ", ").append(parcel.control);
        return text;
    }

    Waiting waiting(View last, Process p) const {
        Waiting waiting{p, recorded_[p], {}};
        if (!waiting.recorded) return waiting;
        for (const Channel channel :
             model_.algorithm().awaited(last, model_.parts()[p], model_.so_far(last, p)))
            waiting.channels.push_back(model_.parts()[p].channels[channel.port]);
        return waiting;
    }

    const ApplicationModel& model_;
    ApplicationModel::Judge judge_;
    std::vector<Ledger> ledgers_;
    std::vector<bool> recorded_;
    State state_;
    Event event_;
    NumberedRun result_;
};

}  // namespace

NumberedRun number(const ApplicationModel& model,
                   const std::vector<std::vector<std::uint64_t>>& states,
                   const std::vector<Step>& steps) {
    Counting counting(model);
    counting.observe(states.front().data());
    for (std::size_t i = 0; i < steps.size(); ++i)
        counting.take(states[i].data(), steps[i], states[i + 1].data());
    return counting.finish(states.back().data());
}

}  // namespace snapcheck
