// All states that a search has kept, with their places, so that paths can be followed from one to
// the next without a pointer in either of them.
#pragma once

#include <optional>

#include "checker/generator.hpp"
#include "checker/layer.hpp"

namespace snapcheck {

template <class State>
class KeptStates {
  public:
    struct Place {
        std::size_t layer;
        std::size_t shard;
        std::size_t index;
    };

    KeptStates(const Generator& model, std::vector<Layer<State>> layers)
        : model_(model), layers_(std::move(layers)) {}

    const std::vector<Layer<State>>& layers() const { return layers_; }
    const State& state(const Place& at) const { return shard(at).states[at.index]; }
    unsigned depth(const Place& at) const { return shard(at).depths[at.index]; }

    std::optional<Place> find(std::size_t layer, const State& wanted) const {
        if (layer >= layers_.size()) return std::nullopt;
        const std::uint64_t h = hash(wanted);
        const std::size_t shard = layers_[layer].shard_of(h);
        const auto index = layers_[layer].shards[shard].states.find(wanted, h);
        if (!index) return std::nullopt;
        return Place{layer, shard, *index};
    }

    /// Where a step leads to, if that lies one step deeper: only such steps are on shortest paths.
    std::optional<Place> after(const Place& at, Step step) const {
        const State next = model_.after(state(at), step);
        const auto place = find(at.layer + model_.rise(state(at).data(), step, next.data()), next);
        if (!place || depth(*place) != depth(at) + 1) return std::nullopt;
        return place;
    }

  private:
    const Shard<State>& shard(const Place& at) const { return layers_[at.layer].shards[at.shard]; }

    const Generator& model_;
    std::vector<Layer<State>> layers_;
};

}  // namespace snapcheck
