#include "traces/clocks.hpp"

#include <algorithm>

#include "traces/arrows.hpp"

namespace snapcheck {

namespace {

void merge(Clock& clock, const Clock& other) {
    for (const auto& [place, count] : other) clock[place] = std::max(clock[place], count);
}

}  // namespace

std::string place_of(const Event& event, const Network& network) {
    const bool of_transport =
        event.kind == Event::Kind::lose || event.kind == Event::Kind::transmit;
    return of_transport ? network.channel_name(event.channel) : network.name(event.actor);
}

Causality causality_of(const Run& run, const Network& network) {
    Causality causality;
    std::map<std::string, unsigned> last;
    for (unsigned step = 1; step <= run.events.size(); ++step) {
        unsigned& before = last[place_of(run.events[step - 1], network)];
        if (before != 0) causality.order.emplace_back(before, step);
        before = step;
    }
    for (const Arrow& arrow : arrows_of(run))
        std::ranges::copy(arrow.hops(), std::back_inserter(causality.messages));
    return causality;
}

std::vector<Clock> clocks_of(const Run& run, const Network& network) {
    const Causality causality = causality_of(run, network);
    std::vector<Clock> clocks(run.events.size());
    for (unsigned step = 1; step <= clocks.size(); ++step) {
        Clock& clock = clocks[step - 1];
        for (const auto* pairs : {&causality.order, &causality.messages})
            for (const auto& [before, after] : *pairs)
                if (after == step) merge(clock, clocks[before - 1]);
        ++clock[place_of(run.events[step - 1], network)];
    }
    return clocks;
}

}  // namespace snapcheck
