// Chandy-Lamport with one rule broken, each to be caught by the properties that it names. They show
// that the properties bite, and that no rule of the algorithm is superfluous.
#pragma once

#include "models/algorithms/chandy_lamport.hpp"

namespace snapcheck {

// What some of them remember besides.
struct KeptOpen {
    ChannelSet kept;
};
struct Logged {
    PerChannel<MessageSet> logged;
};
struct Again {
    bool again = false;
};
struct Arrived {
    Count arrived;
};
struct Unmarked {
    ChannelSet unmarked;  // outputs whose marker waits
};
struct Began {
    bool began = false;
};

/// Does not record what a channel holds.
struct ChandyLamportNoChan : ChandyLamport {
    static constexpr std::string_view name = "chandy-lamport:no-chan";
    static constexpr std::string_view broken_rule = "the content of channels is not recorded";
    static constexpr std::array<std::string_view, 3> caught_by{"no-lost", "exact-channels",
                                                               "conserved"};
    static constexpr Trial killed_on{"ring:2", "0,1", "0"};

    using ChandyLamport::receive;
    void receive(Site&, Channel, Message) {}
};

/// The initiator takes its inputs for empty.
struct ChandyLamportNoInitChan : ChandyLamport {
    static constexpr std::string_view name = "chandy-lamport:no-init-chan";
    static constexpr std::string_view broken_rule = "the initiator does not record its inputs";
    static constexpr std::array<std::string_view, 3> caught_by{"no-lost", "exact-channels",
                                                               "conserved"};
    static constexpr Trial killed_on{"ring:2", "0,1", "0"};

    using ChandyLamport::receive;
    void receive(Site& site, Channel from, Message message) {
        if (!site.initiator()) ChandyLamport::receive(site, from, message);
    }
};

/// Takes any marker for the end of every channel.
struct ChandyLamportImpatient : ChandyLamport {
    static constexpr std::string_view name = "chandy-lamport:impatient";
    static constexpr std::string_view broken_rule = "the first marker closes every channel";
    static constexpr std::array<std::string_view, 3> caught_by{"no-lost", "exact-channels",
                                                               "conserved"};
    static constexpr Trial killed_on{"complete:3", "0,1,0", "0"};

    using ChandyLamport::receive;
    void receive(Site& site, Channel from, Marker marker) {
        ChandyLamport::receive(site, from, marker);
        open = {};
    }
};

/// Takes any marker but the first for the end of every channel.
struct ChandyLamportStopAll : ChandyLamport {
    static constexpr std::string_view name = "chandy-lamport:stop-all";
    static constexpr std::string_view broken_rule = "any later marker closes every channel";
    static constexpr std::array<std::string_view, 3> caught_by{"no-lost", "exact-channels",
                                                               "conserved"};
    static constexpr Trial killed_on{"complete:3", "0,1,0", "0"};

    using ChandyLamport::receive;
    void receive(Site& site, Channel from, Marker marker) {
        const bool later = site.recorded();
        ChandyLamport::receive(site, from, marker);
        if (later) open = {};
    }
};

/// Goes on recording the channel of the first marker.
struct ChandyLamportKeepFirstOpen : With<ChandyLamport, KeptOpen> {
    static constexpr std::string_view name = "chandy-lamport:keep-first-open";
    static constexpr std::string_view broken_rule = "the channel of the first marker is not closed";
    static constexpr std::array<std::string_view, 3> caught_by{"no-orphan-in-channel",
                                                               "exact-channels", "conserved"};
    static constexpr Trial killed_on{"complete:3", "1,0,0", "0"};

    using ChandyLamport::receive;
    void receive(Site& site, Channel from, Marker marker) {
        const bool first = !site.recorded();
        ChandyLamport::receive(site, from, marker);
        if (!first) return;
        open.insert(from);
        kept.insert(from);
    }
    bool done(const Site&) const { return (open - kept).empty(); }
};

/// Calls the snapshot complete as soon as everybody has recorded.
struct ChandyLamportDoneAtRecord : ChandyLamport {
    static constexpr std::string_view name = "chandy-lamport:done-at-record";
    static constexpr std::string_view broken_rule = "completion is declared when all have recorded";
    static constexpr std::array<std::string_view, 3> caught_by{"no-lost", "exact-channels",
                                                               "conserved"};
    static constexpr Trial killed_on{"ring:2", "0,1", "0"};

    bool done(const Site&) const { return true; }
};

/// Loses what a channel held when its marker comes.
struct ChandyLamportDiscardOnMarker : ChandyLamport {
    static constexpr std::string_view name = "chandy-lamport:discard-on-marker";
    static constexpr std::string_view broken_rule =
        "the recorded content of a channel is dropped when its marker comes";
    static constexpr std::array<std::string_view, 3> caught_by{"no-lost", "exact-channels",
                                                               "conserved"};
    static constexpr Trial killed_on{"ring:2", "0,1", "0"};

    using ChandyLamport::receive;
    void receive(Site& site, Channel from, Marker marker) {
        ChandyLamport::receive(site, from, marker);
        site.forget(from);
    }
};

/// Puts each message before those that were recorded earlier.
struct ChandyLamportPrepend : With<ChandyLamport, Logged> {
    static constexpr std::string_view name = "chandy-lamport:prepend";
    static constexpr std::string_view broken_rule =
        "the content of a channel is recorded in the wrong order";
    static constexpr std::array<std::string_view, 1> caught_by{"exact-channels"};
    static constexpr Trial killed_on{"ring:2", "0,2", "0"};

    using ChandyLamport::receive;
    void receive(Site& site, Channel from, Message message) {
        if (!open.contains(from)) return;
        logged[from].insert(message.number);
        site.forget(from);
        const auto numbers = numbers_in(logged[from]);
        for (auto number = numbers.rbegin(); number != numbers.rend(); ++number)
            site.record(from, Message{static_cast<std::uint8_t>(*number)});
    }
};

/// Records its state anew at every marker.
struct ChandyLamportRerecord : ChandyLamport {
    static constexpr std::string_view name = "chandy-lamport:rerecord";
    static constexpr std::string_view broken_rule = "the state is recorded again at every marker";
    static constexpr std::array<std::string_view, 4> caught_by{"no-lost", "no-duplicate",
                                                               "exact-channels", "conserved"};
    static constexpr Trial killed_on{"ring:2", "1,1", "0"};

    using ChandyLamport::receive;
    void receive(Site& site, Channel from, Marker marker) {
        ChandyLamport::receive(site, from, marker);
        site.record_state();
    }
};

/// An initiator may apply the Marker-Sending Rule once more, after it has recorded.
struct ChandyLamportReinit : With<ChandyLamport, Again> {
    static constexpr std::string_view name = "chandy-lamport:reinit";
    static constexpr std::string_view broken_rule =
        "an initiator that has recorded may initiate again";
    static constexpr std::array<std::string_view, 5> caught_by{
        "no-lost", "no-orphan", "no-duplicate", "exact-channels", "conserved"};
    static constexpr Trial killed_on{"ring:2", "1,1", "0"};
    static constexpr std::string_view own_step = "initiates the snapshot again";

    bool ready(const Site& site) const { return site.initiator() && site.recorded() && !again; }
    void act(Site& site) {
        again = true;
        site.record_state();
        site.send_to_all(Marker{});
    }
};

/// Process 0 forgets the marker on the first of its channels.
struct ChandyLamportOmitOne : ChandyLamport {
    static constexpr std::string_view name = "chandy-lamport:omit-one";
    static constexpr std::string_view broken_rule = "no marker is sent on one channel";
    static constexpr std::array<std::string_view, 1> caught_by{"terminates"};
    static constexpr Trial killed_on{"ring:2", "0,0", "0"};

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

/// Whoever is told of the snapshot tells nobody.
struct ChandyLamportNoRelay : ChandyLamport {
    static constexpr std::string_view name = "chandy-lamport:no-relay";
    static constexpr std::string_view broken_rule = "only initiators send markers";
    static constexpr std::array<std::string_view, 1> caught_by{"terminates"};
    static constexpr Trial killed_on{"ring:2", "0,0", "0"};

    using ChandyLamport::receive;
    void receive(Site& site, Channel from, Marker) {
        if (!site.recorded()) {
            site.record_state();
            open = site.inputs();
        }
        open.erase(from);
    }
};

/// Counts markers instead of noting their channels: the same, unless one comes twice.
struct ChandyLamportCountMarkers : With<ChandyLamport, Arrived> {
    static constexpr std::string_view name = "chandy-lamport:count-markers";
    static constexpr std::string_view broken_rule =
        "markers are counted, not told apart by their channels";
    static constexpr std::array<std::string_view, 4> caught_by{"no-lost", "no-duplicate",
                                                               "exact-channels", "conserved"};
    static constexpr Trial killed_on{"complete:3", "1,1,0", "0", "duplicating:1"};

    using ChandyLamport::receive;
    void receive(Site& site, Channel from, Marker marker) {
        ChandyLamport::receive(site, from, marker);
        ++arrived;
        if (arrived.value >= site.inputs().size()) open = {};
    }
    bool done(const Site& site) const { return arrived.value >= site.inputs().size(); }
};

/// Markers leave one by one, some time after the recording, and messages may leave before them.
struct ChandyLamportLateMarker : With<ChandyLamport, Unmarked> {
    static constexpr std::string_view name = "chandy-lamport:late-marker";
    static constexpr std::string_view broken_rule =
        "a message may be sent after the recording and before the marker";
    static constexpr std::array<std::string_view, 4> caught_by{"no-orphan", "no-orphan-in-channel",
                                                               "exact-channels", "conserved"};
    static constexpr Trial killed_on{"ring:2", "1,1", "0"};
    static constexpr std::string_view own_step = "sends a marker that waited";

    void initiate(Site& site) { record(site); }

    using ChandyLamport::receive;
    void receive(Site& site, Channel from, Marker) {
        if (!site.recorded()) record(site);
        open.erase(from);
    }

    bool ready(const Site&) const { return !unmarked.empty(); }
    void act(Site& site) {
        const Channel next = *unmarked.begin();
        unmarked.erase(next);
        site.send(next, Marker{});
    }

  private:
    void record(Site& site) {
        site.record_state();
        open = site.inputs();
        unmarked = site.outputs();
    }
};

/// Markers leave at once, and the state is copied some time later.
struct ChandyLamportRecordLater : With<ChandyLamport, Began> {
    static constexpr std::string_view name = "chandy-lamport:record-later";
    static constexpr std::string_view broken_rule = "markers are sent before the state is recorded";
    static constexpr std::array<std::string_view, 4> caught_by{"no-lost", "no-orphan",
                                                               "exact-channels", "conserved"};
    static constexpr Trial killed_on{"ring:2", "1,1", "0"};
    static constexpr std::string_view own_step = "records its state, as it is now";

    bool may_initiate(const Site&) const { return !began; }
    void initiate(Site& site) { begin(site); }

    using ChandyLamport::receive;
    void receive(Site& site, Channel from, Message message) {
        if (site.recorded()) ChandyLamport::receive(site, from, message);
    }
    void receive(Site& site, Channel from, Marker) {
        if (!began) begin(site);
        open.erase(from);
    }

    bool ready(const Site& site) const { return began && !site.recorded(); }
    void act(Site& site) { site.record_state(); }

  private:
    void begin(Site& site) {
        began = true;
        open = site.inputs();
        site.send_to_all(Marker{});
    }
};

/// Of several snapshots that record a channel, gives a message to the first one only.
struct ChandyLamportLogOne : ChandyLamport {
    static constexpr std::string_view name = "chandy-lamport:log-one";
    static constexpr std::string_view broken_rule = "a message is recorded for one snapshot only";
    static constexpr std::array<std::string_view, 3> caught_by{"no-lost", "exact-channels",
                                                               "conserved"};
    static constexpr Trial killed_on{"ring:2", "0,1", "0", "fifo", "2"};

    bool keeps(Channel from) const { return open.contains(from); }
};

/// Takes the marker of any snapshot for the end of a channel.
struct ChandyLamportCloseAll : ChandyLamport {
    static constexpr std::string_view name = "chandy-lamport:close-all";
    static constexpr std::string_view broken_rule =
        "a marker closes its channel for every snapshot";
    static constexpr std::array<std::string_view, 3> caught_by{"no-lost", "exact-channels",
                                                               "conserved"};
    static constexpr Trial killed_on{"ring:2", "0,1", "0", "fifo", "2"};

    void overhear(Site&, Channel from, Marker) { open.erase(from); }
};

}  // namespace snapcheck
