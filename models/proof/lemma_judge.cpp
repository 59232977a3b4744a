#include "models/proof/lemma_judge.hpp"

#include <algorithm>

#include "models/proof/lemmas.hpp"

namespace snapcheck {

namespace {

using namespace lemma;

bool has_recorded(const Run& run, Process p) {
    const auto waiting = std::ranges::find(run.waiting, p, &Waiting::process);
    return waiting == run.waiting.end() || waiting->recorded;
}

bool all_have_recorded(const Run& run) {
    return std::ranges::all_of(run.waiting, &Waiting::recorded);
}

bool marker_under_way(const std::vector<ChannelState>& channels) {
    return std::ranges::any_of(channels, [](const ChannelState& channel) {
        return channel.in_outbox != 0 ||
               std::ranges::any_of(channel.in_transit,
                                   [](const Parcel& parcel) { return is_marker(parcel.control); });
    });
}

// Messages that were sent behind the marker, and received by a process that has recorded.
MessageSet late_receipts(const ChannelState& channel) {
    return channel.received - channel.cut.received - channel.cut.sent;
}

Observations if_so(bool so, Observations observation) {
    return so ? observation : 0;
}

/// What the model itself observes, as lemmas.
Observations of_properties(Observations seen) {
    static const unsigned in_time = property_bit("records-in-time"),
                          unrecorded = property_bit("post-marker-unrecorded"),
                          exact = property_bit("exact-channels");
    const auto has = [&](unsigned bit) { return (seen >> bit & 1) != 0; };
    return if_so(has(in_time), violated(records_in_time)) |
           if_so(has(unrecorded),
                 violated(post_marker_unrecorded) | violated(recorded_before_marker)) |
           if_so(has(exact), violated(exact_channels));
}

}  // namespace

LemmaJudge::LemmaJudge(const Subject& subject, const Instance& instance)
    : subject_(subject),
      instance_(instance),
      outboxes_(instance.channels.kind == ChannelKind::bounded ||
                instance.channels.kind == ChannelKind::bounded_blocking) {}

// To tell a state takes a hundred times as long as to reach it, so that it is asked last.
Observations LemmaJudge::of_state(View state, Observations seen, bool terminal, unsigned snapshot,
                                  Observations wanted) const {
    constexpr Observations at_the_end = violated(no_marker_stays) | violated(all_record);
    constexpr Observations of_complete =
        at_work(post_marker_unrecorded) | well_at_work(post_marker_unrecorded) |
        at_work(recorded_before_marker) | at_work(no_marker_stays) | at_work(exact_channels) |
        well_at_work(exact_channels);
    constexpr Observations of_any = at_work(records_in_time) | at_work(all_record);
    const bool complete = (seen >> complete_bit & 1) != 0;
    const bool ask = (wanted & of_any) != 0 || (complete && (wanted & of_complete) != 0) ||
                     (terminal && (wanted & at_the_end) != 0);
    Observations found = of_properties(seen);
    if (!ask) return found;
    const Run run = tell(state, snapshot);
    found |= of_run_so_far(run);
    if (!terminal) return found;
    return found | if_so(marker_under_way(run.channels[0]), violated(no_marker_stays)) |
           if_so(!all_have_recorded(run), violated(all_record));
}

Observations LemmaJudge::of_run_so_far(const Run& run) const {
    Observations found = if_so(all_have_recorded(run), at_work(all_record));
    bool recorded = false, received = false, in_transit = false;
    for (unsigned c = 0; c < run.cut.size(); ++c) {
        const ChannelCut& cut = run.cut[c];
        recorded |= !cut.recorded.empty();
        received |= !cut.received.empty();
        in_transit |= !(cut.sent - cut.received).empty();
        if (late_receipts(run.channels[0][c]).empty()) continue;
        found |= at_work(records_in_time);
        if (!run.complete) continue;
        // An initiator records before markers come: there it is the marker that ends the record.
        const bool to_initiator =
            std::ranges::count(instance_.initiators_of(run.snapshot == 0 ? 0 : run.snapshot - 1),
                               instance_.network.ends(c).target) != 0;
        found |= at_work(post_marker_unrecorded) |
                 if_so(to_initiator, well_at_work(post_marker_unrecorded));
    }
    if (!run.complete) return found;
    return found | if_so(recorded, at_work(recorded_before_marker)) |
           if_so(!marker_under_way(run.channels[0]), at_work(no_marker_stays)) |
           if_so(in_transit, at_work(exact_channels)) |
           if_so(recorded && received, well_at_work(exact_channels));
}

Observations LemmaJudge::of_step(View before, Step step, View after, unsigned snapshot,
                                 Observations wanted) const {
    if ((wanted & of_steps) == 0) return 0;
    const Event event = snapshot == 0 ? subject_.event(before, step, after)
                                      : subject_.tell({before, after}, {step}, snapshot).events[0];
    Observations found = 0;
    for (const auto& [channel, control] : event.sends)
        found |= Observations{1} << (is_marker(control) ? marker_bit : other_control_bit);
    if (event.kind == Event::Kind::receive_control && is_marker(event.control) &&
        of_snapshot(event.control, snapshot))
        found |= of_marker_received(event, before, snapshot);
    // Moving out of an outbox is the transport's business.
    if (event.kind == Event::Kind::transmit) return found;
    return found | of_markers_sent(event, markers_sent(event, before, step, after, snapshot));
}

// Where several snapshots are taken, a control message says which one it is of.
bool LemmaJudge::of_snapshot(std::string_view control, unsigned snapshot) const {
    return instance_.snapshots == 1 ||
           control.ends_with(" of snapshot " + std::to_string(snapshot + 1));
}

Observations LemmaJudge::of_marker_received(const Event& event, View before,
                                            unsigned snapshot) const {
    if (event.records_state) return at_work(first_marker_records);
    return if_so(!has_recorded(tell(before, snapshot), event.actor),
                 violated(first_marker_records));
}

std::vector<unsigned> LemmaJudge::markers_sent(const Event& event, View before, Step step,
                                               View after, unsigned snapshot) const {
    std::vector<unsigned> sent(instance_.network.channels());
    for (const auto& [channel, control] : event.sends)
        if (is_marker(control) && of_snapshot(control, snapshot)) ++sent[channel];
    if (!outboxes_) return sent;
    const auto channels = subject_.tell({before, after}, {step}, snapshot).channels;
    for (unsigned c = 0; c < sent.size(); ++c)
        sent[c] += channels[1][c].in_outbox - channels[0][c].in_outbox;
    return sent;
}

Observations LemmaJudge::of_markers_sent(const Event& event,
                                         const std::vector<unsigned>& sent) const {
    bool right = true;
    for (unsigned c = 0; c < sent.size(); ++c) {
        const bool due = event.records_state && instance_.network.ends(c).source == event.actor;
        right &= sent[c] == (due ? 1U : 0U);
    }
    if (!right) return violated(markers_at_recording);
    return if_so(event.records_state && std::ranges::count(sent, 1U) != 0,
                 at_work(markers_at_recording));
}

}  // namespace snapcheck
