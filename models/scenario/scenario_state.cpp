#include "models/scenario/scenario_state.hpp"

#include <algorithm>
#include <numeric>

namespace snapcheck {

namespace {

unsigned bits_for(std::uint64_t largest) {
    return static_cast<unsigned>(std::bit_width(largest));
}

std::vector<unsigned> up_to(unsigned most) {
    std::vector<unsigned> places(most + 1);
    std::iota(places.begin(), places.end(), 0U);
    return places;
}

}  // namespace

ScenarioLayout::ScenarioLayout(const Timeline& timeline, const std::vector<Places>* places,
                               unsigned detours)
    : timeline_(&timeline), codes_(timeline.asked()), keeps_record_(places == nullptr) {
    const Network& network = timeline.network();
    LayoutBuilder layout;
    for (Process p = 0; p < network.processes(); ++p)
        orders_.push_back(layout.add(bits_for(codes_.codes() - 1)));
    line_ = layout.add(bits_for(timeline.lines().size()));
    detours_ = layout.add(bits_for(detours));
    for (unsigned c = 0; c < network.channels(); ++c) {
        messages_.push_back(layout.add(bits_for(timeline.messages(c))));
        markers_.push_back(layout.add(bits_for(timeline.asked())));
    }
    add_places(layout, places);
    if (keeps_record_) add_record(layout);
    words_ = layout.words();
}

void ScenarioLayout::add_places(LayoutBuilder& layout, const std::vector<Places>* places) {
    const Network& network = timeline_->network();
    const auto place = [&](std::vector<unsigned> known) {
        const Field field = layout.add(bits_for(known.size() - 1));
        return Place{field, std::move(known)};
    };
    for (Process p = 0; p < network.processes(); ++p)
        for (unsigned s = 0; s < timeline_->asked(); ++s)
            sends_.push_back(
                place(places != nullptr ? (*places)[s].sends(p) : up_to(timeline_->sends(p))));
    for (unsigned c = 0; c < network.channels(); ++c)
        for (unsigned s = 0; s < timeline_->asked(); ++s)
            receipts_.push_back(place(places != nullptr ? (*places)[s].receipts(c)
                                                        : up_to(timeline_->messages(c))));
}

void ScenarioLayout::add_record(LayoutBuilder& layout) {
    const Network& network = timeline_->network();
    input_number_.resize(network.channels());
    for (unsigned c = 0; c < network.channels(); ++c)
        ends_.push_back(layout.add(bits_for(timeline_->messages(c))));
    for (Process p = 0; p < network.processes(); ++p) {
        const auto inputs = network.inputs(p);
        unsigned slots = 0;
        for (unsigned i = 0; i < inputs.size(); ++i) {
            input_number_[inputs[i]] = i;
            slots += timeline_->messages(inputs[i]);
        }
        const bool any_choice = inputs.size() > 1;
        arrivals_.emplace_back(layout, any_choice ? slots : 0,
                               any_choice ? bits_for(inputs.size() - 1) : 1);
    }
}

void ScenarioLayout::start(std::uint64_t* state) const {
    for (const Sequence& arrivals : arrivals_) arrivals.start(state);
}

void ScenarioLayout::put(const Place& place, std::uint64_t* state, unsigned value) {
    const auto found = std::ranges::lower_bound(place.places, value);
    assert(found != place.places.end() && *found == value);
    place.field.set(state, static_cast<std::uint64_t>(found - place.places.begin()));
}

void ScenarioLayout::record(std::uint64_t* state, Process p, unsigned snapshot,
                            unsigned sends) const {
    const unsigned asked = timeline_->asked();
    Order recorded = order(state, p);
    recorded.push(snapshot);
    orders_[p].set(state, codes_.encode(recorded));
    put(sends_[p * asked + snapshot], state, sends);
    for (const unsigned c : timeline_->network().inputs(p))
        put(receipts_[c * asked + snapshot], state, messages(state, c));
}

void ScenarioLayout::deliver_marker(std::uint64_t* state, unsigned channel) const {
    markers_[channel].add(state, 1);
    if (keeps_record_) ends_[channel].set(state, messages(state, channel));
}

unsigned ScenarioLayout::sends_at(const std::uint64_t* state, Process p, unsigned snapshot) const {
    return take(sends_[p * timeline_->asked() + snapshot], state);
}

unsigned ScenarioLayout::receipts_at(const std::uint64_t* state, unsigned channel,
                                     unsigned snapshot) const {
    return take(receipts_[channel * timeline_->asked() + snapshot], state);
}

void ScenarioLayout::note_arrival(std::uint64_t* state, unsigned channel) const {
    const Process p = timeline_->network().ends(channel).target;
    if (keeps_record_ && timeline_->network().inputs(p).size() > 1)
        arrivals_[p].push(state, input_number_[channel], Assumption::repeats);
}

std::vector<unsigned> ScenarioLayout::arrivals(const std::uint64_t* state, Process p) const {
    const auto inputs = timeline_->network().inputs(p);
    std::vector<unsigned> channels;
    if (inputs.size() == 1)
        channels.assign(end_of_record(state, inputs[0]) - receipts_at(state, inputs[0], 0),
                        inputs[0]);
    else
        for (const std::uint64_t item : arrivals_[p].items(state)) channels.push_back(inputs[item]);
    return channels;
}

}  // namespace snapcheck
