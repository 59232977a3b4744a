#include "traces/arrows.hpp"

#include <algorithm>
#include <deque>

namespace snapcheck {

namespace {

/// Follows one channel through a run.
class ChannelWatch {
  public:
    ChannelWatch(unsigned channel, const Run& run, std::vector<Arrow>& arrows)
        : channel_(channel), run_(run), arrows_(arrows) {}

    void step(unsigned number) {
        const Event& event = run_.events[number - 1];
        const bool here = event.kind != Event::Kind::initiate && event.kind != Event::Kind::act &&
                          event.channel == channel_;
        if (here) end(event, number);
        queue_up(number, here && event.kind == Event::Kind::transmit);
        take_stock(number, here && event.kind == Event::Kind::transmit);
    }

  private:
    // Equal parcels are told apart by age: on ordered channels the oldest is the one at the head.
    std::optional<std::size_t> oldest(std::vector<std::size_t>& among, const Parcel& parcel) const {
        const auto found = std::ranges::find_if(
            among, [&](std::size_t arrow) { return arrows_[arrow].parcel == parcel; });
        if (found == among.end()) return std::nullopt;
        const std::size_t arrow = *found;
        among.erase(found);
        return arrow;
    }

    void end(const Event& event, unsigned number) {
        const bool loses = event.kind == Event::Kind::lose;
        const bool receives =
            event.kind == Event::Kind::receive || event.kind == Event::Kind::receive_control;
        if (!loses && !receives) return;
        std::vector<std::size_t> others = on_the_way_;
        const auto arrow = oldest(others, {event.message, event.control});
        if (!arrow) return;
        if (loses)
            arrows_[*arrow].lost = number;
        else
            arrows_[*arrow].arrived.push_back(number);
        if (!event.stays) on_the_way_ = others;
    }

    void queue_up(unsigned number, bool transmits) {
        const unsigned before =
            run_.channels[number - 1][channel_].in_outbox - (transmits ? 1U : 0U);
        for (unsigned i = before; i < run_.channels[number][channel_].in_outbox; ++i)
            outbox_.push_back(number);
    }

    // What is in the channel and was not before has just been put there.
    void take_stock(unsigned number, bool transmits) {
        std::vector<std::size_t> now;
        for (const Parcel& parcel : run_.channels[number][channel_].in_transit) {
            if (const auto known = oldest(on_the_way_, parcel)) {
                now.push_back(*known);
                continue;
            }
            now.push_back(arrows_.size());
            arrows_.push_back({channel_, parcel, number, {}, {}, {}});
            if (transmits && !outbox_.empty()) leave_outbox(arrows_.back());
        }
        on_the_way_ = now;
    }

    void leave_outbox(Arrow& arrow) {
        arrow.entered = arrow.sent;
        arrow.sent = outbox_.front();
        outbox_.pop_front();
    }

    unsigned channel_;
    const Run& run_;
    std::vector<Arrow>& arrows_;
    std::vector<std::size_t> on_the_way_;  // oldest first, where the channel is ordered
    std::deque<unsigned> outbox_;          // the steps that sent what waits there
};

// Whether a process that has recorded replaces what it has on record of its own state.
bool records_again(const Run& run, const Network& network, unsigned step) {
    const Process p = run.events[step - 1].actor;
    const auto changes = [&](unsigned c, auto part) {
        return run.channels[step][c].cut.*part != run.channels[step - 1][c].cut.*part;
    };
    return std::ranges::any_of(network.outputs(p),
                               [&](unsigned c) { return changes(c, &ChannelCut::sent); }) ||
           std::ranges::any_of(network.inputs(p),
                               [&](unsigned c) { return changes(c, &ChannelCut::received); });
}

}  // namespace

std::string short_name(const Parcel& parcel) {
    if (parcel.message != 0)
        return parcel.control.empty() ? "m" + std::to_string(parcel.message) : parcel.control;
    return parcel.control.substr(0, parcel.control.find(" ("));
}

std::vector<std::pair<unsigned, unsigned>> Arrow::hops() const {
    std::vector<std::pair<unsigned, unsigned>> hops;
    if (entered) hops.emplace_back(sent, *entered);
    const unsigned from = entered.value_or(sent);
    for (const unsigned step : arrived) hops.emplace_back(from, step);
    if (lost) hops.emplace_back(from, *lost);
    return hops;
}

std::vector<Arrow> arrows_of(const Run& run) {
    std::vector<Arrow> arrows;
    std::vector<ChannelWatch> watches;
    for (unsigned c = 0; c < run.cut.size(); ++c) watches.emplace_back(c, run, arrows);
    for (unsigned step = 1; step <= run.events.size(); ++step)
        for (ChannelWatch& watch : watches) watch.step(step);
    return arrows;
}

Standing standing_of(const Arrow& arrow, const Run& run) {
    if (arrow.is_control()) return Standing::outside;  // no cut speaks of it
    return standing_of(arrow.channel, arrow.parcel.message, run);
}

Standing standing_of(unsigned channel, unsigned number, const Run& run) {
    const ChannelCut& cut = run.cut[channel];
    const bool sent = cut.sent.contains(number);
    const bool received = cut.received.contains(number);
    const auto recorded = std::ranges::count(cut.recorded, number);
    if (recorded > 1 || (recorded == 1 && received)) return Standing::twice;
    if (received) return sent ? Standing::inside : Standing::orphan;
    if (recorded == 1) return sent ? Standing::across : Standing::orphan_in_channel;
    if (!sent) return Standing::outside;
    return run.complete ? Standing::lost : Standing::open;
}

std::string_view name_of(Standing standing) {
    switch (standing) {
        case Standing::across:
            return "in transit";
        case Standing::lost:
            return "lost";
        case Standing::orphan:
            return "orphan";
        case Standing::orphan_in_channel:
            return "orphan in channel";
        case Standing::twice:
            return "recorded twice";
        default:
            return "";
    }
}

std::string_view meaning_of(Standing standing) {
    switch (standing) {
        case Standing::across:
            return "recorded as sent, and in its channel";
        case Standing::lost:
            return "recorded as sent, but neither as received nor in its channel";
        case Standing::orphan:
            return "received before the cut, but sent after it";
        case Standing::orphan_in_channel:
            return "recorded in its channel, but not as sent";
        case Standing::twice:
            return "recorded as received and in its channel, or twice there";
        default:
            return "";
    }
}

bool is_wrong(Standing standing) {
    return standing >= Standing::lost;
}

std::vector<std::optional<unsigned>> recording_steps(const Run& run, const Network& network) {
    std::vector<std::optional<unsigned>> steps(network.processes());
    for (unsigned step = 1; step <= run.events.size(); ++step) {
        auto& recorded = steps[run.events[step - 1].actor];
        if (run.events[step - 1].records_state || (recorded && records_again(run, network, step)))
            recorded = step;
    }
    return steps;
}

bool records_before_receipt(const Event& event, const Run& run) {
    return event.kind == Event::Kind::receive &&
           !run.cut[event.channel].received.contains(event.message);
}

}  // namespace snapcheck
