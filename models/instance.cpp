#include "models/instance.hpp"

#include <algorithm>
#include <array>

#include "checker/input_error.hpp"

namespace snapcheck {

namespace {

constexpr std::array all_disciplines{
    Discipline{"fifo", "messages and markers of a channel arrive in the order of sending",
               ChannelKind::fifo},
    Discipline{"bag", "any message or marker in a channel may arrive next (also: non-fifo)",
               ChannelKind::bag},
};

}  // namespace

std::span<const Discipline> disciplines() {
    return all_disciplines;
}

const Discipline& discipline(std::string_view name) {
    if (name == "non-fifo") name = "bag";
    std::vector<std::string_view> names;
    for (const Discipline& candidate : all_disciplines) {
        if (candidate.name == name) return candidate;
        names.push_back(candidate.name);
    }
    throw unknown_word("channels", name, names);
}

bool Instance::initiates(Process p) const {
    return std::ranges::binary_search(initiators, p);
}

void validate(const Instance& instance) {
    const unsigned processes = instance.network.processes();
    if (instance.initiators.empty())
        throw InputError("--initiators: at least one process has to start the snapshot");
    if (instance.initiators.back() >= processes)
        throw InputError("--initiators: there is no process " +
                         std::to_string(instance.initiators.back()) +
                         ": the topology has processes 0 to " + std::to_string(processes - 1));
    if (instance.budget && instance.budget->size() != processes)
        throw InputError("--budget: " + std::to_string(instance.budget->size()) + " numbers for " +
                         std::to_string(processes) + " processes: one number for each process");
    for (unsigned channel = 0; channel < instance.network.channels(); ++channel)
        if (instance.capacity(channel) > Instance::max_messages)
            throw InputError("at most " + std::to_string(Instance::max_messages) +
                             " messages a channel are supported");
    for (Process p = 0; p < processes; ++p)
        if (instance.network.inputs(p).size() + instance.network.outputs(p).size() > 32)
            throw InputError("process " + std::to_string(p) +
                             " has more than 32 channels: too large a topology to explore");
}

}  // namespace snapcheck
