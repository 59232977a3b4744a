// M. Spezialetti, P. Kearns: Efficient Distributed Snapshots. 6th International Conference on
// Distributed Computing Systems, 1986. Several initiators share one recording: each process belongs
// to the region of the initiator whose marker reached it first, regions are reported up a tree, and
// initiators exchange their regions with those that they border on.
#pragma once

#include "models/site.hpp"

namespace snapcheck {

/// Needs FIFO channels, both ways. Two details are ours: a process learns its children from the
/// markers of its neighbours, which name their parents; and instead of counting rounds, an
/// initiator has the whole snapshot when it knows the region of every initiator on every border it
/// knows of.
struct SpezialettiKearns {
    static constexpr std::string_view name = "spezialetti-kearns";
    static constexpr std::string_view about =
        "M. Spezialetti, P. Kearns 1986: several initiators, regions that are exchanged";
    static constexpr std::array trials{Trial{"ring:2", "2,2", "0,1"}, Trial{"ring:2", "2,2", "0"}};
    static constexpr std::array needs{Need::both_ways};

    using Initiators = PerProcess<bool>;  // a set
    struct Control {
        enum class Kind : std::uint8_t { marker, report, exchange } kind;
        ProcessId region;   // of a marker and an exchange: whose it is
        ProcessId to;       // of a marker: the sender's parent; of an exchange: an initiator
        Initiators border;  // of a report and an exchange: initiators of neighbouring regions
    };
    struct Region {
        bool known = false;
        Initiators border;
    };
    using Site = snapcheck::Site<Control>;

    ChannelSet open;             // inputs whose marker has not come
    ProcessId master;            // the initiator of this region
    ProcessId parent;            // in the region's tree
    ChannelSet children;         // inputs from children
    ChannelSet reported;         // those whose subtree has been reported
    bool finished = false;       // this subtree has been reported
    Initiators border;           // of this subtree
    PerProcess<ProcessId> via;   // the neighbour that leads to an initiator on the border
    PerProcess<Region> regions;  // at an initiator

    void initiate(Site& site) { start(site, site.self(), site.self()); }

    void receive(Site& site, Channel from, Message message) {
        if (open.contains(from)) site.record(from, message);
    }

    void receive(Site& site, Channel from, Control control) {
        switch (control.kind) {
            case Control::Kind::marker:
                receive_marker(site, from, control);
                break;
            case Control::Kind::report:
                reported.insert(from);
                for_each(control.border,
                         [&](ProcessId p) { note_border(p, site.neighbour(from)); });
                break;
            case Control::Kind::exchange:
                if (control.to == site.self())
                    learn(site, control);
                else
                    forward(site, control);
                break;
        }
        if (!finished && open.empty() && (children - reported).empty()) finish(site);
    }

    bool done(const Site& site) const {
        if (!finished || !(master == site.self())) return finished;
        return knows_everything();
    }
    ChannelSet awaited(const Site&) const { return open; }

    /// Once all regions are reported: every process is in the region of a process that is in its
    /// own; who borders on whom is symmetric; and where there are several regions, each has a
    /// border.
    static bool invariant(std::span<const SpezialettiKearns> all) {
        if (!std::ranges::all_of(all, &SpezialettiKearns::finished)) return true;
        std::size_t masters = 0;
        for (std::size_t p = 0; p < all.size(); ++p) {
            const ProcessId self{static_cast<std::uint8_t>(p)};
            const SpezialettiKearns& master = all[all[p].master.number];
            if (!(master.master == all[p].master)) return false;
            masters += all[p].master == self ? 1U : 0U;
        }
        return std::ranges::all_of(all, [&](const SpezialettiKearns& process) {
            return &process != &all[process.master.number] ||
                   borders_agree(process.master, all, masters);
        });
    }

  private:
    template <class Visit>
    static void for_each(const Initiators& set, Visit&& visit) {
        for (unsigned p = 0; p < Initiators::capacity; ++p)
            if (set.values[p]) visit(ProcessId{static_cast<std::uint8_t>(p)});
    }

    static bool borders_agree(ProcessId self, std::span<const SpezialettiKearns> all,
                              std::size_t masters) {
        std::size_t neighbours = 0;
        bool symmetric = true;
        for_each(all[self.number].border, [&](ProcessId other) {
            ++neighbours;
            symmetric &= all[other.number].border[self];
        });
        return symmetric && (neighbours > 0 || masters == 1);
    }

    void start(Site& site, ProcessId initiator, ProcessId from) {
        site.record_state();
        master = initiator;
        parent = from;
        open = site.inputs();
        site.send_to_all({Control::Kind::marker, master, parent, {}});
    }

    void receive_marker(Site& site, Channel from, const Control& marker) {
        if (!site.recorded())
            start(site, marker.region, site.neighbour(from));
        else if (!(marker.region == master))
            note_border(marker.region, site.neighbour(from));
        else if (marker.to == site.self())
            children.insert(from);
        open.erase(from);
    }

    void note_border(ProcessId initiator, ProcessId neighbour) {
        if (border[initiator]) return;
        border[initiator] = true;
        via[initiator] = neighbour;
    }

    // REGION-REPORT: the subtree is recorded.
    void finish(Site& site) {
        finished = true;
        if (!(master == site.self()))
            return site.send(site.towards(parent), {Control::Kind::report, {}, {}, border});
        const PerProcess<Region> heard = regions;
        regions[master] = {true, border};
        spread(site, master);
        for (unsigned r = 0; r < site.processes(); ++r)
            if (heard.values[r].known) spread(site, {static_cast<std::uint8_t>(r)});
    }

    // EXCHANGE: tells every initiator on the border of a region.
    void spread(Site& site, ProcessId region) {
        for_each(border, [&](ProcessId initiator) {
            forward(site, {Control::Kind::exchange, region, initiator, regions[region].border});
        });
    }

    // Down the own region's tree, across its border, up the other's.
    void forward(Site& site, const Control& news) {
        const ProcessId next = master == news.to ? parent : via[news.to];
        site.send(site.towards(next), news);
    }

    void learn(Site& site, const Control& news) {
        if (regions[news.region].known) return;
        regions[news.region] = {true, news.border};
        if (finished) spread(site, news.region);
    }

    bool knows_everything() const {
        bool all = true;
        for (const Region& region : regions.values)
            for_each(region.border, [&](ProcessId p) { all &= regions[p].known; });
        return all;
    }
};

}  // namespace snapcheck
