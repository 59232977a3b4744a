#include "traces/lemma.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "checker/printable.hpp"
#include "models/proof/lemma_judge.hpp"
#include "traces/explain.hpp"
#include "traces/proof.hpp"
#include "traces/story.hpp"

namespace snapcheck {

namespace {

std::string step(std::optional<unsigned> number) {
    return number ? fmt::format("step {}", *number) : std::string("at no step");
}

// "p1, p2 and p3"
std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    return text;
}

/// The first marker that was sent on a channel, if any.
const Arrow* marker_on(const Story& story, unsigned channel) {
    for (const Arrow& arrow : story.arrows())
        if (arrow.channel == channel && is_marker(arrow.parcel.control)) return &arrow;
    return nullptr;
}

/// "the marker of p0 (step 1)"
std::string marker_of(const Story& story, unsigned channel) {
    const Arrow* marker = marker_on(story, channel);
    const std::string name = marker ? short_name(marker->parcel) : std::string("marker");
    return fmt::format("the {} of {} ({})", name, story.source(channel),
                       step(marker ? std::optional(marker->sent) : std::nullopt));
}

std::string records_at(const Story& story, Process process) {
    return fmt::format("{} ({})", story.network().name(process), step(story.recorded(process)));
}

// --- at work

std::string sends_markers(const Story& story) {
    const Event& last = story.event(story.steps());
    std::vector<std::string> targets;
    for (const unsigned output : story.network().outputs(last.actor))
        targets.push_back(story.target(output));
    return fmt::format("{} records (step {}), and its markers to {} leave in the same step.",
                       story.network().name(last.actor), story.steps(), listed(targets));
}

std::string records_at_marker(const Story& story) {
    const Event& last = story.event(story.steps());
    return fmt::format(
        "the first marker of {} comes from {} (step {}), and {} records in that step.",
        story.target(last.channel), story.source(last.channel), story.steps(),
        story.target(last.channel));
}

/// A message that was received behind the marker on its channel.
struct Late {
    unsigned channel, message;
};

std::optional<Late> late_message(const Story& story, const std::vector<unsigned>& channels) {
    for (const unsigned c : channels) {
        const ChannelState& last = story.run().channels.back()[c];
        const MessageSet late = last.received - last.cut.received - last.cut.sent;
        if (!late.empty()) return Late{c, numbers_in(late).front()};
    }
    return std::nullopt;
}

// Channels whose target did not record because of a marker on them come first: there the marker
// has a record to close.
std::vector<unsigned> by_interest(const Story& story) {
    std::vector<unsigned> closing, others;
    for (unsigned c = 0; c < story.network().channels(); ++c) {
        const Arrow* marker = marker_on(story, c);
        const auto recorded = story.recorded(story.network().ends(c).target);
        const bool closes =
            marker && recorded && !marker->arrived.empty() && marker->arrived.front() > *recorded;
        (closes ? closing : others).push_back(c);
    }
    closing.insert(closing.end(), others.begin(), others.end());
    return closing;
}

std::string arrives_behind(const Story& story, const Late& late) {
    const Arrow* marker = marker_on(story, late.channel);
    const std::string arrival =
        marker && !marker->arrived.empty()
            ? fmt::format(", which arrives first (step {})", marker->arrived.front())
            : std::string();
    return fmt::format("m{} is sent ({}) behind {}{}", late.message,
                       step(story.sent(late.channel, late.message)), marker_of(story, late.channel),
                       arrival);
}

std::string received_in_time(const Story& story) {
    const auto late = late_message(story, by_interest(story));
    if (!late) return {};
    const Process target = story.network().ends(late->channel).target;
    return fmt::format("{}: {} has recorded ({}) when it receives m{} ({}).",
                       arrives_behind(story, *late), story.network().name(target),
                       step(story.recorded(target)), late->message,
                       step(story.received(late->channel, late->message)));
}

std::string left_unrecorded(const Story& story) {
    const auto late = late_message(story, by_interest(story));
    if (!late) return {};
    return fmt::format(
        "{}: when {} receives m{} ({}), channel {} is closed, and is recorded as [{}].",
        arrives_behind(story, *late), story.target(late->channel), late->message,
        step(story.received(late->channel, late->message)), story.name(late->channel),
        in_words(story.run().cut[late->channel].recorded));
}

std::string recorded_before(const Story& story) {
    for (unsigned c = 0; c < story.run().cut.size(); ++c)
        for (const unsigned message : story.run().cut[c].recorded)
            return fmt::format(
                "m{} is in the recorded content of channel {} (since {}): it was sent ({}) before "
                "{}.",
                message, story.name(c), step(story.put_on_record(c, message)),
                step(story.sent(c, message)), marker_of(story, c));
    return {};
}

std::string markers_arrive(const Story& story) {
    std::vector<std::string> all;
    for (const Arrow& arrow : story.arrows())
        if (is_marker(arrow.parcel.control))
            all.push_back(fmt::format("that on {} (sent in step {}, here in step {})",
                                      story.name(arrow.channel), arrow.sent,
                                      arrow.ended().value_or(0)));
    return fmt::format("every marker has left its channel: {}.", listed(all));
}

std::string everybody_records(const Story& story) {
    std::vector<std::string> all;
    for (Process p = 0; p < story.network().processes(); ++p) all.push_back(records_at(story, p));
    return fmt::format("all have recorded: {}.", listed(all));
}

std::string channels_are_exact(const Story& story) {
    std::string text;
    for (unsigned c = 0; c < story.run().cut.size(); ++c) {
        const ChannelCut& cut = story.run().cut[c];
        if (cut.sent.empty()) continue;
        text += fmt::format("{}on {}, S is {{{}}}, R is {{{}}}, and C is [{}]",
                            text.empty() ? "" : "; ", story.name(c), in_words(numbers_in(cut.sent)),
                            in_words(numbers_in(cut.received)), in_words(cut.recorded));
    }
    return text + ".";
}

// --- broken

// Into the channel, or into its outbox.
bool sends_marker(const Run& run, unsigned step, unsigned channel) {
    return run.channels[step][channel].in_outbox > run.channels[step - 1][channel].in_outbox ||
           std::ranges::any_of(run.events[step - 1].sends, [&](const auto& control) {
               return control.first == channel && is_marker(control.second);
           });
}

std::string markers_otherwise(const Story& story) {
    const Event& last = story.event(story.steps());
    const std::string who = story.network().name(last.actor);
    if (!last.records_state)
        return fmt::format("{} sends a marker (step {}), and does not record in that step.", who,
                           story.steps());
    std::vector<std::string> without;
    for (const unsigned output : story.network().outputs(last.actor))
        if (!sends_marker(story.run(), story.steps(), output))
            without.push_back(story.target(output));
    if (without.empty())
        return fmt::format("{} records (step {}), and sends more than one marker on a channel.",
                           who, story.steps());
    return fmt::format("{} records (step {}), and sends no marker to {} in that step.", who,
                       story.steps(), listed(without));
}

std::string unmoved(const Story& story) {
    const Event& last = story.event(story.steps());
    return fmt::format("a marker has reached {} (step {}), and {} has not recorded.",
                       story.target(last.channel), story.steps(), story.target(last.channel));
}

std::string marker_left(const Story& story) {
    for (unsigned c = 0; c < story.run().cut.size(); ++c) {
        const ChannelState& channel = story.run().channels.back()[c];
        if (channel.in_outbox != 0)
            return fmt::format(
                "no step is left, and the marker to {} is still in the outbox of {}, since channel "
                "{} holds [{}] and has no room.",
                story.target(c), story.source(c), story.name(c), story.run().in_transit[c]);
        if (const Arrow* marker = marker_on(story, c); marker && !marker->ended())
            return fmt::format("no step is left, and {} is still in channel {}.",
                               marker_of(story, c), story.name(c));
    }
    return {};
}

using Tell = std::string (*)(const Story&);
constexpr std::array<Tell, lemma::count> at_work{
    sends_markers,   records_at_marker, received_in_time,  left_unrecorded,
    recorded_before, markers_arrive,    everybody_records, channels_are_exact};

}  // namespace

std::string at_work_in_words(unsigned lemma, const Run& run, const Network& network) {
    return at_work[lemma](Story(run, network));
}

std::string broken_in_words(unsigned lemma, const Run& run, const Network& network) {
    if (lemma == lemma::markers_at_recording) return markers_otherwise(Story(run, network));
    if (lemma == lemma::first_marker_records) return unmoved(Story(run, network));
    if (lemma == lemma::no_marker_stays) return marker_left(Story(run, network));
    if (lemma == lemma::all_record) return explain(run, "terminates", network);
    const bool contraposition = lemma == lemma::recorded_before_marker;
    return explain(run, lemmas()[contraposition ? lemma::post_marker_unrecorded : lemma].name,
                   network);
}

Trace trace_of_lemma(unsigned lemma, bool holds, const Run& run, const Instance& instance,
                     std::string_view algorithm, std::string_view topology) {
    const Lemma& which = lemmas()[lemma];
    std::string reason = holds ? at_work_in_words(lemma, run, instance.network)
                               : broken_in_words(lemma, run, instance.network);
    if (run.snapshot != 0) reason = fmt::format("Of snapshot {}: {}", run.snapshot, reason);
    Trace trace{std::string(algorithm),
                printable(topology),
                to_string(instance.channels),
                instance.network,
                {},
                run,
                terms_of(instance)};
    trace.shown = Shown{std::string(which.name), std::string(which.meaning), holds, reason};
    return trace;
}

std::string steps_in_lines(const Run& run, const Network& network) {
    std::string text;
    for (std::size_t i = 0; i < run.events.size(); ++i) {
        const Event& event = run.events[i];
        text += fmt::format(
            "  {:4} {}{}\n", i + 1, to_string(event, network),
            event.records_state ? fmt::format("; {} records", network.name(event.actor)) : "");
    }
    return text;
}

}  // namespace snapcheck
