#include "models/smallest.hpp"

#include <algorithm>
#include <utility>

namespace snapcheck {

namespace {

class SmallestSearch {
  public:
    SmallestSearch(const AlgorithmEntry& algorithm, const SmallestBounds& bounds,
                   ManyOptions options)
        : algorithm_(algorithm), bounds_(bounds), options_(std::move(options)) {
        options_.first_violation_only = true;
    }

    Smallest run() {
        for (unsigned processes = 2; processes <= bounds_.processes && !ended(); ++processes)
            try_size(processes);
        return std::move(answer_);
    }

  private:
    void try_size(unsigned processes) {
        std::vector<Instance> instances = instances_of_size(
            processes, bounds_.scope, {bounds_.channels, 0, bounds_.may_fall_silent});
        for (std::span<Instance> rest = instances; !rest.empty() && !ended();) {
            const std::span<Instance> group = as_many_channels_as_first(rest);
            for (unsigned messages = 0; messages <= bounds_.messages && !ended(); ++messages) {
                for (Instance& instance : group) instance.messages = messages;
                try_group(group);
            }
            rest = rest.subspan(group.size());
        }
    }

    static std::span<Instance> as_many_channels_as_first(std::span<Instance> instances) {
        const unsigned channels = instances.front().network.channels();
        const auto end = std::ranges::find_if(instances, [&](const Instance& instance) {
            return instance.network.channels() != channels;
        });
        return instances.first(static_cast<std::size_t>(end - instances.begin()));
    }

    // Of instances of one size, the first that is violated is the answer.
    void try_group(std::span<const Instance> group) {
        std::vector<Attempt> attempts = check_many(algorithm_, group, options_);
        for (std::size_t i = 0; i < group.size(); ++i) {
            auto& result = attempts[i].result;
            if (result && attempts[i].verdict == Attempt::Verdict::violated) {
                answer_.instance = group[i];
                answer_.result = std::move(*result);
                return;
            }
            answer_.smaller.add(attempts[i]);
        }
        const auto* interrupt = options_.each.limits.interrupt;
        answer_.smaller.interrupted |= interrupt != nullptr && interrupt->load();
    }

    bool ended() const { return answer_.instance || answer_.smaller.interrupted; }

    const AlgorithmEntry& algorithm_;
    const SmallestBounds& bounds_;
    ManyOptions options_;
    Smallest answer_;
};

}  // namespace

Smallest find_smallest(const AlgorithmEntry& algorithm, const SmallestBounds& bounds,
                       const ManyOptions& options) {
    return SmallestSearch(algorithm, bounds, options).run();
}

}  // namespace snapcheck
