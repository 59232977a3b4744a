// What happens in a run, as values that people and programs can be told about.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "checker/model.hpp"
#include "models/topology/network.hpp"
#include "properties/cut.hpp"

namespace snapcheck {

/// One step of a run. In an application, `control` of send and receive is what the message says.
struct Event {
    enum class Kind { initiate, send, receive, receive_control, act, lose, transmit };

    Kind kind = Kind::initiate;
    Process actor = 0;
    unsigned channel = 0;   // of all kinds but initiate and act
    unsigned message = 0;   // its number, of send and receive
    unsigned snapshot = 0;  // its number, of initiate; 0 where there is only one
    std::string control;    // what it is called, of receive_control: "marker"
    std::string own_step;   // what it does, of act: "sends a marker that waited"
    bool stays = false;     // what is received also stays in the channel
    bool records_state = false;
    std::vector<std::pair<unsigned, unsigned>>
        records;  // (channel, message) added to recorded channels
    std::vector<std::pair<unsigned, std::string>>
        sends;  // (channel, what it is called): control messages that enter channels
    bool operator==(const Event&) const = default;
};

/// "p1 sends m1 to p0"
std::string to_string(const Event& event, const Network& network);

/// Where an event of the application lies, seen from the recorded cut: an event at p is
/// prerecording iff p has not recorded when it occurs (Chandy, Lamport 1985, section 4).
enum class Side { neither, prerecording, postrecording };

/// Whether the application takes part in it: it sends or receives a message.
inline bool of_application(const Event& event) {
    return event.kind == Event::Kind::send || event.kind == Event::Kind::receive;
}

/// What a state says about one of its parts; states differ where facts do.
struct Fact {
    std::string subject;  // "p0->p1 in transit"
    std::string value;    // "m1, marker"
    bool operator==(const Fact&) const = default;
};

/// A process at the end of a run that got stuck, and what it waits for.
struct Waiting {
    Process process = 0;
    bool recorded = false;
    std::vector<unsigned>
        channels;  // inputs that it waits on; empty where the algorithm does not say
    bool operator==(const Waiting&) const = default;
};

/// What travels in a channel: an application message, or a control message (of number 0). In an
/// application, `control` of a message is what it says.
struct Parcel {
    unsigned message = 0;
    std::string control;  // what it is called: "marker"
    bool operator==(const Parcel&) const = default;
};

/// A channel in one state of a run: for programs what facts are for people.
struct ChannelState {
    std::vector<Parcel> in_transit;
    unsigned in_outbox = 0;  // contents that wait for a place in the channel
    MessageSet sent, received;
    ChannelCut cut;  // so far
    bool operator==(const ChannelState&) const = default;
};

/// A run from the initial state, with everything that explanations need.
struct Run {
    std::vector<Event> events;
    std::vector<std::vector<Fact>> facts;             // facts[i]: after i events
    std::vector<std::vector<ChannelState>> channels;  // channels[i][c]: channel c after i events
    std::vector<ChannelCut> cut;                      // at its end, by channel
    unsigned snapshot = 0;                // which one it tells of; 0 where there is only one
    bool complete = false;                // whether the snapshot is, at its end
    std::vector<Waiting> waiting;         // processes that are not done at its end
    std::vector<std::string> in_transit;  // what still is, at its end, by channel: "m1, marker"
    std::vector<Observations> observed;   // observed[i]: what is violated after i events
    bool operator==(const Run&) const = default;
};

}  // namespace snapcheck
