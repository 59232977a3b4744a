// The three files of a scenario, one after the other, with a line of '=' between them. What was
// accepted names only servers and links that there are.
#include <array>

#include "models/scenario/script.hpp"
#include "tests/fuzz/oracle.hpp"

using namespace snapcheck;

namespace {

std::array<std::string_view, 3> parts_of(std::string_view text) {
    constexpr std::string_view separator = "\n=\n";
    std::array<std::string_view, 3> parts;
    for (std::size_t i = 0; i < 2; ++i) {
        const std::size_t end = text.find(separator);
        if (end == std::string_view::npos) break;
        parts[i] = text.substr(0, end);
        text.remove_prefix(end + separator.size());
        parts[i + 1] = text;
    }
    if (parts[0].empty()) parts[0] = text;
    return parts;
}

void demand_sound_script(const Script& script) {
    fuzz::demand(script.snapshots() > 0);
    for (const ScriptLine& line : script.lines) {
        fuzz::demand(line.process < script.network().processes());
        if (line.kind != ScriptLine::Kind::send) continue;
        fuzz::demand(line.channel < script.network().channels());
        fuzz::demand(script.network().ends(line.channel).source == line.process);
    }
}

void demand_sound_snap(const SnapFile& snap, const Script& script) {
    fuzz::demand(snap.snapshot < script.snapshots());
    fuzz::demand(snap.servers.size() == script.network().processes());
    for (const SnapFile::Message& message : snap.messages)
        fuzz::demand(message.channel < script.network().channels());
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto parts = parts_of(fuzz::text_of(data, size));
    const auto servers = fuzz::accepted([&] { return parse_top(parts[0], "s.top"); });
    if (!servers) return 0;
    fuzz::demand(servers->tokens.size() == servers->network.processes());
    fuzz::demand_sound_names(servers->network);
    fuzz::demand_sound_ends(servers->network);
    const auto script =
        fuzz::accepted([&] { return parse_events(*servers, parts[1], "s.events"); });
    if (!script) return 0;
    demand_sound_script(*script);
    const auto snap = fuzz::accepted([&] { return parse_snap(*script, parts[2], "s.snap"); });
    if (snap) demand_sound_snap(*snap, *script);
    return 0;
}
