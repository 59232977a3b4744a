// The readers of .top, .events and .snap files.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "checker/printable.hpp"
#include "models/scenario/lines.hpp"
#include "models/scenario/script.hpp"

namespace snapcheck {

namespace {

constexpr std::uint64_t most_tokens = 1'000'000'000;
constexpr std::size_t most_lines = 10'000;
constexpr std::size_t longest_name = 64;

using Names = std::vector<std::string_view>;

Names names_of(const Network& network) {
    Names names;
    for (Process p = 0; p < network.processes(); ++p) names.emplace_back(network.name(p));
    return names;
}

std::optional<unsigned> link(const Network& network, Process source, Process target) {
    for (const unsigned channel : network.outputs(source))
        if (network.ends(channel).target == target) return channel;
    return std::nullopt;
}

// "no link A->C: A has links to B"
std::string no_link(const Network& network, Process source, Process target) {
    std::string text = "there is no link " + network.name(source) + "->" + network.name(target) +
                       ": " + network.name(source) + " has links to ";
    std::string_view separator;
    for (const unsigned channel : network.outputs(source)) {
        text.append(separator).append(network.name(network.ends(channel).target));
        separator = ", ";
    }
    return separator.empty() && network.outputs(source).empty() ? text + "nobody" : text;
}

unsigned require_link(const LineReader& reader, const WordLine& line, const Network& network,
                      std::size_t first_word) {
    const Names names = names_of(network);
    const Process source = reader.name(line, line.words[first_word], names);
    const Process target = reader.name(line, line.words[first_word + 1], names);
    const auto channel = link(network, source, target);
    if (!channel) throw reader.error(line.line, no_link(network, source, target));
    return *channel;
}

void check_name(const LineReader& reader, const WordLine& line, const Names& names) {
    const std::string_view name = line.words[0];
    if (name.size() > longest_name || printable(name) != name)
        throw reader.error(line.line, "server name " + in_quotes(name) +
                                          " is longer than 64 bytes or does not print");
    if (std::ranges::find(names, name) != names.end())
        throw reader.error(line.line, "server " + in_quotes(name) + " is given twice");
}

ChannelEnds read_link(const LineReader& reader, const WordLine& line, const Names& names) {
    const bool a_number = line.words.size() == 2 && !line.words[1].empty() &&
                          line.words[1].find_first_not_of("0123456789") == std::string_view::npos;
    const bool server = a_number && std::ranges::find(names, line.words[1]) == names.end();
    if (server)
        throw reader.error(line.line, "another server, where the first line says that there are " +
                                          std::to_string(names.size()));
    const ChannelEnds ends{reader.name(line, line.words[0], names),
                           reader.name(line, line.words[1], names)};
    if (ends.source == ends.target)
        throw reader.error(line.line, "a link from " + in_quotes(line.words[0]) + " to itself");
    return ends;
}

ScriptLine read_tick(const LineReader& reader, const WordLine& line) {
    if (line.words.size() > 1) {
        reader.require_words(line, 2, "'tick' or 'tick n'");
        reader.number(line, line.words[1], "the number of steps", 1, most_tokens);
    }
    return {.kind = ScriptLine::Kind::tick, .line = line.line};
}

ScriptLine read_send(const LineReader& reader, const WordLine& line, const Network& network) {
    reader.require_words(line, 4, "'send A B k'");
    const unsigned channel = require_link(reader, line, network, 1);
    return {.kind = ScriptLine::Kind::send,
            .process = network.ends(channel).source,
            .channel = channel,
            .amount = reader.number(line, line.words[3], "the number of tokens", 0, most_tokens),
            .line = line.line};
}

ScriptLine read_start(const LineReader& reader, const WordLine& line, const Network& network,
                      unsigned snapshot) {
    reader.require_words(line, 2, "'snapshot A'");
    return {.kind = ScriptLine::Kind::snapshot,
            .process = reader.name(line, line.words[1], names_of(network)),
            .snapshot = snapshot,
            .line = line.line};
}

ScriptLine read_event(const LineReader& reader, const WordLine& line, const Network& network,
                      unsigned snapshots) {
    constexpr std::array<std::string_view, 3> events = {"send", "snapshot", "tick"};
    const std::string_view word = line.words[0];
    if (word == "tick") return read_tick(reader, line);
    if (word == "send") return read_send(reader, line, network);
    if (word == "snapshot") return read_start(reader, line, network, snapshots);
    throw reader.error(line.line, unknown_word("event", word, events).what());
}

// With everything delivered as early as can be, nobody can have more tokens than so.
void check_sends(const Script& script, const LineReader& reader) {
    std::vector<Tokens> tokens = script.servers.tokens;
    std::vector<Tokens> on_the_way(tokens.size());
    for (const ScriptLine& line : script.lines) {
        if (line.kind == ScriptLine::Kind::tick) {
            for (std::size_t p = 0; p < tokens.size(); ++p)
                tokens[p] += std::exchange(on_the_way[p], 0);
        } else if (line.kind == ScriptLine::Kind::send) {
            Tokens& has = tokens[line.process];
            if (has < line.amount)
                throw reader.error(line.line, script.network().name(line.process) +
                                                  " cannot send " + std::to_string(line.amount) +
                                                  (line.amount == 1 ? " token" : " tokens") +
                                                  ": it has at most " + std::to_string(has) +
                                                  " by then");
            has -= line.amount;
            on_the_way[script.network().ends(line.channel).target] += line.amount;
        }
    }
}

Tokens read_message(const LineReader& reader, const WordLine& line, std::string_view word) {
    constexpr std::string_view start = "token(";
    if (!word.starts_with(start) || !word.ends_with(")"))
        throw reader.error(line.line, "message " + in_quotes(word) + " is not like 'token(1)'");
    word.remove_prefix(start.size());
    word.remove_suffix(1);
    return reader.number(line, word, "the number of tokens", 0, most_tokens);
}

void check_every_server(const SnapFile& snap, const Script& script, const LineReader& reader,
                        std::size_t line) {
    std::vector<bool> seen(script.network().processes());
    for (const SnapFile::Server& server : snap.servers) seen[server.process] = true;
    const auto missing = std::ranges::find(seen, false);
    if (missing == seen.end()) return;
    const auto p = static_cast<Process>(missing - seen.begin());
    throw reader.error(line, "server " + in_quotes(script.network().name(p)) + " is missing");
}

void add_server(SnapFile& snap, const WordLine& line, const Script& script,
                const LineReader& reader) {
    const Process p = reader.name(line, line.words[0], names_of(script.network()));
    if (std::ranges::find(snap.servers, p, &SnapFile::Server::process) != snap.servers.end())
        throw reader.error(line.line, "server " + in_quotes(line.words[0]) + " is given twice");
    if (!snap.messages.empty())
        throw reader.error(line.line, "a server after the messages: servers come first");
    snap.servers.push_back(
        {p, reader.number(line, line.words[1], "the number of tokens", 0, 64 * most_tokens),
         line.line});
}

}  // namespace

Servers parse_top(std::string_view text, std::string_view where) {
    LineReader reader(text, where);
    const WordLine& first = reader.take("the number of servers", 1);
    const auto count =
        reader.number(first, first.words[0], "the number of servers", 2, Network::max_processes);
    Names names;
    std::vector<Tokens> tokens;
    while (names.size() < count) {
        const WordLine& line = reader.take("'server tokens'", 2);
        check_name(reader, line, names);
        tokens.push_back(
            reader.number(line, line.words[1], "the number of tokens", 0, most_tokens));
        names.push_back(line.words[0]);
    }
    std::vector<ChannelEnds> links;
    while (!reader.at_end()) {
        const WordLine& line = reader.take("a link", 2);
        links.push_back(read_link(reader, line, names));
        if (std::ranges::count(links, links.back()) > 1)
            throw reader.error(line.line, "this link is given twice");
        if (links.size() > Network::max_channels)
            throw reader.error(line.line, "more than 1024 links");
    }
    return {Network(std::vector<std::string>(names.begin(), names.end()), std::move(links)),
            std::move(tokens), std::string(where)};
}

Script parse_events(Servers servers, std::string_view text, std::string_view where) {
    LineReader reader(text, where);
    Script script{std::move(servers), {}, {}, std::string(where)};
    while (!reader.at_end()) {
        const WordLine& line = reader.take("an event");
        script.lines.push_back(read_event(reader, line, script.network(), script.snapshots()));
        if (script.lines.size() > most_lines)
            throw reader.error(line.line, "more than 10000 events");
        if (script.lines.back().kind == ScriptLine::Kind::snapshot)
            script.initiators.push_back(script.lines.back().process);
    }
    if (script.initiators.empty())
        throw reader.error(0, "no line 'snapshot A': there is nothing to check");
    check_sends(script, reader);
    return script;
}

SnapFile parse_snap(const Script& script, std::string_view text, std::string_view where) {
    LineReader reader(text, where);
    SnapFile snap{0, {}, {}, std::string(where)};
    const WordLine& first = reader.take("the number of the snapshot", 1);
    snap.snapshot = static_cast<unsigned>(
        reader.number(first, first.words[0], "the number of the snapshot", 0, most_tokens));
    if (snap.snapshot >= script.snapshots())
        throw reader.error(first.line, "there is no snapshot " + std::to_string(snap.snapshot) +
                                           ": the last in '" + printable(script.file) + "' is " +
                                           std::to_string(script.snapshots() - 1));
    std::size_t last_line = first.line;
    while (!reader.at_end()) {
        const WordLine& line = reader.take("'server tokens' or 'A B token(k)'");
        last_line = line.line;
        if (line.words.size() == 2) {
            add_server(snap, line, script, reader);
            continue;
        }
        reader.require_words(line, 3, "'server tokens' or 'A B token(k)'");
        check_every_server(snap, script, reader, line.line);
        const unsigned channel = require_link(reader, line, script.network(), 0);
        snap.messages.push_back({channel, read_message(reader, line, line.words[2]), line.line});
        if (snap.messages.size() > most_lines)
            throw reader.error(line.line, "more than 10000 messages");
    }
    check_every_server(snap, script, reader, last_line);
    return snap;
}

std::vector<unsigned> ids_of(const std::vector<SnapFile>& files) {
    std::vector<unsigned> ids;
    for (const SnapFile& file : files) ids.push_back(file.snapshot);
    return ids;
}

Script read_script(const std::string& top, const std::string& events) {
    Servers servers = parse_top(read_text(top), top);
    return parse_events(std::move(servers), read_text(events), events);
}

SnapFile read_snap(const Script& script, const std::string& path) {
    return parse_snap(script, read_text(path), path);
}

}  // namespace snapcheck
