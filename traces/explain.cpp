#include "traces/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

#include "traces/story.hpp"

namespace snapcheck {

namespace {

/// One message of one channel.
struct Culprit {
    unsigned channel;
    unsigned message;
};

/// The first message, by channel and number, that a set made from a channel's cut contains.
template <class Suspects>
std::optional<Culprit> first_in(const Story& story, Suspects suspects) {
    for (unsigned channel = 0; channel < story.run().cut.size(); ++channel) {
        const MessageSet set = suspects(story.run().cut[channel]);
        if (!set.empty())
            return Culprit{channel, static_cast<unsigned>(std::countr_zero(set.bits)) + 1};
    }
    return std::nullopt;
}

std::string step(std::optional<unsigned> number) {
    return number ? fmt::format("step {}", *number) : "at no step";
}

std::string sent_before(const Story& story, Culprit c) {
    return fmt::format("m{} was sent ({}) before {} recorded ({})", c.message,
                       step(story.sent(c.channel, c.message)), story.source(c.channel),
                       step(story.recorded(story.network().ends(c.channel).source)));
}

std::string sent_after(const Story& story, Culprit c) {
    return fmt::format("m{} was sent ({}) after {} had recorded ({})", c.message,
                       step(story.sent(c.channel, c.message)), story.source(c.channel),
                       step(story.recorded(story.network().ends(c.channel).source)));
}

// "after the marker (step 4) had closed channel p1->p0"
std::string after_the_close(const Story& story, Culprit c, unsigned up_to) {
    if (const auto control = story.last_control(c.channel, up_to))
        return fmt::format("after the {} (step {}) had closed channel {}",
                           story.event(*control).control, *control, story.name(c.channel));
    return fmt::format(
        "after {} had recorded ({}), and did not put it into channel {}", story.target(c.channel),
        step(story.recorded(story.network().ends(c.channel).target)), story.name(c.channel));
}

std::string lost(const Story& story, Culprit c) {
    const std::string start = sent_before(story, c);
    if (const auto received = story.received(c.channel, c.message))
        return fmt::format("{}, but {} received it (step {}) {}: it is in nobody's record.", start,
                           story.target(c.channel), *received,
                           after_the_close(story, c, *received));
    if (const auto lost = story.lost(c.channel, c.message))
        return fmt::format("{}, but channel {} lost it (step {}): it is in nobody's record.", start,
                           story.name(c.channel), *lost);
    if (const auto control = story.last_control(c.channel, story.steps()))
        return fmt::format(
            "{}, but it is still in transit to {} after the {} (step {}) has closed channel {}: "
            "it is in nobody's record.",
            start, story.target(c.channel), story.event(*control).control, *control,
            story.name(c.channel));
    return fmt::format(
        "{}, but it is still in transit to {} when the snapshot is complete (step {}): it is in "
        "nobody's record.",
        start, story.target(c.channel), story.steps());
}

std::string orphan(const Story& story, Culprit c) {
    return fmt::format(
        "{}, but {} received it ({}) before it recorded ({}): its receipt is recorded, its sending "
        "is not.",
        sent_after(story, c), story.target(c.channel), step(story.received(c.channel, c.message)),
        step(story.recorded(story.network().ends(c.channel).target)));
}

std::string orphan_in_channel(const Story& story, Culprit c) {
    return fmt::format(
        "{}, but {} put it ({}) into the recorded content of channel {}: it is recorded as in "
        "transit "
        "without having been sent.",
        sent_after(story, c), story.target(c.channel),
        step(story.put_on_record(c.channel, c.message)), story.name(c.channel));
}

std::string too_late(const Story& story, Culprit c) {
    return fmt::format(
        "{}, and {} took it in ({}) before recording itself: whatever {} records later contains "
        "the "
        "receipt of a message that is not recorded as sent.",
        sent_after(story, c), story.target(c.channel), step(story.received(c.channel, c.message)),
        story.target(c.channel));
}

std::string only_in_channel(const Story& story, Culprit c) {
    const auto put = story.put_on_record(c.channel, c.message);
    if (!put) return lost(story, c);
    const std::string target = story.target(c.channel);
    const auto received = story.received(c.channel, c.message);
    const std::string whereabouts =
        received
            ? fmt::format("{} received it (step {}) after it had recorded itself ({})", target,
                          *received, step(story.recorded(story.network().ends(c.channel).target)))
            : fmt::format("it is still in transit to {} at the end (step {})", target,
                          story.steps());
    return fmt::format(
        "{}, and {}: no process has it in its record, only the recorded channel {} holds it. That "
        "is why channels are recorded.",
        sent_before(story, c), whereabouts, story.name(c.channel));
}

// "step 3, and again step 5"
std::string times(const std::vector<unsigned>& steps) {
    std::string text;
    for (const unsigned number : steps)
        text += fmt::format("{}step {}", text.empty() ? "" : ", and again ", number);
    return text.empty() ? "at no step" : text;
}

std::string twice(const Story& story, Culprit c) {
    const std::string put = times(story.puts_on_record(c.channel, c.message));
    if (!story.run().cut[c.channel].received.contains(c.message))
        return fmt::format("m{} is recorded twice in channel {} ({}).", c.message,
                           story.name(c.channel), put);
    return fmt::format(
        "m{} is recorded twice: as received by {} ({}), in the state that it recorded ({}), and in "
        "channel {} ({}).",
        c.message, story.target(c.channel), step(story.received(c.channel, c.message)),
        step(story.recorded(story.network().ends(c.channel).target)), story.name(c.channel), put);
}

MessageSet lost_from(const ChannelCut& cut) {
    return cut.sent - cut.received - cut.recorded_set();
}
MessageSet orphans_of(const ChannelCut& cut) {
    return cut.received - cut.sent;
}
MessageSet channel_orphans_of(const ChannelCut& cut) {
    return cut.recorded_set() - cut.sent;
}
MessageSet not_received(const ChannelCut& cut) {
    return cut.sent - cut.received;
}

MessageSet doubled_in(const ChannelCut& cut) {
    MessageSet doubled = cut.received & cut.recorded_set();
    for (const unsigned number : cut.recorded)
        if (std::ranges::count(cut.recorded, number) > 1) doubled.insert(number);
    return doubled;
}

std::string on_record(const Story& story, Culprit c) {
    return fmt::format("m{} (sent in {}, put on record in {})", c.message,
                       step(story.sent(c.channel, c.message)),
                       step(story.put_on_record(c.channel, c.message)));
}

std::string out_of_order(const Story& story) {
    for (unsigned c = 0; c < story.run().cut.size(); ++c) {
        const auto& recorded = story.run().cut[c].recorded;
        const auto swapped = std::ranges::is_sorted_until(recorded);
        if (swapped != recorded.end())
            return fmt::format("channel {} is recorded out of order: {} stands before {}.",
                               story.name(c), on_record(story, {c, *(swapped - 1)}),
                               on_record(story, {c, *swapped}));
    }
    return {};
}

std::string inexact(const Story& story) {
    if (const auto c = first_in(story, lost_from)) return lost(story, *c);
    if (const auto c = first_in(story, channel_orphans_of)) return orphan_in_channel(story, *c);
    if (const auto c = first_in(story, doubled_in)) return twice(story, *c);
    return out_of_order(story);
}

std::string received_again(const Story& story) {
    for (const Arrow& arrow : story.arrows())
        if (!arrow.is_control() && arrow.arrived.size() > 1)
            return fmt::format("channel {} delivered m{} more than once ({}).",
                               story.name(arrow.channel), arrow.parcel.message,
                               times(arrow.arrived));
    return {};
}

std::string not_conserved(const Story& story) {
    std::size_t taken = 0;
    std::size_t found = 0;
    for (const ChannelCut& cut : story.run().cut) {
        taken += cut.sent.size();
        found += cut.received.size() + cut.repeated + cut.recorded.size();
    }
    std::string why = fmt::format(
        "The recorded senders have given away {} {}, the recorded receivers and channels hold {}: ",
        taken, taken == 1 ? "token" : "tokens", found);
    if (const auto c = first_in(story, orphans_of)) return why + orphan(story, *c);
    const std::string wrong = inexact(story);
    return why + (wrong.empty() ? received_again(story) : wrong);
}

// "was lost (step 4)", of a control message that never made anybody do anything
std::string fate(const Story& story, const Arrow& arrow) {
    if (arrow.lost) return fmt::format("was lost (step {})", *arrow.lost);
    if (!arrow.arrived.empty()) return fmt::format("has arrived (step {})", arrow.arrived.back());
    return fmt::format("is in transit, but cannot be delivered to {}", story.target(arrow.channel));
}

std::string why_none(const Story& story, unsigned channel) {
    const Process source = story.network().ends(channel).source;
    const unsigned waiting = story.run().channels.back()[channel].in_outbox;
    if (waiting != 0) return "whose outbox still holds it";
    if (const auto recorded = story.recorded(source))
        return fmt::format("which recorded (step {}) and sent none", *recorded);
    return "which has not recorded and has sent none";
}

// Why what p awaits on a channel will not come: it was lost, cannot arrive, or was never sent.
std::string never_comes(const Story& story, unsigned channel) {
    for (const Arrow& arrow : story.arrows())
        if (arrow.is_control() && arrow.channel == channel)
            return fmt::format("{}, whose {} (sent in step {}) {}", story.source(channel),
                               arrow.parcel.control, arrow.sent, fate(story, arrow));
    return fmt::format("{}, {}", story.source(channel), why_none(story, channel));
}

std::string unrecorded(const Story& story, Process process) {
    const std::string start = story.network().name(process) + " has not recorded, ";
    for (const Arrow& arrow : story.arrows())
        if (arrow.is_control() && story.network().ends(arrow.channel).target == process)
            return fmt::format("{}and the {} that {} sent to it (step {}) {}", start,
                               arrow.parcel.control, story.source(arrow.channel), arrow.sent,
                               fate(story, arrow));
    return start + "no control message was ever sent to it, and nothing in transit can make it";
}

std::string awaits(const Story& story, const Waiting& waiting) {
    if (!waiting.recorded) return unrecorded(story, waiting.process);
    const std::string start = fmt::format("{} recorded ({})", story.network().name(waiting.process),
                                          step(story.recorded(waiting.process)));
    if (waiting.channels.empty())
        return start + " but is not done, and does not say what it waits for";
    std::string from;
    for (const unsigned channel : waiting.channels)
        from += (from.empty() ? "" : ", and from ") + never_comes(story, channel);
    return fmt::format("{} and awaits a control message from {}", start, from);
}

std::string stuck(const Story& story) {
    std::string text = "No step is left, and the snapshot is not complete: ";
    for (std::size_t i = 0; i < story.run().waiting.size(); ++i)
        text += (i == 0 ? "" : "; ") + awaits(story, story.run().waiting[i]);
    return text + ".";
}

}  // namespace

std::string explain(const Run& run, std::string_view property, const Network& network) {
    const Story story(run, network);
    using Tell = std::string (*)(const Story&, Culprit);
    struct OfOneMessage {
        MessageSet (*suspects)(const ChannelCut&);
        Tell tell;
    };
    static const std::map<std::string_view, OfOneMessage> of_one_message{
        {"no-lost", {lost_from, lost}},
        {"no-orphan", {orphans_of, orphan}},
        {"no-orphan-in-channel", {channel_orphans_of, orphan_in_channel}},
        {"no-duplicate", {doubled_in, twice}},
        {"transitless", {not_received, only_in_channel}},
        {"records-in-time", {orphans_of, too_late}},
        {"post-marker-unrecorded", {channel_orphans_of, orphan_in_channel}},
    };
    if (const auto found = of_one_message.find(property); found != of_one_message.end()) {
        const auto culprit = first_in(story, found->second.suspects);
        return culprit ? found->second.tell(story, *culprit) : std::string();
    }
    if (property == "exact-channels") return inexact(story);
    if (property == "conserved") return not_conserved(story);
    if (property == "terminates") return stuck(story);
    if (property == "keeps-invariants")
        return fmt::format("After step {}, what the algorithm claims of itself does not hold.",
                           story.steps());
    return {};
}

}  // namespace snapcheck
