#include <fmt/format.h>

#include "traces/explain.hpp"
#include "traces/proof.hpp"
#include "traces/story.hpp"

namespace snapcheck {

namespace {

// The control message that comes after the prerecording event, to the same process and on the
// channel on which the postrecording event sends.
std::optional<unsigned> control_in_front(const Swap& swap, const Story& story) {
    const Event& sending = story.event(swap.postrecording);
    if (story.network().ends(sending.channel).target != story.event(swap.prerecording).actor)
        return std::nullopt;
    for (unsigned step = swap.prerecording + 1; step <= story.steps(); ++step)
        if (story.event(step).kind == Event::Kind::receive_control &&
            story.event(step).channel == sending.channel)
            return step;
    return std::nullopt;
}

// Why what one event does makes no difference to the other.
std::string independence(const Swap& swap, const Story& story) {
    if (story.event(swap.postrecording).kind != Event::Kind::send)
        return fmt::format("step {} sends nothing", swap.postrecording);
    if (const auto control = control_in_front(swap, story))
        return fmt::format("what step {} sends comes behind the {}, which {} receives in step {}",
                           swap.postrecording, story.event(*control).control,
                           story.network().name(story.event(*control).actor), *control);
    if (story.event(swap.prerecording).kind != Event::Kind::receive)
        return fmt::format("step {} receives nothing", swap.prerecording);
    return fmt::format("step {} does not receive what step {} sends", swap.prerecording,
                       swap.postrecording);
}

/// One sentence for each way to fail.
class FailureTeller {
  public:
    FailureTeller(const Proof& proof, const Network& network) : proof_(proof), network_(network) {}

    std::string operator()(const ForbiddenSwap& failure) const {
        const auto [postrecording, prerecording] = failure.swap;
        return fmt::format(
            "step {} belongs before S* and step {} behind it, but they cannot change places, since "
            "the one receives what the other sends: {}",
            prerecording, postrecording, explain(proof_.run, "no-orphan", network_));
    }

    std::string operator()(const ImpossibleStep& failure) const {
        const Event& event = proof_.run.events[failure.step - 1];
        return fmt::format("the permuted run cannot take step {} where it comes: {}, but {}.",
                           failure.step, to_string(event, network_),
                           in_the_way(failure.obstacle, network_.channel_name(event.channel)));
    }

    std::string operator()(const OtherState& failure) const {
        const unsigned c = failure.channel;
        return fmt::format(
            "the state between the halves is not the recorded one: channel {} was recorded as "
            "[{}], but there it is [{}]. {}",
            network_.channel_name(c), in_words(proof_.demonstration.recorded[c].transit),
            in_words(proof_.demonstration.between[c].transit),
            explain(proof_.run, "exact-channels", network_));
    }

  private:
    static std::string in_the_way(Obstacle obstacle, const std::string& channel) {
        switch (obstacle) {
            case Obstacle::no_place:
                return "channel " + channel + " is full: it never holds what was recorded of it";
            case Obstacle::not_at_the_head:
                return "in channel " + channel + " another message is ahead";
            default:
                return "channel " + channel + " does not hold it";
        }
    }

    const Proof& proof_;
    const Network& network_;
};

}  // namespace

std::string in_words(const std::vector<unsigned>& messages) {
    std::string text;
    for (const unsigned message : messages)
        text += fmt::format("{}m{}", text.empty() ? "" : ", ", message);
    return text;
}

std::string reason(const Swap& swap, const Run& run, const Network& network) {
    const Story story(run, network);
    return fmt::format("{} and {} are different processes, and {}",
                       network.name(story.event(swap.postrecording).actor),
                       network.name(story.event(swap.prerecording).actor),
                       independence(swap, story));
}

std::string failure_in_words(const Proof& proof, const Network& network) {
    if (!proof.demonstration.failure) return {};
    return std::visit(FailureTeller(proof, network), *proof.demonstration.failure);
}

}  // namespace snapcheck
