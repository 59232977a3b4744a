// T. H. Lai, T. H. Yang: On Distributed Snapshots. Information Processing Letters 25(3), 1987.
#pragma once

#include "models/site.hpp"

namespace snapcheck {

/// Needs no control messages, as in the paper, and no order of channels. Each process keeps the
/// history of the white messages that it sent and received; a collector compares the two ends of a
/// channel. A process that receives no red message never turns red.
struct LaiYangSilent {
    static constexpr std::string_view name = "lai-yang-silent";
    static constexpr std::string_view about =
        "T. H. Lai, T. H. Yang 1987: white and red messages, histories, no control messages";
    static constexpr std::array trials{Trial{"ring:2", "2,2", "0"}};
    enum class Colour : std::uint8_t { white, red };
    using Stamp = Colour;
    using Site = snapcheck::Site<>;

    Colour colour{};
    PerChannel<Count> sent;           // white messages
    PerChannel<MessageSet> received;  // white messages

    void initiate(Site& site) { turn_red(site); }

    Colour send(Channel to) {
        if (colour == Colour::white) ++sent[to];
        return colour;
    }

    void receive(Site& site, Channel from, Message message, Colour stamp) {
        if (stamp == Colour::red) turn_red(site);  // before the application sees it
        if (stamp == Colour::white && colour == Colour::white)
            received[from].insert(message.number);
    }

    bool done(const Site&) const { return colour == Colour::red; }

    /// Sent white, and not received by a white process.
    static MessageSet channel_state(const LaiYangSilent& sender, Channel out,
                                    const LaiYangSilent& receiver, Channel in) {
        return MessageSet::first(sender.sent[out].value) - receiver.received[in];
    }

  private:
    void turn_red(Site& site) {
        if (colour == Colour::red) return;
        colour = Colour::red;
        site.record_state();
    }
};

/// The same with dummy red messages on every channel, so that nobody stays white.
struct LaiYang {
    static constexpr std::string_view name = "lai-yang";
    static constexpr std::string_view about =
        "T. H. Lai, T. H. Yang 1987: the same with a flood of red messages";
    static constexpr std::array trials{Trial{"ring:2", "2,2", "0"}};
    using Colour = LaiYangSilent::Colour;
    struct Red {};
    using Stamp = Colour;
    using Control = Red;
    using Site = snapcheck::Site<Red>;

    Colour colour{};
    PerChannel<Count> sent;           // white messages
    PerChannel<MessageSet> received;  // white messages

    void initiate(Site& site) { turn_red(site); }

    Colour send(Channel to) {
        if (colour == Colour::white) ++sent[to];
        return colour;
    }

    void receive(Site& site, Channel from, Message message, Colour stamp) {
        if (stamp == Colour::red) turn_red(site);  // before the application sees it
        if (stamp == Colour::white && colour == Colour::white)
            received[from].insert(message.number);
    }

    void receive(Site& site, Channel, Red) { turn_red(site); }

    bool done(const Site&) const { return colour == Colour::red; }

    static MessageSet channel_state(const LaiYang& sender, Channel out, const LaiYang& receiver,
                                    Channel in) {
        return MessageSet::first(sender.sent[out].value) - receiver.received[in];
    }

  private:
    void turn_red(Site& site) {
        if (colour == Colour::red) return;
        colour = Colour::red;
        site.record_state();
        site.send_to_all(Red{});
    }
};

}  // namespace snapcheck
