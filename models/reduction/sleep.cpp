#include "models/reduction/sleep.hpp"

#include "models/channels/all.hpp"

namespace snapcheck {

namespace {

/// Kinds of steps by who takes them and where, as snapshot_rules.hpp numbers them: initiation; for
/// each channel, a send; for each channel, an arrival.
class KindsOf {
  public:
    explicit KindsOf(const Network& network) : network_(network) {}

    unsigned send(unsigned channel) const { return 1 + channel; }
    unsigned arrival(unsigned channel) const { return 1 + network_.channels() + channel; }

    Kinds of(Process p, bool initiates) const {
        Kinds kinds = initiates ? 1 : 0;
        for (const unsigned c : network_.outputs(p)) kinds |= Kinds{1} << send(c);
        for (const unsigned c : network_.inputs(p)) kinds |= Kinds{1} << arrival(c);
        return kinds;
    }
    Kinds arrivals_from(Process p) const {
        Kinds kinds = 0;
        for (const unsigned c : network_.outputs(p)) kinds |= Kinds{1} << arrival(c);
        return kinds;
    }

  private:
    const Network& network_;
};

// Whoever begins one of the snapshots.
bool initiates(const Instance& instance, Process p) {
    for (unsigned s = 0; s < instance.snapshots; ++s)
        if (instance.with_only(s).initiates(p)) return true;
    return false;
}

SleepSets sleep_sets(const Instance& instance, unsigned kinds, bool ordered) {
    const KindsOf kinds_of(instance.network);
    SleepSets sets{std::vector<Kinds>(kinds)};
    const auto depend = [&](Kinds some, Kinds others) {
        for (unsigned kind = 0; kind < kinds; ++kind)
            if ((some >> kind & 1) != 0) sets.dependent[kind] |= others;
    };
    for (Process p = 0; p < instance.network.processes(); ++p) {
        const Kinds own = kinds_of.of(p, initiates(instance, p));
        depend(own, own);
        // Without an order, what is put into a channel is one more thing that may arrive.
        if (ordered) continue;
        depend(own, kinds_of.arrivals_from(p));
        depend(kinds_of.arrivals_from(p), own);
    }
    return sets;
}

}  // namespace

template <class Channels>
SleepSetsFound sleep_sets_on(const SnapshotState<Channels>& rules, unsigned kinds,
                             const std::string& obstacle) {
    if (!obstacle.empty()) return {std::nullopt, obstacle};
    if (rules.plan().instance.initiators.size() > 1)
        return {std::nullopt, "with several initiators, runs to one state differ in length"};
    if (Channels::has_transport || kinds == 0)
        return {std::nullopt, "what happens on one channel bears on others"};
    if (kinds > most_sleeping_kinds)
        return {std::nullopt, "more than 31 channels are more than a sleep set is built for"};
    return {sleep_sets(rules.plan().instance, kinds, Channels::ordered), {}};
}

template SleepSetsFound sleep_sets_on(const SnapshotState<Bag>&, unsigned, const std::string&);
template SleepSetsFound sleep_sets_on(const SnapshotState<Bounded>&, unsigned, const std::string&);
template SleepSetsFound sleep_sets_on(const SnapshotState<Causal>&, unsigned, const std::string&);
template SleepSetsFound sleep_sets_on(const SnapshotState<Duplicating>&, unsigned,
                                      const std::string&);
template SleepSetsFound sleep_sets_on(const SnapshotState<Fifo>&, unsigned, const std::string&);
template SleepSetsFound sleep_sets_on(const SnapshotState<Lossy>&, unsigned, const std::string&);

}  // namespace snapcheck
