// All that an algorithm sees and may do: the whole vocabulary of a snapshot algorithm, in one
// header. An algorithm is a struct whose data members are its part of one process and whose member
// functions are its rules; docs/writing-an-algorithm.md walks through one.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <variant>

namespace snapcheck {

/// An algorithm did what no process can do. Its author is told, and the check comes to nothing.
struct AlgorithmFault : std::logic_error {
    using std::logic_error::logic_error;
};

/// A channel as the process at one of its ends sees it.
struct Channel {
    std::uint8_t port = 0;  // inputs first, then outputs
    bool operator==(const Channel&) const = default;
};

/// An application message; numbers count from 1 on each channel, in the order of sending.
struct Message {
    std::uint8_t number = 0;
};

/// How many: of messages, of markers. Grows as far as it has to.
struct Count {
    std::uint32_t value = 0;

    constexpr Count() = default;
    constexpr Count(std::uint32_t number) : value(number) {}
    Count& operator++() { return ++value, *this; }
    Count& operator--() { return --value, *this; }
    Count& operator+=(Count other) { return value += other.value, *this; }
    auto operator<=>(const Count&) const = default;
};

/// A set of the channels of one process.
struct ChannelSet {
    std::uint64_t bits = 0;

    struct Iterator {
        using value_type = Channel;
        using difference_type = std::ptrdiff_t;
        std::uint64_t rest = 0;
        Channel operator*() const { return {static_cast<std::uint8_t>(std::countr_zero(rest))}; }
        Iterator& operator++() { return rest &= rest - 1, *this; }
        Iterator operator++(int) {
            const Iterator before = *this;
            ++*this;
            return before;
        }
        bool operator==(const Iterator&) const = default;
    };

    Iterator begin() const { return {bits}; }
    Iterator end() const { return {}; }
    bool contains(Channel channel) const { return (bits >> channel.port & 1) != 0; }
    void insert(Channel channel) { bits |= std::uint64_t{1} << channel.port; }
    void erase(Channel channel) { bits &= ~(std::uint64_t{1} << channel.port); }
    bool empty() const { return bits == 0; }
    unsigned size() const { return static_cast<unsigned>(std::popcount(bits)); }
    bool operator==(const ChannelSet&) const = default;
};

/// One value for each channel of a process.
template <class Value>
struct PerChannel {
    static constexpr unsigned capacity = 32;
    std::array<Value, capacity> values{};

    Value& operator[](Channel channel) { return values[channel.port]; }
    const Value& operator[](Channel channel) const { return values[channel.port]; }
};

/// What the handlers of one step ask for; the model carries it out when the handler returns.
/// Nothing that a handler can see depends on it earlier, so this reads as if it happened at once.
template <class Control>
struct Effects {
    static constexpr unsigned capacity = 64;
    struct Send {
        Channel channel;
        Control control;
    };
    struct Record {
        Channel channel;
        Message message;
    };

    bool record_state = false;
    unsigned sends = 0;
    unsigned records = 0;
    std::array<Send, capacity> sent;
    std::array<Record, capacity> recorded;

    Effects() {}  // the arrays are filled as far as they are used, and no further
};

/// One process in one step.
template <class Control>
class Site {
  public:
    Site(unsigned process, unsigned inputs, unsigned outputs, bool recorded,
         Effects<Control>& effects)
        : process_(process),
          inputs_(inputs),
          outputs_(outputs),
          recorded_(recorded),
          effects_(effects) {}

    /// The number of this process. Only a faulty variant should need it.
    unsigned self() const { return process_; }
    ChannelSet inputs() const { return {first(inputs_)}; }
    ChannelSet outputs() const { return {first(outputs_) << inputs_}; }

    /// Whether this process has recorded its state.
    bool recorded() const { return recorded_; }

    /// Freezes the application's state, here and now: what was sent and received so far.
    void record_state() {
        recorded_ = true;
        effects_.record_state = true;
    }

    /// Adds a message to the recorded state of a channel.
    void record(Channel channel, Message message) {
        if (effects_.records == effects_.capacity)
            throw AlgorithmFault("it records more than 64 messages in one step");
        effects_.recorded[effects_.records++] = {channel, message};
    }

    void send(Channel channel, Control control) {
        if (effects_.sends == effects_.capacity)
            throw AlgorithmFault("it sends more than 64 control messages in one step");
        effects_.sent[effects_.sends++] = {channel, control};
    }

    void send_to_all(Control control) {
        for (const Channel channel : outputs()) send(channel, control);
    }

  private:
    static std::uint64_t first(unsigned count) {
        return count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
    }

    unsigned process_;
    unsigned inputs_;
    unsigned outputs_;
    bool recorded_;
    Effects<Control>& effects_;
};

}  // namespace snapcheck
