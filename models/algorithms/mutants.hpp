// Algorithms other than Chandy-Lamport with one rule broken, each to be caught by the properties
// that it names.
#pragma once

#include "models/algorithms/acharya_badrinath.hpp"
#include "models/algorithms/alagar_venkatesan.hpp"
#include "models/algorithms/flink.hpp"
#include "models/algorithms/helary.hpp"
#include "models/algorithms/koo_toueg.hpp"
#include "models/algorithms/lai_yang.hpp"
#include "models/algorithms/mattern.hpp"
#include "models/algorithms/spezialetti_kearns.hpp"
#include "models/algorithms/venkatesan.hpp"

namespace snapcheck {

/// A red message does not make a white process record.
struct LaiYangColourIgnored : LaiYang {
    static constexpr std::string_view name = "lai-yang:colour-ignored";
    static constexpr std::string_view broken_rule =
        "a red message does not make a white process record first";
    static constexpr std::array<std::string_view, 2> caught_by{"no-orphan", "conserved"};
    static constexpr Trial killed_on{"ring:2", "1,1", "0", "bag"};

    using LaiYang::receive;
    void receive(Site&, Channel from, Message message, Colour stamp) {
        if (stamp == Colour::white && colour == Colour::white)
            received[from].insert(message.number);
    }
};

/// The collector has all reports and does not wait for white messages.
struct MatternSumNoWait : MatternSum {
    static constexpr std::string_view name = "mattern-sum:no-wait";
    static constexpr std::string_view broken_rule = "white messages are not waited for";
    static constexpr std::array<std::string_view, 3> caught_by{"no-lost", "exact-channels",
                                                               "conserved"};
    static constexpr Trial killed_on{"ring:2", "0,1", "0", "bag"};

    static bool collected(std::span<const MatternSumNoWait>) { return true; }
};

/// A channel is closed as soon as its sender is known to be red.
struct MatternCountsNoWait : MatternCounts {
    static constexpr std::string_view name = "mattern-counts:no-wait";
    static constexpr std::string_view broken_rule = "white messages are not waited for";
    static constexpr std::array<std::string_view, 3> caught_by{"no-lost", "exact-channels",
                                                               "conserved"};
    static constexpr Trial killed_on{"ring:2", "0,1", "0", "bag"};

    bool done(const Site& site) const { return announced == site.inputs(); }
};

/// Messages on an unused channel go out without a marker before them.
struct VenkatesanNoLazyRegular : Venkatesan {
    static constexpr std::string_view name = "venkatesan:no-lazy-regular";
    static constexpr std::string_view broken_rule =
        "no marker goes before the first message on a channel that was not used";
    static constexpr std::array<std::string_view, 3> caught_by{"no-orphan-in-channel",
                                                               "exact-channels", "conserved"};
    static constexpr Trial killed_on{"ring:2", "1,0", "0"};

    void send(Site&, Channel to) { used.insert(to); }
};

/// A process notes a border only where its own region has the smaller initiator.
struct SpezialettiKearnsOneSided : SpezialettiKearns {
    static constexpr std::string_view name = "spezialetti-kearns:one-sided";
    static constexpr std::string_view broken_rule = "a border is noted on one of its sides only";
    static constexpr std::array<std::string_view, 2> caught_by{"terminates", "keeps-invariants"};
    static constexpr Trial killed_on{"ring:2", "0,0", "0,1"};

    using SpezialettiKearns::receive;
    void receive(Site& site, Channel from, Control control) {
        const bool ignored = control.kind == Control::Kind::marker && site.recorded() &&
                             control.region.number < master.number;
        if (ignored) control.region = master;
        SpezialettiKearns::receive(site, from, control);
    }
};

/// The TOKEN is sent to one process after the other.
struct AcharyaBadrinathUnicast : AcharyaBadrinath {
    static constexpr std::string_view name = "acharya-badrinath:unicast";
    static constexpr std::string_view broken_rule =
        "the TOKEN is sent to one process after the other, not multicast";
    static constexpr std::array<std::string_view, 2> caught_by{"no-orphan", "conserved"};
    static constexpr Trial killed_on{"complete:3", "0,1,0", "0", "causal"};

    void initiate(Site& site) {
        site.record_state();
        site.send_to_all(Token{});
    }
};

/// The same.
struct AlagarVenkatesanUnicast : AlagarVenkatesan {
    static constexpr std::string_view name = "alagar-venkatesan:unicast";
    static constexpr std::string_view broken_rule =
        "the TOKEN is sent to one process after the other, not multicast";
    static constexpr std::array<std::string_view, 4> caught_by{"no-lost", "no-orphan",
                                                               "exact-channels", "conserved"};
    static constexpr Trial killed_on{"complete:3", "0,1,1", "0", "causal"};

    void initiate(Site& site) {
        site.record_state();
        knows = Age::after_token;
        site.send_to_all(Control::token);
    }
};

/// The application may send between the tentative checkpoint and the decision.
struct KooTouegNoInhibition : KooToueg {
    static constexpr std::string_view name = "koo-toueg:no-inhibition";
    static constexpr std::string_view broken_rule =
        "messages may be sent between the tentative checkpoint and the decision";
    static constexpr std::array<std::string_view, 1> caught_by{"no-orphan"};
    static constexpr Trial killed_on{"complete:3", "0,1,1", "0"};

    bool may_send(const Site&, Channel) const { return true; }
};

/// The marker does not say how many messages were sent before it.
struct HelaryNoCounts : Helary {
    static constexpr std::string_view name = "helary:no-counts";
    static constexpr std::string_view broken_rule =
        "the marker does not say how many messages were sent before it";
    static constexpr std::array<std::string_view, 3> caught_by{"no-lost", "exact-channels",
                                                               "conserved"};
    static constexpr Trial killed_on{"ring:2", "1,1", "0", "bag"};

    using Helary::receive;
    void receive(Site& site, Channel from, Control control) {
        Helary::receive(site, from, {control.kind, {}});
    }
};

/// Messages may overtake the marker.
struct HelaryNoInhibition : Helary {
    static constexpr std::string_view name = "helary:no-inhibition";
    static constexpr std::string_view broken_rule =
        "messages may be sent behind a marker that is not acknowledged";
    static constexpr std::array<std::string_view, 4> caught_by{"no-orphan", "no-orphan-in-channel",
                                                               "exact-channels", "conserved"};
    static constexpr Trial killed_on{"ring:2", "1,1", "0", "bag"};

    bool may_send(const Site&, Channel) const { return true; }
};

/// What a barrier overtakes is not recorded.
struct FlinkUnalignedNoOutputLog : FlinkUnaligned {
    static constexpr std::string_view name = "flink-unaligned:no-output-log";
    static constexpr std::string_view broken_rule = "what a barrier overtakes is not recorded";
    static constexpr std::array<std::string_view, 3> caught_by{"no-lost", "exact-channels",
                                                               "conserved"};
    static constexpr Trial killed_on{"ring:2", "1,1", "0"};

    void initiate(Site& site) { record(site); }

    using FlinkUnaligned::receive;
    void receive(Site& site, Channel from, Barrier) {
        if (!site.recorded()) record(site);
        open.erase(from);
    }

  private:
    void record(Site& site) {
        site.record_state();
        open = site.inputs();
        for (const Channel output : site.outputs()) site.send_ahead(output, Barrier{});
    }
};

}  // namespace snapcheck
