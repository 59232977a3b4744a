#include "models/instance.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "checker/input_error.hpp"
#include "checker/printable.hpp"

namespace snapcheck {

namespace {

constexpr std::array all_disciplines{
    Discipline{"fifo", "messages and markers of a channel arrive in the order of sending",
               ChannelKind::fifo, false},
    Discipline{"bag", "any message or marker in a channel may arrive next (also: non-fifo)",
               ChannelKind::bag, false},
    Discipline{"causal", "a message arrives once all that it causally follows has arrived there",
               ChannelKind::causal, false},
    Discipline{"lossy", "fifo, and up to N messages or markers of a run are lost: lossy:N",
               ChannelKind::lossy, true},
    Discipline{"duplicating", "fifo, and up to N times one is delivered and stays: duplicating:N",
               ChannelKind::duplicating, true},
    Discipline{"bounded", "fifo with N places; markers wait in an outbox: bounded:N",
               ChannelKind::bounded, true},
    Discipline{"bounded-blocking",
               "the same, and a process does nothing while a marker waits: bounded-blocking:N",
               ChannelKind::bounded_blocking, true},
};

unsigned parse_number(std::string_view text, std::string_view digits) {
    unsigned number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size() || number == 0 || number > 15)
        throw InputError(std::string("channels ")
                             .append(in_quotes(text))
                             .append(": ")
                             .append(in_quotes(digits))
                             .append(" is not a whole number from 1 to 15"));
    return number;
}

}  // namespace

std::span<const Discipline> disciplines() {
    return all_disciplines;
}

ChannelSpec parse_channels(std::string_view text) {
    const std::size_t colon = text.find(':');
    const std::string_view name =
        text.substr(0, colon) == "non-fifo" ? "bag" : text.substr(0, colon);
    std::vector<std::string_view> names;
    for (const Discipline& candidate : all_disciplines) {
        names.push_back(candidate.name);
        if (candidate.name != name) continue;
        if (colon == std::string_view::npos) return {candidate.kind, 1};
        if (candidate.numbered) return {candidate.kind, parse_number(text, text.substr(colon + 1))};
        throw InputError(std::string("channels ")
                             .append(in_quotes(text))
                             .append(": ")
                             .append(name)
                             .append(" takes no number"));
    }
    throw unknown_word("channels", name, names);
}

std::string to_string(const ChannelSpec& channels) {
    const auto found = std::ranges::find(all_disciplines, channels.kind, &Discipline::kind);
    std::string text(found->name);
    return found->numbered ? text.append(":").append(std::to_string(channels.number)) : text;
}

bool Instance::initiates(Process p) const {
    return std::ranges::binary_search(initiators, p);
}

std::vector<Process> Instance::initiators_of(unsigned snapshot) const {
    if (initiators.empty()) return {};  // an application on its own
    if (initiators.size() < snapshots) return {initiators[snapshot % initiators.size()]};
    std::vector<Process> own;
    for (std::size_t i = snapshot; i < initiators.size(); i += snapshots)
        own.push_back(initiators[i]);
    return own;
}

Instance Instance::with_only(unsigned snapshot) const {
    Instance alone = *this;
    alone.initiators = initiators_of(snapshot);
    alone.snapshots = 1;
    return alone;
}

void validate(const Instance& instance) {
    const unsigned processes = instance.network.processes();
    if (instance.snapshots == 0 || instance.snapshots > Instance::max_snapshots)
        throw OptionError("snapshots", "--snapshots: from 1 to " +
                                           std::to_string(Instance::max_snapshots) +
                                           " snapshots are supported");
    if (instance.initiators.empty())
        throw OptionError("initiators",
                          "--initiators: at least one process has to start the snapshot");
    if (instance.initiators.back() >= processes)
        throw OptionError("initiators", "--initiators: there is no process " +
                                            std::to_string(instance.initiators.back()) +
                                            ": the topology has processes 0 to " +
                                            std::to_string(processes - 1));
    if (instance.budget && instance.budget->size() != processes)
        throw OptionError("budget", "--budget: " + std::to_string(instance.budget->size()) +
                                        " numbers for " + std::to_string(processes) +
                                        " processes: one number for each process");
    for (unsigned channel = 0; channel < instance.network.channels(); ++channel)
        if (instance.capacity(channel) > Instance::max_messages)
            throw OptionError("budget", "at most " + std::to_string(Instance::max_messages) +
                                            " messages a channel are supported");
    for (Process p = 0; p < processes; ++p)
        if (instance.network.inputs(p).size() + instance.network.outputs(p).size() > 32)
            throw OptionError("topology",
                              "process " + std::to_string(p) +
                                  " has more than 32 channels: too large a topology to explore");
}

}  // namespace snapcheck
