// Sync and stop, as in CoCheck, LAM/MPI and DMTCP (G. Stellner: CoCheck, IPPS 1996; J. Ansel et
// al.: DMTCP, IPDPS 2009): everybody stops sending, flushes the channels, and records when they are
// empty. The coordinator's reports and its order to resume travel outside the network.
#pragma once

#include "models/site.hpp"

namespace snapcheck {

/// Needs FIFO channels: the flush marker is the last thing to arrive.
struct FreezeFlush {
    static constexpr std::string_view name = "freeze-flush";
    static constexpr std::string_view about =
        "sync and stop: sends are frozen, channels flushed by markers";
    static constexpr std::array trials{Trial{"ring:2", "2,2", "0"}};
    struct Flush {};
    using Control = Flush;
    using Site = snapcheck::Site<Flush>;

    bool frozen = false;
    ChannelSet flushed;  // inputs

    bool may_initiate(const Site&) const { return !frozen; }
    void initiate(Site& site) { freeze(site); }

    bool may_send(const Site& site, Channel) const { return !frozen || site.all_recorded(); }

    void receive(Site&, Channel, Message) {}

    void receive(Site& site, Channel from, Flush) {
        if (!frozen) freeze(site);
        flushed.insert(from);
        if (flushed == site.inputs() && !site.recorded()) site.record_state();
    }

    bool done(const Site&) const { return true; }
    ChannelSet awaited(const Site& site) const { return site.inputs() - flushed; }

  private:
    void freeze(Site& site) {
        frozen = true;
        site.send_to_all(Flush{});
        if (site.inputs().empty()) site.record_state();
    }
};

/// The flush marker says how many messages were sent before it, so channels need no order.
struct FreezeCounts {
    static constexpr std::string_view name = "freeze-counts";
    static constexpr std::string_view about =
        "sync and stop: sends are frozen, channels flushed by counts";
    static constexpr std::array trials{Trial{"ring:2", "2,2", "0"}};
    struct Flush {
        Count sent;
    };
    using Control = Flush;
    using Site = snapcheck::Site<Flush>;

    bool frozen = false;
    ChannelSet announced;  // inputs whose FLUSH has come
    PerChannel<Count> sent, received, announces;

    bool may_initiate(const Site&) const { return !frozen; }
    void initiate(Site& site) { freeze(site); }

    bool may_send(const Site& site, Channel) const { return !frozen || site.all_recorded(); }
    void send(Site& site, Channel to) {
        if (!site.recorded()) ++sent[to];
    }

    // What is arriving belongs to the state that is recorded, so the recording waits for the next
    // moment when nothing is missing: a step of its own.
    void receive(Site& site, Channel from, Message) {
        if (!site.recorded()) ++received[from];
    }

    void receive(Site& site, Channel from, Flush flush) {
        if (!frozen) freeze(site);
        announced.insert(from);
        announces[from] = flush.sent;
    }

    static constexpr std::string_view own_step = "has received all that was sent, and records";
    bool ready(const Site& site) const {
        return frozen && !site.recorded() && awaited(site).empty();
    }
    void act(Site& site) { site.record_state(); }

    bool done(const Site&) const { return true; }

    ChannelSet awaited(const Site& site) const {
        ChannelSet open;
        for (const Channel input : site.inputs())
            if (!announced.contains(input) || received[input] < announces[input])
                open.insert(input);
        return open;
    }

  private:
    void freeze(Site& site) {
        frozen = true;
        for (const Channel output : site.outputs()) site.send(output, Flush{sent[output]});
    }
};

}  // namespace snapcheck
