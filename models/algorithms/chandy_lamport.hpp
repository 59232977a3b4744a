// K. M. Chandy, L. Lamport: Distributed Snapshots: Determining Global States of Distributed
// Systems. ACM Transactions on Computer Systems 3(1), 1985, section 3.
#pragma once

#include "models/site.hpp"

namespace snapcheck {

/// Needs FIFO channels: elsewhere a marker may overtake the messages that it should follow.
struct ChandyLamport {
    static constexpr std::string_view name = "chandy-lamport";
    static constexpr std::string_view about =
        "K. M. Chandy, L. Lamport 1985: markers, for FIFO channels";
    static constexpr std::array trials{
        Trial{"ring:2", "2,2", "0"}, Trial{"complete:3", "1,1,0", "0"},
        Trial{"ring:2", "2,2", "0,1"}, Trial{"edges:0-2,1-2,2-3", "1,1,1,0", "0"}};
    struct Marker {};
    using Control = Marker;
    using Site = snapcheck::Site<Marker>;

    ChannelSet open;  // input channels whose state is still being recorded

    void initiate(Site& site) { record(site); }

    void receive(Site& site, Channel from, Message message) {
        if (open.contains(from)) site.record(from, message);
    }

    void receive(Site& site, Channel from, Marker) {  // the Marker-Receiving Rule
        if (!site.recorded()) record(site);
        open.erase(from);
    }

    bool done(const Site&) const { return open.empty(); }
    ChannelSet awaited(const Site&) const { return open; }

  private:
    void record(Site& site) {  // the Marker-Sending Rule
        site.record_state();
        open = site.inputs();
        site.send_to_all(Marker{});
    }
};

}  // namespace snapcheck
