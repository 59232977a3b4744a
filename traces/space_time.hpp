// What a picture of a trace shows, before anybody draws it: a message from step to step, what
// became of it in the snapshot, where each process recorded, what overtook what, and which step
// came right before which. Columns are steps; a renderer decides where they lie.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "traces/arrows.hpp"
#include "traces/trace.hpp"

namespace snapcheck::space_time {

/// One message on its way, as it is drawn: an arrow (arrows.hpp) for each time that it is
/// delivered, from the channel on.
struct Flight {
    unsigned channel = 0;
    unsigned message = 0;             // 0: a control message
    std::string control;              // what it is called; of a message, what it says, if anything
    unsigned sent = 0;                // the step
    std::optional<unsigned> arrives;  // nullopt: in transit when the run ends
    bool lost = false;                // where it arrives, the channel loses it
    bool copy = false;                // delivered, and still in the channel
    bool starves = false;             // in transit for ever, while the run goes round
    Standing standing = Standing::outside;
    unsigned decided = 0;  // the step that settles how it stands to the cut

    bool application() const { return message != 0; }
    std::string name() const {
        return application() && control.empty() ? "m" + std::to_string(message) : control;
    }
};

/// Two flights on one channel, by index: what was sent later arrives, the other one has not yet.
struct Overtaking {
    std::size_t overtaker;
    std::size_t overtaken;
};

/// Where the cut meets the line of a process.
struct CutPoint {
    std::optional<unsigned> step;  // nullopt: it has not recorded
    bool after_message = false;    // what that step sends or receives is before the cut
};

struct Diagram {
    std::vector<Flight> flights;  // in the order of sending
    std::vector<Overtaking> overtakings;
    std::vector<CutPoint> cut;  // by process
    /// Of each step, those that it directly follows: the one before at the same process, and the
    /// one that sent what arrives. What happened before is what these lead back to.
    std::vector<std::vector<unsigned>> follows;
};

Diagram diagram_of(const Trace& trace);

}  // namespace snapcheck::space_time
