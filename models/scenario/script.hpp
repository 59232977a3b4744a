// A scenario: servers that pass tokens along links, and a script that says who sends what and who
// starts a snapshot, but not how long anything takes. docs/scenarios.md has the formats.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/topology/network.hpp"

namespace snapcheck {

using Tokens = std::uint64_t;

/// What a .top file says.
struct Servers {
    Network network;
    std::vector<Tokens> tokens;  // by server, at the start
    std::string file;
};

/// A line of an .events file. `line` is its number there.
struct ScriptLine {
    enum class Kind { send, snapshot, tick };

    Kind kind = Kind::tick;
    Process process = 0;
    unsigned channel = 0;   // of a send
    Tokens amount = 0;      // of a send
    unsigned snapshot = 0;  // its id
    std::size_t line = 0;
};

/// What both files say together.
struct Script {
    Servers servers;
    std::vector<ScriptLine> lines;
    std::vector<Process> initiators;  // by snapshot
    std::string file;

    const Network& network() const { return servers.network; }
    unsigned snapshots() const { return static_cast<unsigned>(initiators.size()); }
};

/// What a .snap file says of one snapshot.
struct SnapFile {
    struct Server {
        Process process = 0;
        Tokens tokens = 0;
        std::size_t line = 0;
    };
    struct Message {
        unsigned channel = 0;
        Tokens amount = 0;
        std::size_t line = 0;
    };

    unsigned snapshot = 0;
    std::vector<Server> servers;    // each server once, in the order of the lines
    std::vector<Message> messages;  // in the order of the lines
    std::string file;
};

/// The snapshots that files are of.
std::vector<unsigned> ids_of(const std::vector<SnapFile>& files);

/// The three formats, from their text; `where` is named in errors. Throw InputError with file, line
/// and reason, also where the files do not fit together.
Servers parse_top(std::string_view text, std::string_view where);
Script parse_events(Servers servers, std::string_view text, std::string_view where);
SnapFile parse_snap(const Script& script, std::string_view text, std::string_view where);

/// The same, from files.
Script read_script(const std::string& top, const std::string& events);
SnapFile read_snap(const Script& script, const std::string& path);

}  // namespace snapcheck
