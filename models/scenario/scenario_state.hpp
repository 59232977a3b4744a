// What a state of a scenario holds, and where in its words. A link needs no list of what is on it:
// the script fixes the messages, and their order of recording fixes the markers, so two counts say
// all. Places that the files leave no choice about take no bits.
#pragma once

#include "models/channels/sequence.hpp"
#include "models/scenario/claims.hpp"
#include "models/scenario/order.hpp"

namespace snapcheck {

/// The parts of a state, read and written in place. The words are somebody else's.
class ScenarioLayout {
  public:
    /// Without places: room for all that there can be, and for the record itself.
    /// `detours`: how many are counted.
    ScenarioLayout(const Timeline& timeline, const std::vector<Places>* places, unsigned detours);

    unsigned words() const { return words_; }
    void start(std::uint64_t* state) const;

    /// How many lines have been read.
    unsigned line(const std::uint64_t* state) const { return number(line_, state); }
    void next_line(std::uint64_t* state) const { line_.add(state, 1); }

    /// How often another step was taken than the likeliest.
    unsigned detours(const std::uint64_t* state) const { return number(detours_, state); }
    void add_detour(std::uint64_t* state) const { detours_.add(state, 1); }

    /// How many messages, and how many markers, a link has delivered.
    unsigned messages(const std::uint64_t* state, unsigned channel) const {
        return number(messages_[channel], state);
    }
    unsigned markers(const std::uint64_t* state, unsigned channel) const {
        return number(markers_[channel], state);
    }
    void deliver_message(std::uint64_t* state, unsigned channel) const {
        messages_[channel].add(state, 1);
    }
    void deliver_marker(std::uint64_t* state, unsigned channel) const;

    /// The snapshots that a server has recorded, in order.
    Order order(const std::uint64_t* state, Process p) const {
        return codes_.decode(orders_[p].get(state));
    }
    /// `sends`: how many messages p has sent; its inputs have delivered what they have.
    void record(std::uint64_t* state, Process p, unsigned snapshot, unsigned sends) const;
    /// Where p recorded: after how many sends, and after how many messages of an input.
    unsigned sends_at(const std::uint64_t* state, Process p, unsigned snapshot) const;
    unsigned receipts_at(const std::uint64_t* state, unsigned channel, unsigned snapshot) const;

    /// Without places: where the record of a link ends, and in which order messages that are
    /// recorded arrive at a server, each by its input.
    unsigned end_of_record(const std::uint64_t* state, unsigned channel) const {
        return number(ends_[channel], state);
    }
    void note_arrival(std::uint64_t* state, unsigned channel) const;
    std::vector<unsigned> arrivals(const std::uint64_t* state, Process p) const;

  private:
    struct Place {
        Field field;
        std::vector<unsigned> places;
    };

    static unsigned number(const Field& field, const std::uint64_t* state) {
        return static_cast<unsigned>(field.get(state));
    }
    static void put(const Place& place, std::uint64_t* state, unsigned value);
    static unsigned take(const Place& place, const std::uint64_t* state) {
        return place.places[place.field.get(state)];
    }
    void add_places(LayoutBuilder& layout, const std::vector<Places>* places);
    void add_record(LayoutBuilder& layout);

    const Timeline* timeline_;
    OrderCodes codes_;
    bool keeps_record_;
    Field line_, detours_;
    std::vector<Field> messages_, markers_, orders_, ends_;
    std::vector<Place> sends_, receipts_;  // asked() for each server, for each link
    std::vector<Sequence> arrivals_;
    std::vector<unsigned> input_number_;  // of a link, among those of its destination
    unsigned words_ = 0;
};

}  // namespace snapcheck
