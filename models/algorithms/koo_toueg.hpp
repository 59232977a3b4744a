// R. Koo, S. Toueg: Checkpointing and Rollback-Recovery for Distributed Systems. IEEE Transactions
// on Software Engineering SE-13(1), 1987.
#pragma once

#include "models/site.hpp"

namespace snapcheck {

/// A tentative checkpoint of everybody, and no sends until it is made permanent: no orphans, on any
/// channels. What is in transit is not recorded: a checkpoint protocol leaves it to the transport.
/// Here all processes are asked, along a spanning tree, and the decision reaches them at once.
struct KooToueg {
    static constexpr std::string_view name = "koo-toueg";
    static constexpr std::string_view about =
        "R. Koo, S. Toueg 1987: checkpoints in two phases, channels not recorded";
    static constexpr std::array trials{Trial{"ring:2", "2,2", "0"}};
    struct Request {};
    using Control = Request;
    using Site = snapcheck::Site<Request>;

    void initiate(Site& site) { take_tentative_checkpoint(site); }

    bool may_send(const Site& site, Channel) const {
        return !site.recorded() || site.all_recorded();
    }

    void receive(Site&, Channel, Message) {}

    void receive(Site& site, Channel, Request) {
        if (!site.recorded()) take_tentative_checkpoint(site);
    }

    bool done(const Site&) const { return true; }

  private:
    void take_tentative_checkpoint(Site& site) {
        site.record_state();
        for (const Channel child : site.children()) site.send(child, Request{});
    }
};

}  // namespace snapcheck
