#include "models/scenario/timeline.hpp"

#include <algorithm>

namespace snapcheck {

Timeline::Timeline(const Script& script, std::vector<unsigned> asked)
    : script_(&script),
      asked_(std::move(asked)),
      starts_(asked_.size()),
      start_lines_(asked_.size()),
      amounts_(script.network().channels()),
      sums_(script.network().channels(), {0}),
      sent_(script.network().processes(), {0}),
      carried_(script.network().channels(), {0}),
      sends_before_(script.network().processes(), {0}),
      arrived_(script.network().channels(), {0}),
      send_lines_(script.network().processes()) {
    for (const ScriptLine& line : script.lines) add(line);
}

void Timeline::add(const ScriptLine& line) {
    const bool repeated_tick = line.kind == ScriptLine::Kind::tick && !lines_.empty() &&
                               lines_.back().kind == ScriptLine::Kind::tick;
    if (repeated_tick) return;
    ScriptLine kept = line;
    if (line.kind == ScriptLine::Kind::snapshot) {
        const auto found = std::ranges::find(asked_, line.snapshot);
        if (found == asked_.end()) return;
        kept.snapshot = static_cast<unsigned>(found - asked_.begin());
        starts_[kept.snapshot] = sends(line.process);
        start_lines_[kept.snapshot] = static_cast<unsigned>(lines_.size());
    }
    if (line.kind == ScriptLine::Kind::send) add_send(line);
    lines_.push_back(kept);
    for (unsigned c = 0; c < network().channels(); ++c)
        arrived_[c].push_back(line.kind == ScriptLine::Kind::tick ? messages(c)
                                                                  : arrived_[c].back());
    for (Process p = 0; p < network().processes(); ++p) sends_before_[p].push_back(sends(p));
}

unsigned Timeline::arrived_after(unsigned channel, unsigned count) const {
    const std::vector<unsigned>& lines = send_lines_[network().ends(channel).target];
    return count < lines.size() ? arrived_[channel][lines[count]] : messages(channel);
}

void Timeline::add_send(const ScriptLine& line) {
    send_lines_[line.process].push_back(static_cast<unsigned>(lines_.size()));
    sent_[line.process].push_back(sent_[line.process].back() + line.amount);
    amounts_[line.channel].push_back(line.amount);
    sums_[line.channel].push_back(sums_[line.channel].back() + line.amount);
    for (const unsigned channel : network().outputs(line.process))
        carried_[channel].push_back(messages(channel));
}

}  // namespace snapcheck
