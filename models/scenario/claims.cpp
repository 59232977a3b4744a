#include "models/scenario/claims.hpp"

#include <algorithm>
#include <numeric>

namespace snapcheck {

namespace {

// Beyond this many different sums a server says nothing: that rules out less, and never too much.
constexpr std::size_t most_sums = 2'000;

std::vector<unsigned> up_to(unsigned most) {
    std::vector<unsigned> places(most + 1);
    std::iota(places.begin(), places.end(), 0U);
    return places;
}

void sort_and_unite(std::vector<Tokens>& sums) {
    std::ranges::sort(sums);
    const auto repeated = std::ranges::unique(sums);
    sums.erase(repeated.begin(), repeated.end());
}

std::vector<Tokens> every_sum(const std::vector<Tokens>& a, const std::vector<Tokens>& b) {
    std::vector<Tokens> sums;
    for (const Tokens x : a)
        for (const Tokens y : b) sums.push_back(x + y);
    sort_and_unite(sums);
    return sums;
}

}  // namespace

Claims claims_of(const SnapFile& file, const Network& network) {
    Claims claims(network);
    for (const auto& server : file.servers) claims.tokens[server.process] = server.tokens;
    for (const auto& message : file.messages)
        claims.messages[network.ends(message.channel).target].push_back(message);
    claims.complete = true;
    return claims;
}

Places::Places(const Timeline& timeline, unsigned snapshot, const Claims& claims)
    : timeline_(&timeline), claims_(&claims), records_(timeline.network().channels()) {
    for (const auto& messages : claims.messages)
        for (const auto& message : messages) records_[message.channel].push_back(message.amount);
    begin(snapshot);
    const Network& network = timeline.network();
    for (bool narrowed = true; narrowed && !none_;) {
        narrowed = false;
        for (unsigned c = 0; c < network.channels(); ++c) narrowed |= narrow_link(c);
        for (Process p = 0; p < network.processes() && !none_; ++p) narrowed |= narrow_server(p);
    }
}

// Nobody records before the snapshot starts, and who starts it records just then.
void Places::begin(unsigned snapshot) {
    const Network& network = timeline_->network();
    const Process initiator = timeline_->initiator(snapshot);
    for (Process p = 0; p < network.processes(); ++p) {
        sends_.push_back(up_to(timeline_->sends(p)));
        const unsigned least = timeline_->sends_at_start(p, snapshot);
        std::erase_if(sends_[p], [&](unsigned place) {
            return place < least || (p == initiator && place > least);
        });
    }
    for (unsigned c = 0; c < network.channels(); ++c)
        receipts_.push_back(up_to(network.ends(c).target == initiator
                                      ? timeline_->arrived_at_start(c, snapshot)
                                      : timeline_->messages(c)));
}

bool Places::fits(unsigned channel, unsigned sent, unsigned received) const {
    const std::vector<Tokens>& record = records_[channel];
    if (sent < received + record.size()) return false;
    if (claims_->complete && sent > received + record.size()) return false;
    for (unsigned i = 0; i < record.size(); ++i)
        if (timeline_->amount(channel, received + i) != record[i]) return false;
    return true;
}

template <class Keep>
bool Places::keep_if(std::vector<unsigned>& places, Keep keep) {
    const bool narrowed = std::erase_if(places, [&](unsigned place) { return !keep(place); }) != 0;
    none_ |= places.empty();
    return narrowed;
}

// A place on one side of a link stays if some place on the other side fits it.
bool Places::narrow_link(unsigned channel) {
    std::vector<unsigned>& sends = sends_[timeline_->network().ends(channel).source];
    std::vector<unsigned>& receipts = receipts_[channel];
    const auto fit = [&](unsigned send, unsigned receipt) {
        return fits(channel, timeline_->carried(channel, send), receipt);
    };
    const bool by_receipts = keep_if(sends, [&](unsigned send) {
        return std::ranges::any_of(receipts, [&](unsigned receipt) { return fit(send, receipt); });
    });
    const bool by_sends = keep_if(receipts, [&](unsigned receipt) {
        return std::ranges::any_of(sends, [&](unsigned send) { return fit(send, receipt); });
    });
    return by_receipts || by_sends;
}

bool Places::possible(Process p, unsigned sends, Tokens received) const {
    const Tokens has = timeline_->script().servers.tokens[p] + received;
    return has >= timeline_->sent(p, sends) && has_tokens(p, has - timeline_->sent(p, sends));
}

// Before its next send, a server can only have received what was sent before the last tick.
std::vector<unsigned> Places::receipts_with(unsigned channel, unsigned sends) const {
    std::vector<unsigned> places = receipts_[channel];
    std::erase_if(places,
                  [&](unsigned place) { return place > timeline_->arrived_after(channel, sends); });
    return places;
}

// What can have been received before recording: for each input the sums of all others, and last the
// sums of all. Nothing, if these are too many.
std::optional<std::vector<Places::Sums>> Places::sums_without(Process p, unsigned sends) const {
    const auto inputs = timeline_->network().inputs(p);
    std::vector<Sums> sums(inputs.size() + 1, Sums{0});
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        Sums own;
        for (const unsigned place : receipts_with(inputs[i], sends))
            own.push_back(timeline_->sum(inputs[i], place));
        sort_and_unite(own);
        for (std::size_t k = 0; k < sums.size(); ++k) {
            if (k == i) continue;
            if (sums[k].size() * own.size() > most_sums) return std::nullopt;
            sums[k] = every_sum(sums[k], own);
        }
    }
    return sums;
}

// A place of a server, or of one of its inputs, stays if the others can add up to the tokens.
bool Places::narrow_server(Process p) {
    const auto inputs = timeline_->network().inputs(p);
    std::vector<unsigned> sends;
    std::vector<std::vector<unsigned>> receipts(inputs.size());
    for (const unsigned send : sends_[p]) {
        const auto sums = sums_without(p, send);
        if (!sums) return false;
        const auto some = [&](const Sums& others, Tokens own) {
            return std::ranges::any_of(others,
                                       [&](Tokens sum) { return possible(p, send, own + sum); });
        };
        if (some(sums->back(), 0)) sends.push_back(send);
        for (std::size_t i = 0; i < inputs.size(); ++i)
            for (const unsigned place : receipts_with(inputs[i], send))
                if (some((*sums)[i], timeline_->sum(inputs[i], place)))
                    receipts[i].push_back(place);
    }
    const auto among = [](const std::vector<unsigned>& kept) {
        return [&](unsigned place) { return std::ranges::find(kept, place) != kept.end(); };
    };
    bool narrowed = keep_if(sends_[p], among(sends));
    for (std::size_t i = 0; i < inputs.size(); ++i)
        narrowed |= keep_if(receipts_[inputs[i]], among(receipts[i]));
    return narrowed;
}

}  // namespace snapcheck
