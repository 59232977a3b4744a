// How the values that algorithms are made of become bits: one Codec a type. Structs are packed
// member by member, so whoever writes an algorithm says nothing about storage.
#pragma once

#include <type_traits>

#include "models/layout.hpp"
#include "models/members.hpp"
#include "models/site.hpp"

namespace snapcheck {

/// What the size of a value depends on: its process's channels, and what is assumed so far.
struct Extent {
    unsigned inputs = 0;
    unsigned outputs = 0;
    Assumptions assumed;
    unsigned processes = 0;  // of the network
    unsigned messages = 0;   // the most that a channel can carry

    unsigned ports() const { return inputs + outputs; }
};

inline std::uint64_t low_bits(unsigned bits) {
    return bits >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
}

inline std::uint64_t fitting(std::uint64_t value, unsigned bits, Assumption assumption) {
    if ((value & ~low_bits(bits)) != 0) throw AssumptionFailed{assumption};
    return value;
}

/// bits(extent); encode(value, extent), below 2^bits or AssumptionFailed; decode(value, code,
/// extent) into a value that is as good as new: what is large and mostly unused is not copied.
template <class Value>
struct Codec {
    static_assert(
        sizeof(Value) == 0,
        "the data of an algorithm is made of bool, Count, Balance, ChannelSet, MessageSet, "
        "ProcessId, PerChannel<...>, PerProcess<...>, enums, and structs of these");
    static unsigned bits(const Extent&);
    static std::uint64_t encode(const Value&, const Extent&);
    static void decode(Value&, std::uint64_t, const Extent&);
};

/// What a code stands for.
template <class Value>
Value decoded(std::uint64_t code, const Extent& extent) {
    Value value{};
    Codec<Value>::decode(value, code, extent);
    return value;
}

template <>
struct Codec<bool> {
    static unsigned bits(const Extent&) { return 1; }
    static std::uint64_t encode(bool value, const Extent&) { return value ? 1 : 0; }
    static void decode(bool& value, std::uint64_t code, const Extent&) { value = code != 0; }
};

template <>
struct Codec<Count> {
    static unsigned bits(const Extent& extent) { return extent.assumed.count_bits; }
    static std::uint64_t encode(Count count, const Extent& extent) {
        return fitting(count.value, bits(extent), Assumption::count_bits);
    }
    static void decode(Count& count, std::uint64_t code, const Extent&) {
        count.value = static_cast<std::uint32_t>(code);
    }
};

/// Non-negative numbers as even codes, negative ones as odd.
template <>
struct Codec<Balance> {
    static unsigned bits(const Extent& extent) { return extent.assumed.count_bits + 1; }
    static std::uint64_t encode(Balance balance, const Extent& extent) {
        const auto size =
            static_cast<std::uint64_t>(balance.value < 0 ? -balance.value - 1 : balance.value);
        return fitting(size, extent.assumed.count_bits, Assumption::count_bits) << 1 |
               (balance.value < 0 ? 1U : 0U);
    }
    static void decode(Balance& balance, std::uint64_t code, const Extent&) {
        const auto size = static_cast<std::int32_t>(code >> 1);
        balance.value = (code & 1) != 0 ? -size - 1 : size;
    }
};

template <>
struct Codec<ProcessId> {
    static unsigned bits(const Extent& extent) {
        return static_cast<unsigned>(std::bit_width(extent.processes - 1));
    }
    static std::uint64_t encode(ProcessId process, const Extent& extent) {
        if (process.number >= extent.processes)
            throw AlgorithmFault("it speaks of a process that does not exist");
        return process.number;
    }
    static void decode(ProcessId& process, std::uint64_t code, const Extent&) {
        process.number = static_cast<std::uint8_t>(code);
    }
};

template <>
struct Codec<MessageSet> {
    static unsigned bits(const Extent& extent) { return extent.messages; }
    static std::uint64_t encode(MessageSet set, const Extent& extent) {
        if ((set.bits & ~low_bits(extent.messages)) != 0)
            throw AlgorithmFault("it speaks of a message that was never sent");
        return set.bits;
    }
    static void decode(MessageSet& set, std::uint64_t code, const Extent&) { set.bits = code; }
};

template <>
struct Codec<ChannelSet> {
    static unsigned bits(const Extent& extent) {
        return extent.assumed.only_inputs ? extent.inputs : extent.ports();
    }
    static std::uint64_t encode(ChannelSet set, const Extent& extent) {
        return fitting(set.bits, bits(extent), Assumption::only_inputs);
    }
    static void decode(ChannelSet& set, std::uint64_t code, const Extent&) { set.bits = code; }
};

template <class Enum>
    requires std::is_enum_v<Enum>
struct Codec<Enum> {
    static_assert(enumerator_bound<Enum> > 0, "an enum of an algorithm has enumerators below 64");
    static unsigned bits(const Extent&) {
        return static_cast<unsigned>(std::bit_width(enumerator_bound<Enum> - 1));
    }
    static std::uint64_t encode(Enum value, const Extent&) {
        const auto code = static_cast<std::uint64_t>(value);
        if (code >= enumerator_bound<Enum>)
            throw AlgorithmFault("an enum has a value that is not one of its enumerators");
        return code;
    }
    static void decode(Enum& value, std::uint64_t code, const Extent&) {
        value = static_cast<Enum>(code);
    }
};

namespace detail {

/// The first `count` values of an array, one after the other.
template <class Values, class Value>
struct ArrayCodec {
    static unsigned bits(unsigned count, const Extent& extent) {
        if (count > Values::capacity)
            throw InstanceTooLarge("the instance is too large for the algorithm: it keeps " +
                                   std::to_string(count) + " values in one place, and at most " +
                                   std::to_string(Values::capacity) + " are supported");
        return count * Codec<Value>::bits(extent);
    }
    static std::uint64_t encode(const Values& values, unsigned count, const Extent& extent) {
        const unsigned width = Codec<Value>::bits(extent);
        std::uint64_t code = 0;
        for (unsigned i = count; i-- > 0;)
            code = code << width | Codec<Value>::encode(values.values[i], extent);
        return code;
    }
    static void decode(Values& values, std::uint64_t code, unsigned count, const Extent& extent) {
        const unsigned width = Codec<Value>::bits(extent);
        const std::uint64_t mask = low_bits(width);
        for (unsigned i = 0; i < count; ++i, code >>= width)
            Codec<Value>::decode(values.values[i], code & mask, extent);
    }
};

}  // namespace detail

template <class Value>
struct Codec<PerChannel<Value>> {
    using Array = detail::ArrayCodec<PerChannel<Value>, Value>;
    static unsigned bits(const Extent& extent) { return Array::bits(extent.ports(), extent); }
    static std::uint64_t encode(const PerChannel<Value>& values, const Extent& extent) {
        return Array::encode(values, extent.ports(), extent);
    }
    static void decode(PerChannel<Value>& values, std::uint64_t code, const Extent& extent) {
        Array::decode(values, code, extent.ports(), extent);
    }
};

template <class Value>
struct Codec<PerProcess<Value>> {
    using Array = detail::ArrayCodec<PerProcess<Value>, Value>;
    static unsigned bits(const Extent& extent) { return Array::bits(extent.processes, extent); }
    static std::uint64_t encode(const PerProcess<Value>& values, const Extent& extent) {
        return Array::encode(values, extent.processes, extent);
    }
    static void decode(PerProcess<Value>& values, std::uint64_t code, const Extent& extent) {
        Array::decode(values, code, extent.processes, extent);
    }
};

/// A plain struct: its members one after the other, the first in the lowest bits.
template <class Struct>
    requires(std::is_class_v<Struct> && std::is_aggregate_v<Struct>)
struct Codec<Struct> {
    static unsigned bits(const Extent& extent) {
        unsigned total = 0;
        Struct value{};
        for_each_member(value,
                        [&]<class Member>(Member&) { total += Codec<Member>::bits(extent); });
        return total;
    }
    static std::uint64_t encode(const Struct& value, const Extent& extent) {
        std::uint64_t code = 0;
        unsigned at = 0;
        for_each_member(value, [&]<class Member>(const Member& member) {
            code |= Codec<Member>::encode(member, extent) << at;
            at += Codec<Member>::bits(extent);
        });
        return code;
    }
    static void decode(Struct& value, std::uint64_t code, const Extent& extent) {
        for_each_member(value, [&]<class Member>(Member& member) {
            const unsigned bits = Codec<Member>::bits(extent);
            Codec<Member>::decode(member, code & low_bits(bits), extent);
            code = bits < 64 ? code >> bits : 0;
        });
    }
};

}  // namespace snapcheck
