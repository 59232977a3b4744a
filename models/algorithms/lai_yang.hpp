// T. H. Lai, T. H. Yang: On Distributed Snapshots. Information Processing Letters 25(3), 1987.
#pragma once

#include <concepts>

#include "models/algorithms/colour.hpp"
#include "models/site.hpp"

namespace snapcheck {

/// What both forms share. Each process keeps the history of the white messages that it sent and
/// received, and a collector compares the two ends of a channel. Channels need no order.
template <class Dummy>
struct LaiYangHistories {
    using Stamp = Colour;
    using Site = snapcheck::Site<Dummy>;

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
    static MessageSet channel_state(const LaiYangHistories& sender, Channel out,
                                    const LaiYangHistories& receiver, Channel in) {
        return MessageSet::first(sender.sent[out].value) - receiver.received[in];
    }

  protected:
    void turn_red(Site& site) {
        if (colour == Colour::red) return;
        colour = Colour::red;
        site.record_state();
        if constexpr (!std::same_as<Dummy, NoControl>) site.send_to_all({});
    }
};

/// As in the paper, without control messages: a process that no red message reaches stays white.
struct LaiYangSilent : LaiYangHistories<NoControl> {
    static constexpr std::string_view name = "lai-yang-silent";
    static constexpr std::string_view about =
        "T. H. Lai, T. H. Yang 1987: colours and histories, without control messages";
    static constexpr std::array trials{Trial{"ring:2", "2,2", "0"}};
};

/// A dummy red message, for channels on which the application is silent.
struct Red {};

/// With dummy red messages on every channel, so that nobody stays white.
struct LaiYang : LaiYangHistories<Red> {
    static constexpr std::string_view name = "lai-yang";
    static constexpr std::string_view about =
        "T. H. Lai, T. H. Yang 1987: colours and histories, with a flood of red messages";
    static constexpr std::array trials{Trial{"ring:2", "2,2", "0"}};
    using Control = Red;

    using LaiYangHistories::receive;
    void receive(Site& site, Channel, Red) { turn_red(site); }
};

}  // namespace snapcheck
