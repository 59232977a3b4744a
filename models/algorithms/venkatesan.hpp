// S. Venkatesan: Message-Optimal Incremental Snapshots. Journal of Computer and Software
// Engineering 1(3), 1993 (first at ICDCS 1989). Only channels that were used since the previous
// snapshot get a marker; a spanning tree carries the news to everybody and the completion back.
#pragma once

#include "models/site.hpp"

namespace snapcheck {

/// Snapshots one after the other, each an increment. Needs FIFO channels, both ways.
struct Venkatesan {
    static constexpr std::string_view name = "venkatesan";
    static constexpr std::string_view about =
        "S. Venkatesan 1993: incremental, markers only where there was traffic";
    static constexpr std::array trials{Trial{"ring:2", "2,2", "0"}, Trial{"ring:2", "1,1", "0"},
                                       Trial{"line:3", "1,1,1", "0"}};
    static constexpr std::array needs{Need::one_initiator, Need::both_ways};
    enum class Control : std::uint8_t { init_snap, regular, ack, snap_completed };
    using Site = snapcheck::Site<Control>;

    ChannelSet used;       // outputs with traffic since the previous snapshot
    ChannelSet marked;     // outputs with a REGULAR of this snapshot
    ChannelSet closed;     // inputs whose REGULAR has come
    ChannelSet awaiting;   // outputs whose REGULAR is not acknowledged
    ChannelSet completed;  // outputs to children that have completed
    bool reported = false;

    bool may_initiate(const Site& site) const { return site.previous_done(); }
    void initiate(Site& site) { record(site); }

    void send(Site& site, Channel to) {
        if (site.recorded() && !marked.contains(to)) mark(site, to);  // lazily, before the message
        if (site.previous_recorded()) used.insert(to);
    }

    void receive(Site& site, Channel from, Message message) {
        if (site.recorded() && !closed.contains(from)) site.record(from, message);
    }

    void receive(Site& site, Channel from, Control control) {
        switch (control) {
            case Control::init_snap:
                if (!site.recorded()) record(site);
                break;
            case Control::regular:
                if (!site.recorded()) record(site);
                closed.insert(from);
                site.send(site.reverse(from), Control::ack);
                break;
            case Control::ack:
                awaiting.erase(site.reverse(from));
                break;
            case Control::snap_completed:
                completed.insert(site.reverse(from));
                break;
        }
        report_if_complete(site);
    }

    bool done(const Site& site) const { return reported || !site.initiator(); }

  private:
    void record(Site& site) {
        site.record_state();
        for (const Channel output : used) {
            mark(site, output);
            awaiting.insert(output);
        }
        for (const Channel child : site.children()) site.send(child, Control::init_snap);
        report_if_complete(site);
    }

    void mark(Site& site, Channel output) {
        marked.insert(output);
        site.send(output, Control::regular);
    }

    void report_if_complete(Site& site) {
        if (reported || !site.recorded() || !awaiting.empty()) return;
        if (completed != site.children()) return;
        reported = true;
        if (!site.initiator()) site.send(site.parent(), Control::snap_completed);
    }
};

}  // namespace snapcheck
