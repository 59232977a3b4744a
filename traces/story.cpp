#include "traces/story.hpp"

#include <algorithm>

namespace snapcheck {

template <class Test>
std::optional<unsigned> Story::first(Test test) const {
    const auto event = std::ranges::find_if(run_.events, test);
    if (event == run_.events.end()) return std::nullopt;
    return static_cast<unsigned>(event - run_.events.begin()) + 1;
}

std::optional<unsigned> Story::sent(unsigned channel, unsigned message) const {
    return first([&](const Event& event) {
        return event.kind == Event::Kind::send && event.channel == channel &&
               event.message == message;
    });
}

std::optional<unsigned> Story::received(unsigned channel, unsigned message) const {
    return first([&](const Event& event) {
        return event.kind == Event::Kind::receive && event.channel == channel &&
               event.message == message;
    });
}

std::optional<unsigned> Story::lost(unsigned channel, unsigned message) const {
    return first([&](const Event& event) {
        return event.kind == Event::Kind::lose && event.channel == channel &&
               event.message == message && event.control.empty();
    });
}

std::optional<unsigned> Story::recorded(Process process) const {
    return recorded_[process];
}

std::optional<unsigned> Story::put_on_record(unsigned channel, unsigned message) const {
    return first([&](const Event& event) {
        return std::ranges::count(event.records, std::pair(channel, message)) != 0;
    });
}

std::vector<unsigned> Story::puts_on_record(unsigned channel, unsigned message) const {
    std::vector<unsigned> steps;
    for (unsigned step = 1; step < run_.channels.size(); ++step) {
        const auto times = [&](unsigned at) {
            return std::ranges::count(run_.channels[at][channel].cut.recorded, message);
        };
        if (times(step) > times(step - 1)) steps.push_back(step);
    }
    return steps;
}

std::vector<unsigned> Story::receipts(unsigned channel, unsigned message) const {
    for (const Arrow& arrow : arrows_)
        if (arrow.channel == channel && arrow.parcel.message == message) return arrow.arrived;
    return {};
}

std::optional<unsigned> Story::last_control(unsigned channel, unsigned up_to) const {
    for (unsigned step = std::min(up_to, steps()); step > 0; --step)
        if (event(step).kind == Event::Kind::receive_control && event(step).channel == channel)
            return step;
    return std::nullopt;
}

}  // namespace snapcheck
