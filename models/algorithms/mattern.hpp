// F. Mattern: Efficient Algorithms for Distributed Snapshots and Global Virtual Time Approximation.
// Journal of Parallel and Distributed Computing 18(4), 1993. Colours as in Lai and Yang, and no
// histories: a red process records the white messages that still arrive, and each of the three
// variants has its own way to know when all of them have. Channels need no order.
#pragma once

#include "models/algorithms/colour.hpp"
#include "models/site.hpp"

namespace snapcheck {

/// Every process reports how many white messages it sent less those it received; a collector adds
/// up the reports and the white messages that are forwarded to it afterwards. Reports and forwarded
/// messages reach it at once.
struct MatternSum {
    static constexpr std::string_view name = "mattern-sum";
    static constexpr std::string_view about =
        "F. Mattern 1993: colours, and a collector that adds up what is missing";
    static constexpr std::array trials{Trial{"ring:2", "2,2", "0"}};
    struct Red {};
    using Stamp = Colour;
    using Control = Red;
    using Site = snapcheck::Site<Red>;

    Colour colour{};
    Balance missing;  // white messages sent less white ones received
    Count forwarded;  // white messages received when red

    void initiate(Site& site) { turn_red(site); }

    Colour send(Channel) {
        if (colour == Colour::white) ++missing;
        return colour;
    }

    void receive(Site& site, Channel from, Message message, Colour stamp) {
        if (stamp == Colour::red) return turn_red(site);  // before the application sees it
        if (colour == Colour::white) {
            --missing;
        } else {
            ++forwarded;
            site.record(from, message);
        }
    }

    void receive(Site& site, Channel, Red) { turn_red(site); }

    bool done(const Site&) const { return colour == Colour::red; }

    static bool collected(std::span<const MatternSum> processes) {
        std::int64_t still_missing = 0;
        for (const MatternSum& process : processes)
            still_missing += process.missing.value - std::int64_t{process.forwarded.value};
        return still_missing == 0;
    }

  private:
    void turn_red(Site& site) {
        if (colour == Colour::red) return;
        colour = Colour::red;
        site.record_state();
        site.send_to_all(Red{});
    }
};

/// The control message carries the number of white messages that were sent on its channel.
struct MatternCounts {
    static constexpr std::string_view name = "mattern-counts";
    static constexpr std::string_view about =
        "F. Mattern 1993: colours, and the number of white messages on each channel";
    static constexpr std::array trials{Trial{"ring:2", "2,2", "0"}};
    struct Red {
        Count white;  // sent before it on this channel
    };
    using Stamp = Colour;
    using Control = Red;
    using Site = snapcheck::Site<Red>;

    Colour colour{};
    ChannelSet announced;                         // inputs whose sender is known to be red
    PerChannel<Count> sent, received, announces;  // white messages

    void initiate(Site& site) { turn_red(site); }

    Colour send(Channel to) {
        if (colour == Colour::white) ++sent[to];
        return colour;
    }

    void receive(Site& site, Channel from, Message message, Colour stamp) {
        if (stamp == Colour::red) return turn_red(site);  // before the application sees it
        ++received[from];
        if (colour == Colour::red) site.record(from, message);
    }

    void receive(Site& site, Channel from, Red red) {
        turn_red(site);
        announced.insert(from);
        announces[from] = red.white;
    }

    bool done(const Site& site) const { return awaited(site).empty(); }

    ChannelSet awaited(const Site& site) const {
        ChannelSet open;
        for (const Channel input : site.inputs())
            if (!announced.contains(input) || received[input] != announces[input])
                open.insert(input);
        return open;
    }

  private:
    void turn_red(Site& site) {
        if (colour == Colour::red) return;
        colour = Colour::red;
        site.record_state();
        for (const Channel output : site.outputs()) site.send(output, Red{sent[output]});
    }
};

/// A control message goes round a ring twice: first it gathers, for each process, how many white
/// messages were sent to it and how many it received; then it waits at each process until none is
/// missing there.
struct MatternRing {
    static constexpr std::string_view name = "mattern-ring";
    static constexpr std::string_view about =
        "F. Mattern 1993: colours, and a vector of counts that goes round a ring twice";
    static constexpr std::array trials{Trial{"ring:2", "2,2", "0"}, Trial{"ring:3", "1,1,1", "0"}};
    static constexpr std::array needs{Need::one_initiator, Need::ring};
    struct Token {
        bool second_round;
        PerProcess<Balance> missing;  // of each process: white messages on their way to it
    };
    using Stamp = Colour;
    using Control = Token;
    using Site = snapcheck::Site<Token>;

    Colour colour{};
    PerProcess<Balance> missing;  // this process's part, until the first round takes it
    bool holds = false;           // the second round waits here
    bool passed = false;          // the second round has been here
    Token held;

    void initiate(Site& site) {
        turn_red(site);
        pass_on(site, Token{false, missing});
        missing = {};
    }

    Colour send(Site& site, Channel to) {
        if (colour == Colour::white) ++missing[site.neighbour(to)];
        return colour;
    }

    void receive(Site& site, Channel from, Message message, Colour stamp) {
        if (stamp == Colour::red) return turn_red(site);  // before the application sees it
        --missing[site.self()];
        if (colour == Colour::white) return;
        site.record(from, message);
        leave_if_complete(site);
    }

    void receive(Site& site, Channel, Token token) {
        turn_red(site);
        if (token.second_round && site.initiator()) {
            passed = true;
        } else if (token.second_round || site.initiator()) {
            holds = true;
            held = {true, token.missing};
            leave_if_complete(site);
        } else {
            for (unsigned p = 0; p < site.processes(); ++p)
                token.missing.values[p] += missing.values[p];
            missing = {};
            pass_on(site, token);
        }
    }

    bool done(const Site& site) const { return passed || !site.initiator(); }

  private:
    void turn_red(Site& site) {
        if (colour == Colour::red) return;
        colour = Colour::red;
        site.record_state();
    }

    void leave_if_complete(Site& site) {
        const ProcessId self = site.self();
        if (!holds || held.missing[self].value + missing[self].value > 0) return;
        holds = false;
        pass_on(site, held);
        held = {};
    }

    void pass_on(Site& site, const Token& token) {
        const unsigned next = (site.self().number + 1U) % site.processes();
        site.send(site.towards({static_cast<std::uint8_t>(next)}), token);
    }
};

}  // namespace snapcheck
