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
    const std::string channel = story.name(c.channel);
    const auto put = story.put_on_record(c.channel, c.message);
    if (!put) return lost(story, c);
    return fmt::format(
        "{}, and {} received it (step {}) after it had recorded itself ({}): no process has it in "
        "its "
        "record, only the recorded channel {} holds it. That is why channels are recorded.",
        sent_before(story, c), story.target(c.channel), *put,
        step(story.recorded(story.network().ends(c.channel).target)), channel);
}

std::string twice(const Story& story, Culprit c) {
    const bool in_both = story.run().cut[c.channel].received.contains(c.message);
    return fmt::format("m{} is recorded twice: {} in channel {} ({}).", c.message,
                       in_both ? fmt::format("as received by {} ({}) and", story.target(c.channel),
                                             step(story.received(c.channel, c.message)))
                               : "more than once",
                       story.name(c.channel), step(story.put_on_record(c.channel, c.message)));
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

std::string out_of_order(const Story& story) {
    for (unsigned c = 0; c < story.run().cut.size(); ++c) {
        const auto& recorded = story.run().cut[c].recorded;
        const auto swapped = std::ranges::is_sorted_until(recorded);
        if (swapped != recorded.end())
            return fmt::format(
                "channel {} is recorded out of order: m{} stands before m{}, which was sent first.",
                story.name(c), *(swapped - 1), *swapped);
    }
    return {};
}

std::string inexact(const Story& story) {
    if (const auto c = first_in(story, lost_from)) return lost(story, *c);
    if (const auto c = first_in(story, channel_orphans_of)) return orphan_in_channel(story, *c);
    if (const auto c = first_in(story, doubled_in)) return twice(story, *c);
    return out_of_order(story);
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
    return why + inexact(story);
}

std::string awaits(const Story& story, const Waiting& waiting) {
    const std::string name = story.network().name(waiting.process);
    if (!waiting.recorded)
        return fmt::format("{} has not recorded, and nothing in transit can make it", name);
    if (waiting.channels.empty()) return fmt::format("{} has recorded but is not done", name);
    std::string from;
    for (const unsigned channel : waiting.channels)
        from += fmt::format("{}{}", from.empty() ? "" : ", ", story.source(channel));
    return fmt::format("{} waits for a control message from {}, and none is in transit", name,
                       from);
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
