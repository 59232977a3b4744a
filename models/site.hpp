// All that an algorithm sees and may do: the whole vocabulary of a snapshot algorithm, in one
// header. An algorithm is a struct whose data members are its part of one process and whose member
// functions are its rules; docs/writing-an-algorithm.md walks through one.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <boost/container/static_vector.hpp>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "models/members.hpp"
#include "properties/cut.hpp"

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

/// A process, by its number.
struct ProcessId {
    std::uint8_t number = 0;
    bool operator==(const ProcessId&) const = default;
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

/// A number that may be negative: what was sent less what was received.
struct Balance {
    std::int32_t value = 0;

    Balance& operator++() { return ++value, *this; }
    Balance& operator--() { return --value, *this; }
    Balance& operator+=(Balance other) { return value += other.value, *this; }
    auto operator<=>(const Balance&) const = default;
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
    ChannelSet operator-(ChannelSet other) const { return {bits & ~other.bits}; }
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

/// One value for each process.
template <class Value>
struct PerProcess {
    static constexpr unsigned capacity = 16;
    std::array<Value, capacity> values{};

    Value& operator[](ProcessId process) { return values[process.number]; }
    const Value& operator[](ProcessId process) const { return values[process.number]; }
};

/// What an algorithm may need of an instance, beyond that initiators reach every process.
enum class Need {
    one_initiator,
    both_ways,            // with every channel, one in the other direction
    ring,                 // 0 -> 1 -> ... -> 0, among the channels
    from_initiator,       // a channel from the initiator to every other process
    to_initiator,         // a channel from every other process to the initiator
    sources,              // no channel leads to an initiator
    sources_of_the_rest,  // no channel but back edges leads to an initiator
    queues                // channels in which something can be put before what is in transit
};

/// An instance to try an algorithm on, in the words of the command line.
struct Trial {
    std::string_view topology;
    std::string_view budget;
    std::string_view initiators;
    std::string_view channels = "fifo";
    std::string_view snapshots = "1";
};

/// For algorithms that work without control messages.
struct NoControl {};

/// What one process knows of the network from the start.
struct Surroundings {
    static constexpr unsigned max_ports = 64;
    static constexpr std::uint8_t nothing = 255;

    unsigned process = 0;
    unsigned processes = 0;
    unsigned inputs = 0;
    unsigned outputs = 0;
    bool initiator = false;
    std::array<std::uint8_t, max_ports> neighbours{};  // at the other end of each port
    std::array<std::uint8_t, max_ports> reverses{};    // of each port: the port the other way
    ChannelSet back_edges{};                           // inputs
    ChannelSet children{};                             // outputs
    std::uint8_t parent = nothing;                     // output
};

/// How far a snapshot is, as far as algorithms may know; and, at the same process, the snapshot
/// before it.
struct SnapshotSoFar {
    bool recorded = false;
    bool all_recorded = false;
    bool previous_recorded = true;  // as if there had been one before the first
    bool previous_done = true;
};

/// What the handlers of one step ask for; the model carries it out when the handler returns.
/// Nothing that a handler can see depends on it earlier, so this reads as if it happened at once.
template <class Control>
struct Effects {
    static constexpr unsigned capacity = 64;
    enum class Manner : std::uint8_t { behind, ahead, together };
    struct Send {
        Channel channel;
        Control control;
        Manner manner;
    };
    struct Record {
        Channel channel;
        Message message;
    };

    bool record_state = false;
    ChannelSet queues;     // outputs whose content is recorded as it stands
    ChannelSet forgotten;  // inputs whose recorded content is dropped first
    boost::container::static_vector<Send, capacity> sent;
    boost::container::static_vector<Record, capacity> recorded;

    bool looked_around = false;  // it asked for more than its process knows

    bool none() const {
        return !record_state && queues.empty() && forgotten.empty() && sent.empty() &&
               recorded.empty();
    }
    /// Whether nothing was read or is to be changed but what the process remembers, and what is
    /// recorded of one channel.
    bool confined_to(Channel channel) const {
        return !looked_around && !record_state && queues.empty() && forgotten.empty() &&
               sent.empty() && std::ranges::all_of(recorded, [&](const Record& record) {
                   return record.channel == channel;
               });
    }
};

/// One process in one step.
template <class Control = NoControl>
class Site {
  public:
    Site(const Surroundings& around, const SnapshotSoFar& so_far, Effects<Control>& effects)
        : around_(around), so_far_(so_far), effects_(effects) {}

    // --- where it is

    ProcessId self() const { return {static_cast<std::uint8_t>(around_.process)}; }
    unsigned processes() const { return around_.processes; }
    /// Whether this process may begin a snapshot.
    bool initiator() const { return around_.initiator; }

    ChannelSet inputs() const { return {first(around_.inputs)}; }
    ChannelSet outputs() const { return {first(around_.outputs) << around_.inputs}; }

    /// The process at the other end of a channel.
    ProcessId neighbour(Channel channel) const { return {around_.neighbours[channel.port]}; }
    /// The channel that leads the other way.
    Channel reverse(Channel channel) const {
        return existing(around_.reverses[channel.port], "it asks for a channel the other way");
    }
    /// The output to a process.
    Channel towards(ProcessId process) const {
        for (const Channel output : outputs())
            if (neighbour(output) == process) return output;
        return existing(Surroundings::nothing, "it asks for a channel to a process");
    }

    /// Inputs that close a cycle when the network is searched depth first from the initiators.
    ChannelSet back_edges() const { return around_.back_edges; }
    /// Of a spanning tree, breadth first from the initiators: outputs to the children, and to the
    /// parent. Initiators are roots.
    ChannelSet children() const { return around_.children; }
    Channel parent() const { return existing(around_.parent, "it asks for the parent of a root"); }

    // --- what it knows of the snapshot

    /// Whether this process has recorded its state.
    bool recorded() const { return so_far_.recorded; }
    /// Whether every process has: what a coordinator that all report to would announce. Algorithms
    /// use it whose reports and orders travel outside the network.
    bool all_recorded() const {
        effects_.looked_around = true;
        return so_far_.all_recorded;
    }
    /// Whether this process has recorded in the snapshot before this one, and whether its part of
    /// that is done. For algorithms that take one snapshot after the other.
    bool previous_recorded() const { return so_far_.previous_recorded; }
    bool previous_done() const { return so_far_.previous_done; }

    // --- what it does

    /// Freezes the application's state, here and now: what was sent and received so far.
    void record_state() {
        so_far_.recorded = true;
        effects_.record_state = true;
    }

    /// Adds a message to the recorded state of an input.
    void record(Channel channel, Message message) {
        if (effects_.recorded.size() == effects_.capacity)
            throw AlgorithmFault("it records more than 64 messages in one step");
        effects_.recorded.push_back({channel, message});
    }
    /// Drops the recorded state of an input.
    void forget(Channel channel) {
        const auto of_channel = [&](const auto& record) { return record.channel == channel; };
        auto& recorded = effects_.recorded;
        recorded.erase(std::remove_if(recorded.begin(), recorded.end(), of_channel),
                       recorded.end());
        effects_.forgotten.insert(channel);
    }
    /// Adds the messages that are in transit on an output, in their order, to its recorded state.
    void record_queue(Channel channel) { effects_.queues.insert(channel); }

    void send(Channel channel, Control control) { send(channel, control, Manner::behind); }
    /// Puts a control message before everything that is in transit.
    void send_ahead(Channel channel, Control control) { send(channel, control, Manner::ahead); }
    void send_to_all(Control control) {
        for (const Channel channel : outputs()) send(channel, control);
    }
    /// The same as one event: no copy is sent before another.
    void multicast(Control control) {
        for (const Channel channel : outputs()) send(channel, control, Manner::together);
    }

  private:
    using Manner = typename Effects<Control>::Manner;

    static std::uint64_t first(unsigned count) {
        return count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
    }
    static Channel existing(std::uint8_t port, const char* otherwise) {
        if (port == Surroundings::nothing)
            throw AlgorithmFault(std::string(otherwise) + " where there is none");
        return {port};
    }

    void send(Channel channel, Control control, Manner manner) {
        if (effects_.sent.size() == effects_.capacity)
            throw AlgorithmFault("it sends more than 64 control messages in one step");
        effects_.sent.push_back({channel, control, manner});
    }

    const Surroundings& around_;
    SnapshotSoFar so_far_;
    Effects<Control>& effects_;
};

}  // namespace snapcheck
