#include "traces/space_time.hpp"

#include <algorithm>

namespace snapcheck::space_time {

namespace {

/// Arrows are found by following the channels: what arrives is the first of its kind that is still
/// under way. Control messages of one name are alike, so it does not matter which of them that is.
class Tracker {
  public:
    std::vector<Arrow> track(const Run& run) {
        for (unsigned step = 1; step <= run.events.size(); ++step) {
            const Event& event = run.events[step - 1];
            if (event.kind == Event::Kind::send)
                begin(event.channel, event.message, "", step);
            else if (arrives(event))
                end_first(event, step);
            for (const auto& [channel, control] : event.sends) begin(channel, 0, control, step);
        }
        return std::move(arrows_);
    }

  private:
    static bool arrives(const Event& event) {
        using enum Event::Kind;
        return event.kind == receive || event.kind == receive_control || event.kind == lose;
    }

    void begin(unsigned channel, unsigned message, const std::string& control, unsigned step) {
        Arrow& arrow = arrows_.emplace_back();
        arrow.channel = channel;
        arrow.message = message;
        arrow.control = control;
        arrow.sent = step;
    }

    void end_first(const Event& event, unsigned step) {
        const auto arrow = std::ranges::find_if(arrows_, [&](const Arrow& a) {
            return a.channel == event.channel && a.message == event.message &&
                   a.control == event.control && !a.arrives;
        });
        if (arrow == arrows_.end()) return;
        if (event.stays) {
            Arrow copy = *arrow;
            copy.arrives = step;
            copy.copy = true;
            arrows_.push_back(copy);
        } else {
            arrow->arrives = step;
            arrow->lost = event.kind == Event::Kind::lose;
        }
    }

    std::vector<Arrow> arrows_;
};

/// Of a list of pairs with channels, whether message m of channel c is in it.
bool puts_on_record(const Event& event, const Arrow& arrow) {
    return std::ranges::count(event.records, std::pair(arrow.channel, arrow.message)) != 0;
}

Fate fate_of(const Arrow& arrow, const ChannelCut& cut, bool complete) {
    const bool sent = cut.sent.contains(arrow.message);
    const bool received = cut.received.contains(arrow.message);
    const auto recorded = std::ranges::count(cut.recorded, arrow.message);
    if (recorded > 1 || (recorded == 1 && received)) return Fate::doubled;
    if (recorded == 1) return sent ? Fate::on_record : Fate::invented;
    if (received) return sent ? Fate::ordinary : Fate::orphan;
    return sent && complete ? Fate::missing : Fate::ordinary;
}

/// That a message is missing shows when the snapshot is complete, that it is an orphan when it
/// arrives, all else when it is put on record.
unsigned decided(const Arrow& arrow, const Run& run) {
    const auto last = static_cast<unsigned>(run.events.size());
    if (arrow.fate == Fate::missing) return last;
    if (arrow.fate == Fate::orphan) return arrow.arrives.value_or(last);
    for (unsigned step = last; step > 0; --step)
        if (puts_on_record(run.events[step - 1], arrow)) return step;
    return last;
}

void judge(std::vector<Arrow>& arrows, const Run& run) {
    for (Arrow& arrow : arrows) {
        if (!arrow.application()) continue;
        arrow.fate = fate_of(arrow, run.cut[arrow.channel], run.complete);
        arrow.decided = decided(arrow, run);
    }
}

/// Whether `late` was sent after `early` and arrives first; what is lost or doubled on its way
/// overtakes nothing.
bool overtakes(const Arrow& late, const Arrow& early) {
    if (late.channel != early.channel || late.sent <= early.sent || !late.arrives) return false;
    if (late.lost || early.lost || late.copy || early.copy) return false;
    return !early.arrives || *early.arrives > *late.arrives;
}

std::vector<Overtaking> overtakings_of(const std::vector<Arrow>& arrows) {
    const auto is_doubled = [&](const Arrow& arrow) {
        return std::ranges::any_of(arrows, [&](const Arrow& a) {
            return a.copy && a.channel == arrow.channel && a.sent == arrow.sent;
        });
    };
    std::vector<Overtaking> all;
    for (std::size_t late = 0; late < arrows.size(); ++late)
        for (std::size_t early = 0; early < arrows.size(); ++early)
            if (overtakes(arrows[late], arrows[early]) && !is_doubled(arrows[early]))
                all.push_back({late, early});
    return all;
}

/// A process that records in a step with a message may record before the message or after it: what
/// is recorded of the message's channel tells.
bool records_after_message(const Event& event, const Run& run) {
    if (event.kind == Event::Kind::send) return run.cut[event.channel].sent.contains(event.message);
    return event.kind == Event::Kind::receive &&
           run.cut[event.channel].received.contains(event.message);
}

std::vector<CutPoint> cut_of(const Trace& trace) {
    std::vector<CutPoint> cut(trace.network.processes());
    for (unsigned step = 1; step <= trace.run.events.size(); ++step) {
        const Event& event = trace.run.events[step - 1];
        if (event.records_state) cut[event.actor] = {step, records_after_message(event, trace.run)};
    }
    return cut;
}

std::vector<std::vector<unsigned>> follows(const Trace& trace, const std::vector<Arrow>& arrows) {
    std::vector<std::vector<unsigned>> all(trace.run.events.size());
    std::vector<unsigned> last(trace.network.processes());  // step of each process; 0: none yet
    for (unsigned step = 1; step <= trace.run.events.size(); ++step) {
        const Event& event = trace.run.events[step - 1];
        if (event.kind == Event::Kind::lose) continue;  // happens at no process
        if (last[event.actor] != 0) all[step - 1].push_back(last[event.actor]);
        last[event.actor] = step;
    }
    for (const Arrow& arrow : arrows)
        if (arrow.arrives) all[*arrow.arrives - 1].push_back(arrow.sent);
    for (auto& steps : all) {
        std::ranges::sort(steps);
        steps.erase(std::ranges::unique(steps).begin(), steps.end());
    }
    return all;
}

}  // namespace

Diagram diagram_of(const Trace& trace) {
    Diagram diagram;
    diagram.arrows = Tracker().track(trace.run);
    judge(diagram.arrows, trace.run);
    diagram.overtakings = overtakings_of(diagram.arrows);
    diagram.cut = cut_of(trace);
    diagram.follows = follows(trace, diagram.arrows);
    return diagram;
}

}  // namespace snapcheck::space_time
