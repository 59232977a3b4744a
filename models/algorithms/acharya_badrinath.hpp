// A. Acharya, B. R. Badrinath: Recording Distributed Snapshots Based on Causal Order of Message
// Delivery. Information Processing Letters 44, 1992.
#pragma once

#include "models/site.hpp"

namespace snapcheck {

/// Needs causal channels, and a TOKEN that is sent to all in one event. The initiator tells from
/// the counts at both ends what a channel holds.
struct AcharyaBadrinath {
    static constexpr std::string_view name = "acharya-badrinath";
    static constexpr std::string_view about =
        "A. Acharya, B. R. Badrinath 1992: a multicast token and counts, for causal channels";
    static constexpr std::array trials{Trial{"complete:3", "1,1,1", "0"},
                                       Trial{"ring:2", "2,2", "0"}};
    static constexpr std::array needs{Need::one_initiator, Need::from_initiator};
    struct Token {};
    using Control = Token;
    using Site = snapcheck::Site<Token>;

    PerChannel<Count> sent, received;  // SENT and RECD, up to the recording

    void initiate(Site& site) {
        site.record_state();
        site.multicast(Token{});
    }

    void send(Site& site, Channel to) {
        if (!site.recorded()) ++sent[to];
    }

    void receive(Site& site, Channel from, Message) {
        if (!site.recorded()) ++received[from];
    }

    void receive(Site& site, Channel, Token) {
        if (!site.recorded()) site.record_state();
    }

    bool done(const Site&) const { return true; }

    /// The messages numbered RECD + 1 to SENT.
    static MessageSet channel_state(const AcharyaBadrinath& sender, Channel out,
                                    const AcharyaBadrinath& receiver, Channel in) {
        return MessageSet::first(sender.sent[out].value) -
               MessageSet::first(receiver.received[in].value);
    }
};

}  // namespace snapcheck
