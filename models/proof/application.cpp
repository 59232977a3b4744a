#include "models/proof/application.hpp"

#include <algorithm>
#include <cassert>

namespace snapcheck {

ApplicationState recorded_state(const std::vector<ChannelCut>& cut) {
    ApplicationState state;
    for (const ChannelCut& channel : cut)
        state.push_back({channel.sent, channel.received, channel.recorded});
    return state;
}

std::optional<Transport> transport_of(const ChannelSpec& channels) {
    using enum ChannelKind;
    switch (channels.kind) {
        case fifo:
            return Transport{};
        case bag:
            return Transport{.ordered = false};
        case bounded:
        case bounded_blocking:
            return Transport{.places = channels.number};
        default:
            return std::nullopt;
    }
}

std::string why_not_proved_on(const ChannelSpec& channels) {
    if (channels.kind == ChannelKind::causal)
        return "channels 'causal': Theorem 1 is proved channel by channel, and causal order joins "
               "them: only on fifo, bag and bounded";
    return "channels '" + to_string(channels) +
           "': Theorem 1 speaks of reliable channels, which neither lose nor repeat a message: "
           "fifo, bag or bounded";
}

std::optional<Obstacle> Application::obstacle(const Event& event) const {
    const std::vector<unsigned>& transit = state_[event.channel].transit;
    if (event.kind == Event::Kind::send) {
        const bool full = transport_.places != 0 && transit.size() >= transport_.places;
        return full ? std::optional(Obstacle::no_place) : std::nullopt;
    }
    if (std::ranges::count(transit, event.message) == 0) return Obstacle::not_in_transit;
    if (transport_.ordered && transit.front() != event.message) return Obstacle::not_at_the_head;
    return std::nullopt;
}

void Application::take(const Event& event) {
    assert(!obstacle(event));
    auto& [sent, received, transit] = state_[event.channel];
    if (event.kind == Event::Kind::send) {
        sent.insert(event.message);
        transit.push_back(event.message);
    } else {
        received.insert(event.message);
        transit.erase(std::ranges::find(transit, event.message));
    }
}

}  // namespace snapcheck
