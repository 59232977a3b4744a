// A topology: processes and the directed channels between them. The graph itself is a Boost.Graph
// graph, kept out of this header because few files need its algorithms and every file pays for it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace snapcheck {

using Process = unsigned;

/// The two ends of a channel; at most one channel for each ordered pair, never to oneself.
struct ChannelEnds {
    Process source;
    Process target;
    bool operator==(const ChannelEnds&) const = default;
};

/// Processes 0..processes()-1 and channels 0..channels()-1, channels sorted by (source, target).
class Network {
  public:
    /// Names are for people ("p0", or what a DOT file calls the process).
    /// Throws InputError for a channel to nowhere, to oneself, or given twice, and for fewer than
    /// two processes.
    Network(std::vector<std::string> names, std::vector<ChannelEnds> channels);

    unsigned processes() const { return static_cast<unsigned>(names_.size()); }
    unsigned channels() const { return static_cast<unsigned>(channels_.size()); }
    const std::string& name(Process p) const { return names_[p]; }
    ChannelEnds ends(unsigned channel) const { return channels_[channel]; }
    /// "p0->p1"
    std::string channel_name(unsigned channel) const;
    /// Channels into and out of a process, in increasing order.
    std::span<const unsigned> inputs(Process p) const { return inputs_[p]; }
    std::span<const unsigned> outputs(Process p) const { return outputs_[p]; }
    /// Processes that no path leads to from any of `sources`, in increasing order.
    std::vector<Process> unreachable_from(std::span<const Process> sources) const;

    /// The channel from one process to another, if there is one.
    std::optional<unsigned> channel(Process source, Process target) const;
    /// Channels that close a cycle in a depth-first search from `sources`, by channel.
    std::vector<bool> back_edges(std::span<const Process> sources) const;
    /// Of each process, the channel that a breadth-first search from `sources` reaches it by.
    std::vector<std::optional<unsigned>> tree(std::span<const Process> sources) const;

    static constexpr unsigned max_processes = 64;
    static constexpr unsigned max_channels = 1024;

  private:
    std::vector<std::string> names_;
    std::vector<ChannelEnds> channels_;
    std::vector<std::vector<unsigned>> inputs_, outputs_;
};

}  // namespace snapcheck
