// An exact set of states: the states in the order of arrival, and an open-addressing index into
// them. One worker owns a set while it grows, so there is no lock and no atomic. States are
// compared word for word: a hash only says where to look.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "checker/words.hpp"

namespace snapcheck {

/// Room for `more` elements in a vector that grows by half: doubling would leave more of it empty.
template <class Value>
void make_room(std::vector<Value>& values, std::size_t more) {
    if (values.size() + more > values.capacity())
        values.reserve(values.size() + values.size() / 2 + more + 8);
}

template <class State>
class StateSet {
  public:
    struct Place {
        std::uint32_t index;
        bool fresh;  // it was not in the set before
    };

    Place insert(const State& state, std::uint64_t hash_of_state) {
        if ((states_.size() + 1) * 2 > slots_.size()) grow();
        std::uint32_t& slot = slots_[probe(state, hash_of_state)];
        if (slot != 0) return {slot - 1, false};
        make_room(states_, 1);
        states_.push_back(state);
        slot = static_cast<std::uint32_t>(states_.size());
        return {slot - 1, true};
    }

    std::optional<std::uint32_t> find(const State& state, std::uint64_t hash_of_state) const {
        if (slots_.empty()) return std::nullopt;
        const std::uint32_t slot = slots_[probe(state, hash_of_state)];
        return slot == 0 ? std::nullopt : std::optional(slot - 1);
    }

    std::size_t size() const { return states_.size(); }
    const State& operator[](std::size_t index) const { return states_[index]; }
    std::size_t bytes() const {
        return states_.capacity() * sizeof(State) + slots_.capacity() * sizeof(std::uint32_t);
    }

  private:
    // The slot that holds the state, or the empty one where it belongs.
    std::size_t probe(const State& state, std::uint64_t hash_of_state) const {
        const std::size_t mask = slots_.size() - 1;
        std::size_t at = hash_of_state & mask;
        while (slots_[at] != 0 && !(states_[slots_[at] - 1] == state)) at = (at + 1) & mask;
        return at;
    }

    void grow() {
        slots_.assign(slots_.empty() ? 16 : slots_.size() * 2, 0U);
        for (std::uint32_t i = 0; i < states_.size(); ++i)
            slots_[probe(states_[i], hash(states_[i]))] = i + 1;
    }

    std::vector<State> states_;
    std::vector<std::uint32_t> slots_;  // index + 1; 0 is empty; at most half full
};

}  // namespace snapcheck
