// What an algorithm is behind the face of AlgorithmPart. Included once for each algorithm, by
// entry.hpp.
#pragma once

#include "models/application/algorithm_part.hpp"
#include "models/part.hpp"
#include "models/spelling.hpp"

namespace snapcheck {

namespace detail {

template <class Part>
consteval bool speaks_of_messages();

template <class Value>
struct SpeaksOfMessages {
    static constexpr bool value = [] {
        if constexpr (std::is_class_v<Value> && std::is_aggregate_v<Value>)
            return speaks_of_messages<Value>();
        return false;
    }();
};
template <>
struct SpeaksOfMessages<MessageSet> : std::true_type {};
template <>
struct SpeaksOfMessages<ChannelSet> : std::false_type {};
template <>
struct SpeaksOfMessages<Count> : std::false_type {};
template <>
struct SpeaksOfMessages<Balance> : std::false_type {};
template <>
struct SpeaksOfMessages<ProcessId> : std::false_type {};
template <class Value>
struct SpeaksOfMessages<PerChannel<Value>> : SpeaksOfMessages<Value> {};
template <class Value>
struct SpeaksOfMessages<PerProcess<Value>> : SpeaksOfMessages<Value> {};

template <class Part>
consteval bool speaks_of_messages() {
    return []<class... Members>(std::type_identity<std::tuple<Members*...>>) {
        return (false || ... || SpeaksOfMessages<std::remove_cv_t<Members>>::value);
    }(std::type_identity<decltype(members_of(std::declval<Part&>()))>{});
}

template <class Algorithm>
class PartOf final : public AlgorithmPart {
    using Control = snapcheck::ControlOf<Algorithm>;
    using Stamp = snapcheck::StampOf<Algorithm>;

  public:
    AlgorithmShape shape() const override { return shape_of<Algorithm>(); }
    void start(std::uint64_t* state, const PartOfProcess& part) const override {
        store(state, part, Algorithm{});
    }

    Deeds initiate(std::uint64_t* state, const PartOfProcess& part,
                   const SnapshotSoFar& so_far) const override {
        return acting(state, part, so_far, {},
                      [](Algorithm& algorithm, auto& site) { algorithm.initiate(site); });
    }

    Deeds receive(std::uint64_t* state, const PartOfProcess& part, const SnapshotSoFar& so_far,
                  Channel from, [[maybe_unused]] std::uint64_t stamp) const override {
        return acting(state, part, so_far, from, [&](Algorithm& algorithm, auto& site) {
            if constexpr (stamps<Algorithm>)
                algorithm.receive(site, from, the_message,
                                  decoded<Stamp>(stamp, of_messages(part)));
            else
                algorithm.receive(site, from, the_message);
        });
    }

    Deeds receive_control([[maybe_unused]] std::uint64_t* state,
                          [[maybe_unused]] const PartOfProcess& part,
                          [[maybe_unused]] const SnapshotSoFar& so_far,
                          [[maybe_unused]] Channel from,
                          [[maybe_unused]] std::uint64_t control) const override {
        if constexpr (has_control<Algorithm>)
            return acting(state, part, so_far, {}, [&](Algorithm& algorithm, auto& site) {
                algorithm.receive(site, from, decoded<Control>(control, of_messages(part)));
            });
        return {};
    }

    Deeds overhear([[maybe_unused]] std::uint64_t* state,
                   [[maybe_unused]] const PartOfProcess& part,
                   [[maybe_unused]] const SnapshotSoFar& so_far, [[maybe_unused]] Channel from,
                   [[maybe_unused]] std::uint64_t control) const override {
        if constexpr (Overhears<Algorithm>)
            return acting(state, part, so_far, {}, [&](Algorithm& algorithm, auto& site) {
                algorithm.overhear(site, from, decoded<Control>(control, of_messages(part)));
            });
        return {};
    }

    Deeds send([[maybe_unused]] std::uint64_t* state, [[maybe_unused]] const PartOfProcess& part,
               [[maybe_unused]] const SnapshotSoFar& so_far, [[maybe_unused]] Channel to,
               [[maybe_unused]] std::uint64_t& stamp) const override {
        if constexpr (StampsMessages<Algorithm> || StampsMessagesAtSite<Algorithm> ||
                      PreparesSends<Algorithm>)
            return acting(state, part, so_far, {}, [&](Algorithm& algorithm, auto& site) {
                if constexpr (PreparesSends<Algorithm>)
                    algorithm.send(site, to);
                else if constexpr (StampsMessagesAtSite<Algorithm>)
                    stamp = Codec<Stamp>::encode(algorithm.send(site, to), of_messages(part));
                else
                    stamp = Codec<Stamp>::encode(algorithm.send(to), of_messages(part));
            });
        return {};
    }

    Deeds act([[maybe_unused]] std::uint64_t* state, [[maybe_unused]] const PartOfProcess& part,
              [[maybe_unused]] const SnapshotSoFar& so_far) const override {
        if constexpr (ActsOnItsOwn<Algorithm>)
            return acting(state, part, so_far, {},
                          [](Algorithm& algorithm, auto& site) { algorithm.act(site); });
        return {};
    }

    bool may_initiate(View state, const PartOfProcess& part,
                      const SnapshotSoFar& so_far) const override {
        if constexpr (HoldsBackInitiation<Algorithm>)
            return asked(state, part, so_far, [](const Algorithm& algorithm, const auto& site) {
                return algorithm.may_initiate(site);
            });
        return !so_far.recorded;
    }
    bool may_send([[maybe_unused]] View state, [[maybe_unused]] const PartOfProcess& part,
                  [[maybe_unused]] const SnapshotSoFar& so_far,
                  [[maybe_unused]] Channel to) const override {
        if constexpr (HoldsBackSends<Algorithm>)
            return asked(state, part, so_far, [&](const Algorithm& algorithm, const auto& site) {
                return algorithm.may_send(site, to);
            });
        return true;
    }
    bool may_receive([[maybe_unused]] View state, [[maybe_unused]] const PartOfProcess& part,
                     [[maybe_unused]] const SnapshotSoFar& so_far,
                     [[maybe_unused]] Channel from) const override {
        if constexpr (HoldsBackReceipts<Algorithm>)
            return asked(state, part, so_far, [&](const Algorithm& algorithm, const auto& site) {
                return algorithm.may_receive(site, from);
            });
        return true;
    }
    bool ready([[maybe_unused]] View state, [[maybe_unused]] const PartOfProcess& part,
               [[maybe_unused]] const SnapshotSoFar& so_far) const override {
        if constexpr (ActsOnItsOwn<Algorithm>)
            return asked(state, part, so_far, [](const Algorithm& algorithm, const auto& site) {
                return algorithm.ready(site);
            });
        return false;
    }
    bool done(View state, const PartOfProcess& part, const SnapshotSoFar& so_far) const override {
        return asked(state, part, so_far, [](const Algorithm& algorithm, const auto& site) {
            return algorithm.done(site);
        });
    }
    bool keeps([[maybe_unused]] View state, [[maybe_unused]] const PartOfProcess& part,
               [[maybe_unused]] Channel from) const override {
        if constexpr (KeepsMessages<Algorithm>) return load(state, part).keeps(from);
        return false;
    }
    bool collected([[maybe_unused]] View state,
                   [[maybe_unused]] const std::vector<PartOfProcess>& parts) const override {
        if constexpr (IsCollected<Algorithm>) return of_all(state, parts, &Algorithm::collected);
        return true;
    }
    bool keeps_invariant([[maybe_unused]] View state,
                         [[maybe_unused]] const std::vector<PartOfProcess>& parts) const override {
        if constexpr (HasInvariant<Algorithm>) return of_all(state, parts, &Algorithm::invariant);
        return true;
    }

    std::vector<Fact> memory(View state, const PartOfProcess& part, const Network& network,
                             Process p) const override {
        std::vector<Fact> facts;
        Speller(network, part.channels)
            .each_member(load(state, part), [&](std::string_view name, const std::string& value) {
                facts.push_back({network.name(p) + " " + std::string(name), value});
            });
        return facts;
    }
    ChannelSet awaited([[maybe_unused]] View state, [[maybe_unused]] const PartOfProcess& part,
                       [[maybe_unused]] const SnapshotSoFar& so_far) const override {
        if constexpr (SaysWhatItAwaits<Algorithm>)
            return asked(state, part, so_far, [](const Algorithm& algorithm, const auto& site) {
                return algorithm.awaited(site);
            });
        return {};
    }
    std::string spell_control([[maybe_unused]] std::uint64_t code,
                              [[maybe_unused]] const Network& network) const override {
        if constexpr (has_control<Algorithm>)
            return Speller(network).spell(
                decoded<Control>(code, {0, 0, {}, network.processes(), 0}));
        return {};
    }
    std::string_view own_step() const override {
        if constexpr (requires { Algorithm::own_step; }) return Algorithm::own_step;
        return "takes a step of its own";
    }

  private:
    // Messages of an application have no numbers: there would be no end to them.
    static constexpr Message the_message{1};

    // Control messages and stamps name no channel of a process.
    static Extent of_messages(const PartOfProcess& part) {
        return {0, 0, part.extent.assumed, part.extent.processes, 0};
    }
    static Algorithm load(View state, const PartOfProcess& part) {
        return load_part<Algorithm>(state, part.members.data(), part.extent);
    }
    static void store(std::uint64_t* state, const PartOfProcess& part, const Algorithm& algorithm) {
        store_part(state, part.members.data(), part.extent, algorithm);
    }

    template <class Ask>
    static auto asked(View state, const PartOfProcess& part, const SnapshotSoFar& so_far,
                      Ask&& ask) {
        Effects<Control> none;
        const Site<Control> site(part.around, so_far, none);
        const Algorithm algorithm = load(state, part);
        return ask(algorithm, site);
    }

    /// `from`: the channel of the message that arrives, the only one that can be recorded.
    template <class Handler>
    static Deeds acting(std::uint64_t* state, const PartOfProcess& part,
                        const SnapshotSoFar& so_far, std::optional<Channel> from,
                        Handler&& handler) {
        Algorithm algorithm = load(state, part);
        Effects<Control> effects;
        Site<Control> site(part.around, so_far, effects);
        handler(algorithm, site);
        store(state, part, algorithm);
        return deeds(effects, part, from);
    }

    static Deeds deeds(const Effects<Control>& effects, const PartOfProcess& part,
                       std::optional<Channel> from) {
        Deeds deeds;
        deeds.record_state = effects.record_state;
        deeds.forgotten = effects.forgotten;
        deeds.recorded = static_cast<unsigned>(effects.recorded.size());
        for (const auto& record : effects.recorded)
            if (record.channel != from || record.message.number != the_message.number)
                throw InputError(std::string(Algorithm::name) +
                                 " records messages other than the one that arrives: that needs "
                                 "the free workload");
        if (!effects.queues.empty())
            throw InputError(std::string(Algorithm::name) +
                             " records what is in transit: that needs the free workload");
        for (const auto& send : effects.sent)
            deeds.sent.push_back({send.channel,
                                  Codec<Control>::encode(send.control, of_messages(part)),
                                  send.manner == Effects<Control>::Manner::ahead});
        return deeds;
    }

    template <class Part>
    static bool of_all(View state, const std::vector<PartOfProcess>& parts,
                       bool (*judge)(std::span<const Part>)) {
        std::vector<Part> all;
        for (const PartOfProcess& part : parts) all.push_back(load(state, part));
        return judge({all.data(), all.size()});
    }
};

}  // namespace detail

/// Whether an algorithm can be asked about messages without numbers.
template <class Algorithm>
inline constexpr bool works_without_numbers =
    !ComputesChannels<Algorithm> && !detail::speaks_of_messages<Algorithm>() &&
    !detail::SpeaksOfMessages<StampOf<Algorithm>>::value &&
    !detail::SpeaksOfMessages<ControlOf<Algorithm>>::value;

/// The part of an algorithm; nullptr where it tells messages apart by their numbers.
template <class Algorithm>
std::unique_ptr<AlgorithmPart> make_part() {
    if constexpr (works_without_numbers<Algorithm>)
        return std::make_unique<detail::PartOf<Algorithm>>();
    return nullptr;
}

}  // namespace snapcheck
