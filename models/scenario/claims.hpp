// What files say of one snapshot, and which cuts can be meant. A cut gives each server a place in
// its own sends and in each of its inputs; what the files say is checked on each server and each
// link by itself until nothing more can be ruled out.
#pragma once

#include <cassert>
#include <optional>

#include "models/scenario/timeline.hpp"

namespace snapcheck {

/// What is said of a snapshot so far: perhaps everything, perhaps the first lines of its file.
struct Claims {
    std::vector<std::optional<Tokens>> tokens;  // by server
    std::vector<std::vector<SnapFile::Message>>
        messages;           // by destination, in the order of arrival
    bool complete = false;  // nothing else was recorded

    explicit Claims(const Network& network)
        : tokens(network.processes()), messages(network.processes()) {}
};

/// All that a file says.
Claims claims_of(const SnapFile& file, const Network& network);

/// Places that the cut of one snapshot can have; supersets of those that it does have in any run.
class Places {
  public:
    /// `snapshot` counts those that the timeline asks about. Both have to outlive the places.
    Places(const Timeline& timeline, unsigned snapshot, const Claims& claims);

    /// Nothing is left somewhere: no cut can be meant.
    bool none() const { return none_; }
    /// After how many of its sends a server may record; in increasing order.
    const std::vector<unsigned>& sends(Process p) const { return sends_[p]; }
    /// After how many messages of a link its destination may record; in increasing order.
    const std::vector<unsigned>& receipts(unsigned channel) const { return receipts_[channel]; }
    /// Whether messages received+1..sent of a link can be its record.
    bool fits(unsigned channel, unsigned sent, unsigned received) const;
    /// What the server records at such a place.
    bool has_tokens(Process p, Tokens tokens) const {
        return !claims_->tokens[p] || *claims_->tokens[p] == tokens;
    }
    /// The message that the destination records after `count` others; nullptr: any, or, where the
    /// claims are complete, none.
    const SnapFile::Message* next_message(Process p, unsigned count) const {
        return count < claims_->messages[p].size() ? &claims_->messages[p][count] : nullptr;
    }
    bool complete() const { return claims_->complete; }

  private:
    using Sums = std::vector<Tokens>;

    void begin(unsigned snapshot);
    bool narrow_link(unsigned channel);
    bool narrow_server(Process p);
    // Places of an input that go together with one of its server.
    std::vector<unsigned> receipts_with(unsigned channel, unsigned sends) const;
    std::optional<std::vector<Sums>> sums_without(Process p, unsigned sends) const;
    bool possible(Process p, unsigned sends, Tokens received) const;
    template <class Keep>
    bool keep_if(std::vector<unsigned>& places, Keep keep);

    const Timeline* timeline_;
    const Claims* claims_;
    std::vector<std::vector<Tokens>> records_;  // by link, what the claims say is in it
    std::vector<std::vector<unsigned>> sends_, receipts_;
    bool none_ = false;
};

}  // namespace snapcheck
