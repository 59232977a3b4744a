// S. Alagar, S. Venkatesan: An Optimal Algorithm for Distributed Snapshots with Causal Message
// Ordering. Information Processing Letters 50, 1994.
#pragma once

#include "models/site.hpp"

namespace snapcheck {

/// Needs causal channels. After its TOKEN, a process records the messages whose sending does not
/// causally follow the TOKEN, until TERMINATE comes.
struct AlagarVenkatesan {
    static constexpr std::string_view name = "alagar-venkatesan";
    static constexpr std::string_view about =
        "S. Alagar, S. Venkatesan 1994: two multicasts and logs of old messages, for causal "
        "channels";
    static constexpr std::array trials{Trial{"complete:3", "0,1,1", "0"}};
    static constexpr std::array needs{Need::one_initiator, Need::from_initiator,
                                      Need::to_initiator};
    enum class Control : std::uint8_t { token, done, terminate };
    enum class Age : std::uint8_t { before_token, after_token };
    using Stamp = Age;  // read off the timestamps of the channels
    using Site = snapcheck::Site<Control>;

    Age knows = Age::before_token;  // whether anything here causally follows the TOKEN
    ChannelSet reported;            // at the initiator: inputs whose DONE has come
    bool terminated = false;

    void initiate(Site& site) {
        site.record_state();
        knows = Age::after_token;
        site.multicast(Control::token);
    }

    Age send(Channel) { return knows; }

    void receive(Site& site, Channel from, Message message, Age sent) {
        if (site.recorded() && !terminated && sent == Age::before_token) site.record(from, message);
        if (sent == Age::after_token) knows = sent;
    }

    void receive(Site& site, Channel from, Control control) {
        if (control == Control::token && !site.recorded()) {
            site.record_state();
            site.send(site.reverse(from), Control::done);
        } else if (control == Control::done) {
            reported.insert(from);
            if (reported == site.inputs() && !terminated) {
                terminated = true;
                site.multicast(Control::terminate);
            }
        } else if (control == Control::terminate) {
            terminated = true;
        }
        knows = Age::after_token;
    }

    bool done(const Site&) const { return terminated; }
};

}  // namespace snapcheck
