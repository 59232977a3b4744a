#include "models/symmetry/rewriting.hpp"

#include <cassert>

#include "models/blueprint.hpp"
#include "models/channels/all.hpp"

namespace snapcheck {

namespace {

Rewriting::At plus(Rewriting::At at, unsigned bits) {
    return {at.word, at.shift + bits};
}

Rewriting::At start_of(const Field& field) {
    return {field.word, field.shift};
}

Anatomy plain(unsigned bits) {
    return {Anatomy::Kind::plain, bits};
}

Anatomy in_turn(std::vector<Anatomy> parts) {
    Anatomy whole{Anatomy::Kind::parts, 0, std::move(parts)};
    for (const Anatomy& part : whole.parts) whole.bits += part.bits;
    return whole;
}

}  // namespace

void Rewriting::add(const Anatomy& value, At from, At to, const Renaming& renaming,
                    const std::vector<unsigned>& ports) {
    using Kind = Anatomy::Kind;
    const auto each = [&](const Anatomy& element, auto&& names) {
        const auto count = element.bits == 0 ? 0 : value.bits / element.bits;
        for (unsigned i = 0; i < count; ++i)
            add(element, plus(from, i * element.bits), plus(to, names[i] * element.bits), renaming,
                ports);
    };
    switch (value.kind) {
        case Kind::plain:
            return move(value.bits, from, to);
        case Kind::channels:
            return each(plain(1), ports);
        case Kind::per_channel:
            return each(value.parts[0], ports);
        case Kind::per_process:
            return each(value.parts[0], renaming.processes);
        case Kind::per_link:
            return each(value.parts[0], renaming.channels);
        case Kind::parts:
            for (unsigned at = 0; const Anatomy& part : value.parts) {
                add(part, plus(from, at), plus(to, at), renaming, ports);
                at += part.bits;
            }
            return;
        case Kind::process:
            Name name{{from.word, from.shift, low_bits(value.bits), value.bits}, to.shift, {}};
            for (std::uint64_t code = 0; code <= low_bits(value.bits); ++code)
                name.images.push_back(code < renaming.processes.size() ? renaming.processes[code]
                                                                       : code);
            names_[to.word].push_back(std::move(name));
    }
}

void Rewriting::add_sequence(const Field& from, const Field& to, unsigned item_bits, Rewriting odd,
                             Rewriting even, bool sorted) {
    sequences_[to.word].push_back(
        {from, to.shift, item_bits, {std::move(even), std::move(odd)}, sorted});
}

// Bits that go the same way go together.
void Rewriting::move(unsigned bits, At from, At to) {
    if (bits == 0) return;
    assert(from.shift + bits <= 64 && to.shift + bits <= 64);
    const std::uint32_t rotation = (to.shift - from.shift) & 63;
    const std::uint64_t mask = low_bits(bits) << from.shift;
    for (Move& move : moves_[to.word])
        if (move.word == from.word && move.rotation == rotation) {
            move.mask |= mask;
            return;
        }
    moves_[to.word].push_back({from.word, rotation, mask});
}

std::uint64_t Rewriting::image(const Name& name, View words) {
    return name.images[name.from.get(words)] << name.shift;
}

std::uint64_t Rewriting::image(const Items& items, View words) {
    boost::container::static_vector<std::uint64_t, 64> images;
    std::uint64_t rest = items.from.get(words);
    if (rest == 0) return 0;  // of a cut, which holds no contents
    for (; rest > 1; rest >>= items.item_bits) {
        const std::uint64_t item = rest & low_bits(items.item_bits);
        images.push_back(items.by_lowest_bit[item & 1].word(0, &item));
    }
    if (items.sorted) std::ranges::sort(images);
    std::uint64_t out = 1;
    for (auto item = images.rbegin(); item != images.rend(); ++item)
        out = out << items.item_bits | *item;
    return out << items.shift;
}

namespace {

/// Puts together how the parts of a state are rewritten.
template <class Plan>
class Rewriter {
  public:
    Rewriter(const Plan& plan, const AlgorithmAnatomy& algorithm, const Renaming& renaming)
        : plan_(plan), algorithm_(algorithm), renaming_(renaming), result_(plan.words()) {
        const Anatomy control = algorithm.control(plan.message_extent);
        control_ = in_turn({plain(plan.content_bits.control - control.bits), control});
        stamps_ =
            in_turn(std::vector(plan.instance.snapshots, algorithm.stamp(plan.message_extent)));
    }

    Rewriting rewriting() && {
        add_recorded();
        for (unsigned c = 0; c < plan_.channels.size(); ++c) add_channel(c);
        for (Process p = 0; p < plan_.processes.size(); ++p) add_process(p);
        for (const Slot& slot : plan_.content->common_slots())
            add(plain(slot.field.bits), slot.field, slot.field);
        return std::move(result_);
    }

  private:
    // Messages name no channels as one process counts them.
    static const std::vector<unsigned>& no_ports() {
        static const std::vector<unsigned> none;
        return none;
    }

    void add(const Anatomy& value, const Field& from, const Field& to,
             const std::vector<unsigned>& ports = no_ports()) {
        assert(from.bits == to.bits);
        if (from.bits != 0) result_.add(value, start_of(from), start_of(to), renaming_, ports);
    }

    // A bit a process, for one snapshot after the other.
    void add_recorded() {
        const Anatomy one{
            Anatomy::Kind::per_process, plan_.instance.network.processes(), {plain(1)}};
        add(in_turn(std::vector(plan_.instance.snapshots, one)), plan_.recorded, plan_.recorded);
    }

    void add_process(Process p) {
        const Process image = renaming_.processes[p];
        const std::vector<Anatomy> members = algorithm_.members(plan_.processes[p].extent);
        for (unsigned s = 0; s < plan_.instance.snapshots; ++s)
            for (std::size_t i = 0; i < members.size(); ++i)
                add(members[i], plan_.processes[p].parts[s].members[i],
                    plan_.processes[image].parts[s].members[i], renaming_.ports[p]);
        const auto from = plan_.content->slots_of_process(p);
        const auto to = plan_.content->slots_of_process(image);
        for (std::size_t i = 0; i < from.size(); ++i) add(from[i], to[i].field);
    }

    void add_channel(unsigned c) {
        const auto& channel = plan_.channels[c];
        const auto& image = plan_.channels[renaming_.channels[c]];
        add(plain(channel.sent.bits), channel.sent, image.sent);
        for (unsigned s = 0; s < plan_.instance.snapshots; ++s)
            add(plain(channel.cut_sent[s].bits), channel.cut_sent[s], image.cut_sent[s]);
        const auto from = plan_.content->slots(c);
        const auto to = plan_.content->slots(renaming_.channels[c]);
        for (std::size_t i = 0; i < from.size(); ++i) add(from[i], to[i].field);
    }

    void add(const Slot& slot, const Field& to) {
        const Field& from = slot.field;
        switch (slot.holds) {
            case Slot::Holds::plain:
                return add(plain(from.bits), from, to);
            case Slot::Holds::knowledge:
                return add(counts(slot.count_bits), from, to);
            case Slot::Holds::stamps: {
                const unsigned messages = slot.item_bits == 0 ? 0 : from.bits / slot.item_bits;
                return add(in_turn(std::vector(messages, stamps_)), from, to);
            }
            case Slot::Holds::contents:
                return add_contents(slot, to);
            case Slot::Holds::controls:
                if (!control_.names_somebody()) return add(plain(from.bits), from, to);
                const Rewriting item = item_rewriting(control_);
                result_.add_sequence(from, to, slot.item_bits, item, item, true);
        }
    }

    void add_contents(const Slot& slot, const Field& to) {
        const bool same =
            slot.count_bits == 0 && !control_.names_somebody() && !stamps_.names_somebody();
        if (same) return add(plain(slot.field.bits), slot.field, to);
        if (slot.field.bits == 0) return;
        const Anatomy above = counts(slot.count_bits);
        const auto item = [&](const Anatomy& code) {
            return item_rewriting(
                in_turn({plain(1), code, plain(slot.item_bits - 1 - code.bits), above}));
        };
        result_.add_sequence(slot.field, to, slot.item_bits + above.bits, item(control_),
                             item(stamps_), false);
    }

    Anatomy counts(unsigned bits) const {
        const auto channels = static_cast<unsigned>(plan_.channels.size());
        return {Anatomy::Kind::per_link, channels * bits, {plain(bits)}};
    }

    Rewriting item_rewriting(const Anatomy& item) const {
        Rewriting rewriting(1);
        rewriting.add(item, {0, 0}, {0, 0}, renaming_, no_ports());
        return rewriting;
    }

    const Plan& plan_;
    const AlgorithmAnatomy& algorithm_;
    const Renaming& renaming_;
    Anatomy control_, stamps_;  // with what says which snapshot, and for all snapshots
    Rewriting result_;
};

}  // namespace

template <class Plan>
Rewriting rewriting_of(const Plan& plan, const AlgorithmAnatomy& algorithm,
                       const Renaming& renaming) {
    return Rewriter<Plan>(plan, algorithm, renaming).rewriting();
}

template Rewriting rewriting_of(const Blueprint<Bag>&, const AlgorithmAnatomy&, const Renaming&);
template Rewriting rewriting_of(const Blueprint<Bounded>&, const AlgorithmAnatomy&,
                                const Renaming&);
template Rewriting rewriting_of(const Blueprint<Causal>&, const AlgorithmAnatomy&, const Renaming&);
template Rewriting rewriting_of(const Blueprint<Duplicating>&, const AlgorithmAnatomy&,
                                const Renaming&);
template Rewriting rewriting_of(const Blueprint<Fifo>&, const AlgorithmAnatomy&, const Renaming&);
template Rewriting rewriting_of(const Blueprint<Lossy>&, const AlgorithmAnatomy&, const Renaming&);

}  // namespace snapcheck
