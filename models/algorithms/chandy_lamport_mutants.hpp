// Chandy-Lamport with one rule broken, each to be caught by the properties that it names. They show
// that the properties bite, and that no rule of the algorithm is superfluous.
#pragma once

#include <array>

#include "models/algorithms/chandy_lamport.hpp"

namespace snapcheck {

/// Never records what a channel holds.
struct ChandyLamportNoChan : ChandyLamport {
    static constexpr std::string_view name = "chandy-lamport:no-chan";
    static constexpr std::string_view broken_rule = "the content of channels is not recorded";
    static constexpr std::array<std::string_view, 1> caught_by{"no-lost"};

    using ChandyLamport::receive;
    void receive(Site&, Channel, Message) {}
};

/// Takes any marker for the end of every channel.
struct ChandyLamportImpatient : ChandyLamport {
    static constexpr std::string_view name = "chandy-lamport:impatient";
    static constexpr std::string_view broken_rule = "the first marker closes every channel";
    static constexpr std::array<std::string_view, 1> caught_by{"no-lost"};

    using ChandyLamport::receive;
    void receive(Site& site, Channel from, Marker marker) {
        ChandyLamport::receive(site, from, marker);
        open = {};
    }
};

/// Records its state anew at every marker.
struct ChandyLamportRerecord : ChandyLamport {
    static constexpr std::string_view name = "chandy-lamport:rerecord";
    static constexpr std::string_view broken_rule = "the state is recorded again at every marker";
    static constexpr std::array<std::string_view, 2> caught_by{"no-lost", "no-duplicate"};

    using ChandyLamport::receive;
    void receive(Site& site, Channel from, Marker marker) {
        ChandyLamport::receive(site, from, marker);
        site.record_state();
    }
};

/// Process 0 forgets the marker on the first of its channels.
struct ChandyLamportOmitOne : ChandyLamport {
    static constexpr std::string_view name = "chandy-lamport:omit-one";
    static constexpr std::string_view broken_rule = "no marker is sent on one channel";
    static constexpr std::array<std::string_view, 1> caught_by{"terminates"};

    void initiate(Site& site) { record(site); }

    using ChandyLamport::receive;
    void receive(Site& site, Channel from, Marker) {
        if (!site.recorded()) record(site);
        open.erase(from);
    }

  private:
    void record(Site& site) {
        site.record_state();
        open = site.inputs();
        for (const Channel channel : site.outputs())
            if (site.self() != ProcessId{0} || channel != *site.outputs().begin())
                site.send(channel, Marker{});
    }
};

}  // namespace snapcheck
