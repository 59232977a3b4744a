// A snapshot algorithm for channels without order, written twice: the first try of
// docs/writing-an-algorithm.md, and what became of it. The idea is that of T. H. Lai and T. H. Yang
// (On Distributed Snapshots, Information Processing Letters 25(3), 1987): messages carry the colour
// of their sender. The counts are F. Mattern's way to know when the last white message is in.
#include "cli/main.hpp"

using namespace snapcheck;

enum class Colour : std::uint8_t { white, red };

// Done as soon as everybody is known to be red: too soon.
struct Hasty {
    static constexpr std::string_view name = "hasty";
    struct Notice {};  // "from here on my messages are red"
    using Control = Notice;
    using Stamp = Colour;  // what every application message carries
    using Site = snapcheck::Site<Notice>;

    Colour colour = Colour::white;
    ChannelSet awaited_from;  // inputs whose sender may still be white

    void initiate(Site& site) { turn_red(site); }

    Colour send(Channel) { return colour; }

    void receive(Site& site, Channel from, Message message, Colour stamp) {
        if (stamp == Colour::red)
            turn_red(site);
        else if (colour == Colour::red)
            site.record(from, message);
    }

    void receive(Site& site, Channel from, Notice) {
        turn_red(site);
        awaited_from.erase(from);
    }

    bool done(const Site&) const { return awaited_from.empty(); }

  private:
    void turn_red(Site& site) {
        if (colour == Colour::red) return;
        colour = Colour::red;
        site.record_state();
        awaited_from = site.inputs();
        site.send_to_all(Notice{});
    }
};

// Notice says how many white messages the sender sent; done when all of them have arrived.
struct Patient {
    static constexpr std::string_view name = "patient";
    struct Notice {
        Count white;
    };
    using Control = Notice;
    using Stamp = Colour;
    using Site = snapcheck::Site<Notice>;

    Colour colour = Colour::white;
    ChannelSet announced;             // inputs whose sender has said how many
    PerChannel<Count> sent;           // white messages, by output
    PerChannel<Count> received, due;  // white messages, by input

    void initiate(Site& site) { turn_red(site); }

    Colour send(Channel to) {
        if (colour == Colour::white) ++sent[to];
        return colour;
    }

    void receive(Site& site, Channel from, Message message, Colour stamp) {
        if (stamp == Colour::red) return turn_red(site);
        ++received[from];
        if (colour == Colour::red) site.record(from, message);
    }

    void receive(Site& site, Channel from, Notice notice) {
        turn_red(site);
        announced.insert(from);
        due[from] = notice.white;
    }

    bool done(const Site& site) const {
        return announced == site.inputs() && std::ranges::all_of(announced, [&](Channel input) {
                   return received[input] == due[input];
               });
    }

  private:
    void turn_red(Site& site) {
        if (colour == Colour::red) return;
        colour = Colour::red;
        site.record_state();
        for (const Channel output : site.outputs()) site.send(output, Notice{sent[output]});
    }
};

int main(int argc, char** argv) {
    return snapcheck::main<Hasty, Patient>(argc, argv);
}
