// J.-M. Helary: Observing Global States of Asynchronous Distributed Applications. 3rd International
// Workshop on Distributed Algorithms (LNCS 392), 1989, in its form for channels without order.
#pragma once

#include "models/site.hpp"

namespace snapcheck {

/// The marker says how many messages were sent before it, and none is sent behind it until it is
/// acknowledged; so neither can overtake the other. Needs channels both ways.
struct Helary {
    static constexpr std::string_view name = "helary";
    static constexpr std::string_view about =
        "J.-M. Helary 1989: markers with counts, sends held back until they are acknowledged";
    static constexpr std::array trials{Trial{"ring:2", "2,2", "0"}};
    static constexpr std::array needs{Need::both_ways};
    struct Control {
        enum class Kind : std::uint8_t { marker, ack } kind;
        Count before;  // of a marker: messages sent before it on its channel
    };
    using Site = snapcheck::Site<Control>;

    ChannelSet marked;                      // inputs whose marker has come
    ChannelSet acknowledged;                // inputs that are closed
    ChannelSet held;                        // outputs that nothing is sent on
    PerChannel<Count> sent, received, due;  // of the application, in all

    void initiate(Site& site) { record(site); }

    bool may_send(const Site&, Channel to) const { return !held.contains(to); }
    void send(Site& site, Channel to) {
        if (!site.recorded()) ++sent[to];
    }

    void receive(Site& site, Channel from, Message message) {
        if (acknowledged.contains(from)) return;
        ++received[from];
        if (!site.recorded()) return;
        site.record(from, message);
        close_if_complete(site, from);
    }

    void receive(Site& site, Channel from, Control control) {
        if (control.kind == Control::Kind::ack) return held.erase(site.reverse(from));
        if (!site.recorded()) record(site);
        marked.insert(from);
        due[from] = control.before;
        close_if_complete(site, from);
    }

    bool done(const Site& site) const { return acknowledged == site.inputs(); }
    ChannelSet awaited(const Site& site) const { return site.inputs() - acknowledged; }

  private:
    void record(Site& site) {
        site.record_state();
        for (const Channel output : site.outputs()) {
            site.send(output, {Control::Kind::marker, sent[output]});
            held.insert(output);
        }
    }

    void close_if_complete(Site& site, Channel from) {
        if (!marked.contains(from) || received[from] < due[from]) return;
        if (acknowledged.contains(from)) return;
        acknowledged.insert(from);
        site.send(site.reverse(from), {Control::Kind::ack, {}});
    }
};

}  // namespace snapcheck
