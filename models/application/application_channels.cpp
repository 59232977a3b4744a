#include "models/application/application_channels.hpp"

#include <algorithm>
#include <bit>

#include "models/channels/discipline.hpp"
#include "models/codec.hpp"

namespace snapcheck {

// In an item, from the low bits up: whether it is a control message, and then its code; or in which
// snapshots it is red, what it says, and its stamps.
ApplicationChannels::ApplicationChannels(const Application& application, const Instance& instance,
                                         Bits bits, const Assumptions& assumed,
                                         LayoutBuilder& layout)
    : network_(instance.channels),
      ordered_(instance.channels.kind != ChannelKind::bag),
      snapshots_(instance.snapshots),
      content_bits_(static_cast<unsigned>(
          std::bit_width(std::max<std::size_t>(application.contents.size(), 1) - 1))) {
    const unsigned item_bits = 1 + std::max(bits.control, snapshots_ + content_bits_ + bits.stamp);
    if (loses()) losses_left_ = layout.add(bits_to_count(network_.number));
    for (unsigned c = 0; c < application.network.channels(); ++c) {
        Lane lane{Sequence(layout, assumed.controls, item_bits),
                  Sequence(layout, is_bounded() ? assumed.controls : 0, item_bits),
                  {}};
        for (unsigned s = 0; s < snapshots_; ++s)
            lane.records.push_back({Sequence(layout, assumed.repeats, 2 + content_bits_),
                                    layout.add(loses() ? marks + marks_of_losses : marks)});
        lanes_.push_back(std::move(lane));
    }
}

void ApplicationChannels::start(std::uint64_t* state) const {
    losses_left_.set(state, loses() ? network_.number : 0);
    for (const Lane& lane : lanes_) {
        lane.transit.start(state);
        lane.outbox.start(state);
        for (const Record& record : lane.records) record.content.start(state);
    }
}

std::uint64_t ApplicationChannels::encode(const Item& item) const {
    if (item.control) return item.code << 1 | 1;
    return ((item.code << content_bits_ | item.content) << snapshots_ | item.reds) << 1;
}

Item ApplicationChannels::decode(std::uint64_t code) const {
    if ((code & 1) != 0) return {true, 0, 0, code >> 1};
    const std::uint64_t without_reds = code >> 1 >> snapshots_;
    return {false, code >> 1 & low_bits(snapshots_),
            static_cast<unsigned>(without_reds & low_bits(content_bits_)),
            without_reds >> content_bits_};
}

// The lowest bit is left out: there a sequence has its end.
std::uint64_t ApplicationChannels::encode_recorded(const Item& item, unsigned snapshot) {
    return std::uint64_t{item.content} << 2 | (item.red(snapshot) ? 2U : 0U);
}

std::uint64_t ApplicationChannels::red_bits() const {
    std::uint64_t bits = 0;
    for (unsigned shift = 1; shift < 64; shift += 2 + content_bits_)
        bits |= std::uint64_t{1} << shift;
    return bits;
}

std::vector<Item> ApplicationChannels::items(View state, const Sequence& sequence) const {
    std::vector<Item> items;
    sequence.for_each_item(state, [&](std::uint64_t code) { items.push_back(decode(code)); });
    return items;
}

std::vector<Item> ApplicationChannels::under_way(View state, unsigned channel) const {
    std::vector<Item> all = in_transit(state, channel);
    const std::vector<Item> waiting = items(state, lanes_[channel].outbox);
    all.insert(all.end(), waiting.begin(), waiting.end());
    return all;
}

// As in channels/bounded.hpp: whoever waits in the outbox comes first.
bool ApplicationChannels::has_room(View state, unsigned channel, std::size_t messages) const {
    if (!is_bounded()) return true;
    const Lane& lane = lanes_[channel];
    return lane.outbox.empty(state) && lane.transit.size(state) + messages <= network_.number;
}

bool ApplicationChannels::may_transport(View state, unsigned channel) const {
    const Lane& lane = lanes_[channel];
    if (loses()) return losses_left_.get(state) != 0 && !lane.transit.empty(state);
    return !lane.outbox.empty(state) && lane.transit.size(state) < network_.number;
}

Item ApplicationChannels::transport(std::uint64_t* state, unsigned channel) const {
    const Lane& lane = lanes_[channel];
    const Sequence& from = loses() ? lane.transit : lane.outbox;
    const std::uint64_t code = from.front(state);
    from.pop(state);
    if (loses())
        losses_left_.set(state, losses_left_.get(state) - 1);
    else
        lane.transit.push(state, code, Assumption::controls);
    return decode(code);
}

std::vector<Item> ApplicationChannels::recorded(View state, unsigned channel,
                                                unsigned snapshot) const {
    std::vector<Item> items;
    record_of(channel, snapshot).content.for_each_item(state, [&](std::uint64_t code) {
        items.push_back({false, (code >> 1 & 1) << snapshot, static_cast<unsigned>(code >> 2), 0});
    });
    return items;
}

void ApplicationChannels::add(std::uint64_t* state, const Sequence& sequence, std::uint64_t code,
                              Assumption full) const {
    if (ordered_)
        sequence.push(state, code, full);
    else
        sequence.insert_sorted(state, code, full);
}

void ApplicationChannels::put(std::uint64_t* state, unsigned channel, const Item& item,
                              bool ahead) const {
    const auto& [transit, outbox, records] = lanes_[channel];
    const bool waits = is_bounded() && (item.control || !outbox.empty(state));
    if (waits && !ahead) return outbox.push(state, encode(item), Assumption::controls);
    if (ahead && ordered_) return transit.push_front(state, encode(item), Assumption::controls);
    add(state, transit, encode(item), Assumption::controls);
}

void ApplicationChannels::record(std::uint64_t* state, unsigned channel, unsigned snapshot,
                                 const Item& item) const {
    const Sequence& content = record_of(channel, snapshot).content;
    if (content.size(state) == most_recorded) return mark(state, channel, snapshot, Mark::excess);
    add(state, content, encode_recorded(item, snapshot), Assumption::repeats);
}

void ApplicationChannels::mark(std::uint64_t* state, unsigned channel, unsigned snapshot, Mark mark,
                               bool value) const {
    const Field& field = record_of(channel, snapshot).marks;
    const std::uint64_t bit = std::uint64_t{1} << static_cast<unsigned>(mark);
    field.set(state, value ? field.get(state) | bit : field.get(state) & ~bit);
}

// Red becomes white.
void ApplicationChannels::whiten(std::uint64_t* state, const Sequence& sequence,
                                 unsigned snapshot) const {
    if (sequence.field().bits == 0) return;
    const std::vector<Item> before = items(state, sequence);
    sequence.start(state);
    for (Item item : before) {
        item.reds &= ~(std::uint64_t{1} << snapshot);
        add(state, sequence, encode(item), Assumption::controls);
    }
}

void ApplicationChannels::source_records(std::uint64_t* state, unsigned channel,
                                         unsigned snapshot) const {
    whiten(state, lanes_[channel].transit, snapshot);
    whiten(state, lanes_[channel].outbox, snapshot);
    const Sequence& content = record_of(channel, snapshot).content;
    const std::vector<Item> kept = recorded(state, channel, snapshot);
    content.start(state);
    for (Item item : kept) {
        item.reds = 0;
        add(state, content, encode_recorded(item, snapshot), Assumption::repeats);
    }
    mark(state, channel, snapshot, Mark::orphan, false);
    if (loses() && marked(state, channel, snapshot, Mark::lost_later))
        mark(state, channel, snapshot, Mark::lost);
    if (marked(state, channel, snapshot, Mark::later)) mark(state, channel, snapshot, Mark::missed);
    mark(state, channel, snapshot, Mark::later, false);
}

void ApplicationChannels::target_records(std::uint64_t* state, unsigned channel,
                                         unsigned snapshot) const {
    mark(state, channel, snapshot, Mark::missed, false);
    if (marked(state, channel, snapshot, Mark::later)) mark(state, channel, snapshot, Mark::orphan);
    mark(state, channel, snapshot, Mark::later, false);
    if (!record_of(channel, snapshot).content.empty(state))
        mark(state, channel, snapshot, Mark::twice);
}

// What is marked as recorded twice was received, and stays recorded as that.
void ApplicationChannels::forget(std::uint64_t* state, unsigned channel, unsigned snapshot) const {
    const Sequence& content = record_of(channel, snapshot).content;
    if (content.empty(state)) return;
    for (const Item& item : recorded(state, channel, snapshot)) {
        if (marked(state, channel, snapshot, Mark::twice)) break;
        mark(state, channel, snapshot, item.red(snapshot) ? Mark::later : Mark::missed);
    }
    mark(state, channel, snapshot, Mark::twice, false);
    content.start(state);
}

}  // namespace snapcheck
