// One instance: what is explored, apart from the algorithm.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "models/topology/network.hpp"

namespace snapcheck {

/// How channels behave; docs/semantics.md says exactly how.
enum class ChannelKind { fifo, bag, causal, lossy, duplicating, bounded, bounded_blocking };

struct Discipline {
    std::string_view name;
    std::string_view meaning;
    ChannelKind kind;
    bool numbered;  // "lossy:2"
};

/// A discipline and, where it has one, its number: of losses, of duplications, of places.
struct ChannelSpec {
    ChannelKind kind = ChannelKind::fifo;
    unsigned number = 1;
};

/// Every discipline, one line each.
std::span<const Discipline> disciplines();

/// "fifo", "lossy:2"; "non-fifo" is another word for bag. Throws InputError with the nearest name.
ChannelSpec parse_channels(std::string_view text);

/// The same in words again.
std::string to_string(const ChannelSpec& channels);

/// The application is free: a process may send at any time, or not, as long as the budget lasts.
struct Instance {
    Network network;
    ChannelSpec channels;
    unsigned messages = 1;                        // that a channel may carry over the whole run
    std::optional<std::vector<unsigned>> budget;  // instead: that each process may send in all
    std::vector<Process> initiators = {0};        // sorted, without repetition
    bool may_fall_silent = false;  // a run may end where only the application could go on
    unsigned snapshots = 1;        // that are taken in one run

    /// The most messages that a channel can carry.
    unsigned capacity(unsigned channel) const {
        return budget ? (*budget)[network.ends(channel).source] : messages;
    }
    bool initiates(Process p) const;

    /// The processes that may begin a snapshot: initiators are dealt to the snapshots in turn, or,
    /// where snapshots are more, the snapshots to the initiators.
    std::vector<Process> initiators_of(unsigned snapshot) const;
    /// The same instance with this snapshot alone.
    Instance with_only(unsigned snapshot) const;

    static constexpr unsigned max_messages = 32;
    static constexpr unsigned max_snapshots = 8;
};

/// Throws InputError where the parts of an instance do not go together.
void validate(const Instance& instance);

}  // namespace snapcheck
