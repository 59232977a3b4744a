#include "models/application/application_channels.hpp"

#include <algorithm>
#include <bit>

namespace snapcheck {

// In an item, from the low bits up: whether it is a control message, and then its code; or whether
// it is red, what it says, and its stamp.
ApplicationChannels::ApplicationChannels(const Application& application, bool ordered, Bits bits,
                                         const Assumptions& assumed, LayoutBuilder& layout)
    : ordered_(ordered),
      content_bits_(static_cast<unsigned>(
          std::bit_width(std::max<std::size_t>(application.contents.size(), 1) - 1))) {
    const unsigned item_bits = 1 + std::max(bits.control, 1 + content_bits_ + bits.stamp);
    for (unsigned c = 0; c < application.network.channels(); ++c)
        lanes_.push_back({Sequence(layout, assumed.controls, item_bits),
                          Sequence(layout, assumed.repeats, 2 + content_bits_), layout.add(marks)});
}

void ApplicationChannels::start(std::uint64_t* state) const {
    for (const Lane& lane : lanes_) {
        lane.transit.start(state);
        lane.recorded.start(state);
    }
}

std::uint64_t ApplicationChannels::encode(const Item& item) const {
    if (item.control) return item.code << 1 | 1;
    return item.code << (2 + content_bits_) | std::uint64_t{item.content} << 2 |
           (item.red ? 2U : 0U);
}

Item ApplicationChannels::decode(std::uint64_t code) const {
    if ((code & 1) != 0) return {true, false, 0, code >> 1};
    const std::uint64_t mask = (std::uint64_t{1} << content_bits_) - 1;
    return {false, (code >> 1 & 1) != 0, static_cast<unsigned>(code >> 2 & mask),
            code >> (2 + content_bits_)};
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

void ApplicationChannels::add(std::uint64_t* state, const Sequence& sequence, std::uint64_t code,
                              Assumption full) const {
    if (ordered_)
        sequence.push(state, code, full);
    else
        sequence.insert_sorted(state, code, full);
}

void ApplicationChannels::put(std::uint64_t* state, unsigned channel, const Item& item,
                              bool ahead) const {
    const Sequence& transit = lanes_[channel].transit;
    if (ahead && ordered_) return transit.push_front(state, encode(item), Assumption::controls);
    add(state, transit, encode(item), Assumption::controls);
}

void ApplicationChannels::record(std::uint64_t* state, unsigned channel, const Item& item) const {
    if (lanes_[channel].recorded.size(state) == most_recorded)
        return mark(state, channel, Mark::excess);
    const Item kept{false, item.red, item.content, 0};
    add(state, lanes_[channel].recorded, encode(kept), Assumption::repeats);
}

void ApplicationChannels::mark(std::uint64_t* state, unsigned channel, Mark mark,
                               bool value) const {
    const Field& field = lanes_[channel].marks;
    const std::uint64_t bit = std::uint64_t{1} << static_cast<unsigned>(mark);
    field.set(state, value ? field.get(state) | bit : field.get(state) & ~bit);
}

// Red becomes white.
void ApplicationChannels::repaint(std::uint64_t* state, const Sequence& sequence,
                                  Assumption full) const {
    if (sequence.field().bits == 0) return;
    const std::vector<Item> before = items(state, sequence);
    sequence.start(state);
    for (Item item : before) {
        item.red = false;
        add(state, sequence, encode(item), full);
    }
}

void ApplicationChannels::source_records(std::uint64_t* state, unsigned channel) const {
    repaint(state, lanes_[channel].transit, Assumption::controls);
    repaint(state, lanes_[channel].recorded, Assumption::repeats);
    mark(state, channel, Mark::orphan, false);
    if (marked(state, channel, Mark::later)) mark(state, channel, Mark::missed);
    mark(state, channel, Mark::later, false);
}

void ApplicationChannels::target_records(std::uint64_t* state, unsigned channel) const {
    mark(state, channel, Mark::missed, false);
    if (marked(state, channel, Mark::later)) mark(state, channel, Mark::orphan);
    mark(state, channel, Mark::later, false);
    if (!lanes_[channel].recorded.empty(state)) mark(state, channel, Mark::twice);
}

// What is marked as recorded twice was received, and stays recorded as that.
void ApplicationChannels::forget(std::uint64_t* state, unsigned channel) const {
    const Sequence& recorded = lanes_[channel].recorded;
    if (recorded.empty(state)) return;
    for (const Item& item : items(state, recorded)) {
        if (marked(state, channel, Mark::twice)) break;
        mark(state, channel, item.red ? Mark::later : Mark::missed);
    }
    mark(state, channel, Mark::twice, false);
    recorded.start(state);
}

}  // namespace snapcheck
