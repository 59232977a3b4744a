// The files are added one by one, and of the one that makes it impossible the lines, until nothing
// can come out any more.
#include "models/scenario/reason.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "models/scenario/decide.hpp"
#include "models/scenario/tell.hpp"
#include "models/topology/named_graph.hpp"

namespace snapcheck {

namespace {

// A question about the first lines of a file may be much harder than the whole one. Where one takes
// more states than this, its last line is not blamed; a later one is.
constexpr std::uint64_t states_for_a_line = 5'000;

/// Files that cannot come out together, though all but the last can.
class Contradiction {
  public:
    Contradiction(const Script& script, std::vector<SnapFile> files, const SearchOptions& options)
        : files_(std::move(files)),
          last_(files_.back()),
          options_(options),
          timeline_(script, ids_of(files_)) {
        options_.limits.max_states = std::min(options_.limits.max_states, states_for_a_line);
    }

    Contradiction(const Contradiction&) = delete;
    Contradiction& operator=(const Contradiction&) = delete;

    std::string reason() const {
        const std::size_t lines = last_.servers.size() + last_.messages.size();
        std::size_t count =
            fewest(lines + 1, [&](const auto& claims) { return ruled_out(claims); });
        count = fewest(count, [&](const auto& claims) { return proved_impossible(claims); });
        if (count == 0) return error_at(last_.file, 0, sentence_without_lines()).what();
        const bool first = count == 1 && files_.size() == 1;
        if (count <= last_.servers.size()) return about(last_.servers[count - 1], first);
        if (count <= lines) return about(last_.messages[count - 1 - last_.servers.size()]);
        return error_at(last_.file, last_line(),
                        "more has to be recorded in " + snapshot() + " than up to here" + total())
            .what();
    }

  private:
    // What the other files say, and the first `count` lines of the last one; one more is its end.
    std::vector<Claims> first_claims(std::size_t count) const {
        std::vector<Claims> claims;
        for (const SnapFile& file : files_) claims.push_back(claims_of(file, timeline_.network()));
        SnapFile part = last_;
        part.servers.resize(std::min(count, last_.servers.size()));
        part.messages.resize(std::min(count - part.servers.size(), last_.messages.size()));
        claims.back() = claims_of(part, timeline_.network());
        claims.back().complete = count > last_.servers.size() + last_.messages.size();
        return claims;
    }

    bool ruled_out(const std::vector<Claims>& claims) const {
        return Places(timeline_, timeline_.asked() - 1, claims.back()).none();
    }

    bool proved_impossible(const std::vector<Claims>& claims) const {
        try {
            return decide(timeline_, claims, options_).verdict == Answer::Verdict::impossible;
        } catch (const InputError&) {  // too little is said for a state to be small enough
            return false;
        }
    }

    // The smallest count, at most `most`, of lines with which it fails.
    template <class Fails>
    std::size_t fewest(std::size_t most, Fails fails) const {
        std::vector<std::size_t> counts(most);
        std::iota(counts.begin(), counts.end(), std::size_t{0});
        const auto found = std::ranges::partition_point(
            counts, [&](std::size_t count) { return !fails(first_claims(count)); });
        return static_cast<std::size_t>(found - counts.begin());
    }

    // Whether the claim cannot be, whatever else is said.
    bool impossible_alone(const SnapFile& claim) const {
        Claims claims = claims_of(claim, timeline_.network());
        claims.complete = false;
        return ruled_out({claims});
    }

    std::string about(const SnapFile::Server& server, bool first) const {
        const Tokens most = most_tokens(server.process);
        const bool alone = first || impossible_alone({last_.snapshot, {server}, {}, ""});
        const std::string why =
            server.tokens > most
                ? ": it has at most " + std::to_string(most) + " at any time"
                : (alone ? ": it has another number whenever it can record" : together());
        return error_at(last_.file, server.line,
                        timeline_.network().name(server.process) + " cannot have recorded " +
                            tokens_in_words(server.tokens) + " in " + snapshot() + why + total())
            .what();
    }

    std::string about(const SnapFile::Message& message) const {
        const std::string name = "token(" + std::to_string(message.amount) + ") on " +
                                 timeline_.network().channel_name(message.channel);
        const bool alone = impossible_alone({last_.snapshot, {}, {message}, ""});
        const std::string what = is_sent(message)
                                     ? name + " cannot be in the record of " + snapshot() +
                                           (alone ? " in any run" : together())
                                     : name + " is never sent";
        return error_at(last_.file, message.line, what + total()).what();
    }

    std::string sentence_without_lines() const {
        return snapshot() + " cannot be recorded by all" + together();
    }

    std::size_t last_line() const {
        return last_.messages.empty() ? last_.servers.back().line : last_.messages.back().line;
    }

    std::string snapshot() const { return "snapshot " + std::to_string(last_.snapshot); }

    std::string together() const {
        return files_.size() == 1 ? " together with what stands before"
                                  : " together with what stands before and in the files before";
    }

    bool is_sent(const SnapFile::Message& message) const {
        for (unsigned i = 0; i < timeline_.messages(message.channel); ++i)
            if (timeline_.amount(message.channel, i) == message.amount) return true;
        return false;
    }

    // What a server has if everything arrives as early as it can.
    Tokens most_tokens(Process p) const {
        Tokens has = timeline_.script().servers.tokens[p];
        Tokens most = has;
        Tokens on_the_way = 0;
        for (const ScriptLine& line : timeline_.script().lines) {
            if (line.kind == ScriptLine::Kind::tick) has += std::exchange(on_the_way, 0);
            most = std::max(most, has);
            if (line.kind != ScriptLine::Kind::send) continue;
            if (line.process == p) has -= line.amount;
            if (timeline_.network().ends(line.channel).target == p) on_the_way += line.amount;
        }
        return std::max(most, has + on_the_way);
    }

    // Tokens are conserved; a file in which they are not is wrong somewhere, perhaps further up.
    std::string total() const {
        Tokens recorded = 0;
        for (const auto& server : last_.servers) recorded += server.tokens;
        for (const auto& message : last_.messages) recorded += message.amount;
        const std::vector<Tokens>& tokens = timeline_.script().servers.tokens;
        const Tokens all = std::accumulate(tokens.begin(), tokens.end(), Tokens{0});
        if (recorded == all) return "";
        return " (the file has " + tokens_in_words(recorded) + " in all, the scenario " +
               std::to_string(all) + ")";
    }

    std::vector<SnapFile> files_;
    const SnapFile& last_;
    SearchOptions options_;
    Timeline timeline_;
};

}  // namespace

std::string why_impossible(const Script& script, const std::vector<SnapFile>& files,
                           const SearchOptions& options) {
    std::vector<SnapFile> first;
    std::vector<Claims> claims;
    for (const SnapFile& file : files) {
        first.push_back(file);
        claims.push_back(claims_of(file, script.network()));
        if (first.size() == files.size()) break;
        const Answer answer = decide(Timeline(script, ids_of(first)), claims, options);
        if (answer.verdict == Answer::Verdict::impossible) break;
    }
    return Contradiction(script, std::move(first), options).reason();
}

}  // namespace snapcheck
