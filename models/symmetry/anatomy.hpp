// Which bits of a packed value name a process or a channel: what has to change when these get other
// names. Derived from the types of an algorithm's data, as its codecs are.
#pragma once

#include <vector>

#include "models/algorithm.hpp"

namespace snapcheck {

struct Anatomy {
    enum class Kind {
        plain,        // names nobody
        process,      // a ProcessId
        channels,     // a bit for each channel of a process
        per_channel,  // parts[0] for each channel of a process
        per_process,  // parts[0] for each process
        per_link,     // parts[0] for each channel of the network
        parts         // one after the other, the first in the lowest bits
    };
    Kind kind = Kind::plain;
    unsigned bits = 0;
    std::vector<Anatomy> parts = {};

    /// Whether somebody is named in it.
    bool names_somebody() const {
        if (kind != Kind::parts) return kind != Kind::plain;
        return std::ranges::any_of(parts, &Anatomy::names_somebody);
    }
    /// Whether channels are named as one process counts them, which says nothing elsewhere.
    bool names_ports() const {
        if (kind == Kind::channels || kind == Kind::per_channel) return true;
        return std::ranges::any_of(parts, &Anatomy::names_ports);
    }
};

namespace detail {

template <class Value>
inline constexpr Anatomy::Kind array_kind = Anatomy::Kind::plain;
template <class Value>
inline constexpr Anatomy::Kind array_kind<PerChannel<Value>> = Anatomy::Kind::per_channel;
template <class Value>
inline constexpr Anatomy::Kind array_kind<PerProcess<Value>> = Anatomy::Kind::per_process;

template <class Value>
inline constexpr bool is_atom = !std::is_class_v<Value> || std::is_same_v<Value, Count> ||
                                std::is_same_v<Value, Balance> || std::is_same_v<Value, MessageSet>;

}  // namespace detail

template <class Value>
Anatomy anatomy_of_value(const Extent& extent) {
    using Kind = Anatomy::Kind;
    Anatomy anatomy{Kind::plain, Codec<Value>::bits(extent)};
    if constexpr (std::is_same_v<Value, ProcessId>) {
        anatomy.kind = Kind::process;
    } else if constexpr (std::is_same_v<Value, ChannelSet>) {
        anatomy.kind = Kind::channels;
    } else if constexpr (detail::array_kind<Value> != Kind::plain) {
        using Element = std::remove_cvref_t<decltype(Value{}.values[0])>;
        anatomy.kind = detail::array_kind<Value>;
        anatomy.parts = {anatomy_of_value<Element>(extent)};
    } else if constexpr (!detail::is_atom<Value>) {
        anatomy.kind = Kind::parts;
        Value value{};
        for_each_member(value, [&]<class Member>(Member&) {
            anatomy.parts.push_back(anatomy_of_value<Member>(extent));
        });
    }
    return anatomy;
}

/// What an algorithm's data consists of, given an extent.
struct AlgorithmAnatomy {
    Anatomy (*stamp)(const Extent&);
    Anatomy (*control)(const Extent&);
    std::vector<Anatomy> (*members)(const Extent&);  // of what a process remembers
    bool collected;  // somebody looks at what all processes remember
};

template <class Algorithm>
AlgorithmAnatomy anatomy_of() {
    const auto members = [](const Extent& extent) {
        std::vector<Anatomy> anatomies;
        Algorithm algorithm{};
        for_each_member(algorithm, [&]<class Member>(Member&) {
            anatomies.push_back(anatomy_of_value<Member>(extent));
        });
        return anatomies;
    };
    return {&anatomy_of_value<StampOf<Algorithm>>, &anatomy_of_value<ControlOf<Algorithm>>, members,
            IsCollected<Algorithm>};
}

}  // namespace snapcheck
