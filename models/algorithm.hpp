// What makes a struct an algorithm, in sentences. Concepts are checked one by one with a message of
// their own, because a constrained template only says that some conjunction evaluated to false.
#pragma once

#include <concepts>
#include <span>
#include <string_view>

#include "models/codec.hpp"

namespace snapcheck {

/// What an algorithm puts on application messages; nothing unless it says `using Stamp = ...`.
struct NoStamp {};

namespace detail {
template <class A>
struct StampOf {
    using type = NoStamp;
};
template <class A>
    requires requires { typename A::Stamp; }
struct StampOf<A> {
    using type = typename A::Stamp;
};
}  // namespace detail

template <class A>
using StampOf = typename detail::StampOf<A>::type;

template <class A>
inline constexpr bool stamps = !std::same_as<StampOf<A>, NoStamp>;

namespace detail {
template <class A>
struct ControlOf {
    using type = NoControl;
};
template <class A>
    requires requires { typename A::Control; }
struct ControlOf<A> {
    using type = typename A::Control;
};
}  // namespace detail

/// The control messages of an algorithm, and what it gets to see of a process.
template <class A>
using ControlOf = typename detail::ControlOf<A>::type;
template <class A>
using SiteOf = Site<ControlOf<A>>;

template <class A>
inline constexpr bool has_control = !std::same_as<ControlOf<A>, NoControl>;

template <class A>
concept HasName = requires {
    { A::name } -> std::convertible_to<std::string_view>;
};
template <class A>
concept Initiates = requires(A a, SiteOf<A>& site) { a.initiate(site); };
template <class A>
concept ReceivesMessages =
    requires(A a, SiteOf<A>& site, Channel c, Message m) { a.receive(site, c, m); };
template <class A>
concept ReceivesStampedMessages = requires(A a, SiteOf<A>& site, Channel c, Message m,
                                           StampOf<A> stamp) { a.receive(site, c, m, stamp); };
template <class A>
concept ReceivesControl = requires(A a, SiteOf<A>& site, Channel c, ControlOf<A> control) {
    a.receive(site, c, control);
};
template <class A>
concept StampsMessages = requires(A a, Channel c) {
    { a.send(c) } -> std::convertible_to<StampOf<A>>;
};
template <class A>
concept StampsMessagesAtSite = requires(A a, SiteOf<A>& site, Channel c) {
    { a.send(site, c) } -> std::convertible_to<StampOf<A>>;
};
template <class A>
concept PreparesSends = requires(A a, SiteOf<A>& site, Channel c) {
    { a.send(site, c) } -> std::same_as<void>;
};
template <class A>
concept SaysWhenDone = requires(const A a, const SiteOf<A>& site) {
    { a.done(site) } -> std::convertible_to<bool>;
};

// What an algorithm may have besides: docs/writing-an-algorithm.md says what each is for.
template <class A>
concept HoldsBackInitiation = requires(const A a, const SiteOf<A>& site) {
    { a.may_initiate(site) } -> std::convertible_to<bool>;
};
template <class A>
concept HoldsBackSends = requires(const A a, const SiteOf<A>& site, Channel c) {
    { a.may_send(site, c) } -> std::convertible_to<bool>;
};
template <class A>
concept HoldsBackReceipts = requires(const A a, const SiteOf<A>& site, Channel c) {
    { a.may_receive(site, c) } -> std::convertible_to<bool>;
};
template <class A>
concept ActsOnItsOwn = requires(A a, const A b, SiteOf<A>& site, const SiteOf<A>& look) {
    { b.ready(look) } -> std::convertible_to<bool>;
    a.act(site);
};
// What the parts of several snapshots at one process have to do with each other: as a rule nothing.
template <class A>
concept Overhears = requires(A a, SiteOf<A>& site, Channel c, ControlOf<A> control) {
    a.overhear(site, c, control);
};
template <class A>
concept KeepsMessages = requires(const A a, Channel c) {
    { a.keeps(c) } -> std::convertible_to<bool>;
};
// What is said of all processes at once may be inherited: it then speaks of the base.
namespace detail {
template <class Part>
Part part_judged(bool (*)(std::span<const Part>));
}
template <class A>
concept IsCollected = requires { detail::part_judged(&A::collected); };
template <class A>
concept HasInvariant = requires { detail::part_judged(&A::invariant); };
template <class A>
concept ComputesChannels = requires(const A a, Channel c) {
    { A::channel_state(a, c, a, c) } -> std::convertible_to<MessageSet>;
};
template <class A>
concept SaysWhatItAwaits = requires(const A a, const SiteOf<A>& site) {
    { a.awaited(site) } -> std::convertible_to<ChannelSet>;
};

/// Stops the compiler with a sentence at the first thing that an algorithm lacks.
template <class A>
consteval bool require_algorithm() {
    static_assert(HasName<A>,
                  "an algorithm needs: static constexpr std::string_view name = \"...\"");
    static_assert(std::is_aggregate_v<A> && std::is_trivially_copyable_v<A>,
                  "an algorithm is a plain struct: its data members are its part of one process");
    static_assert(Initiates<A>, "an algorithm needs: void initiate(Site&)");
    if constexpr (stamps<A>) {
        static_assert(StampsMessages<A> || StampsMessagesAtSite<A>,
                      "an algorithm with a Stamp needs: Stamp send(Channel to), or "
                      "Stamp send(Site&, Channel to)");
        static_assert(ReceivesStampedMessages<A>,
                      "an algorithm with a Stamp needs: void receive(Site&, Channel from, "
                      "Message, Stamp)");
    } else {
        static_assert(ReceivesMessages<A>,
                      "an algorithm needs: void receive(Site&, Channel from, Message)");
    }
    if constexpr (has_control<A>)
        static_assert(ReceivesControl<A>,
                      "an algorithm with a Control needs: void receive(Site&, Channel from, "
                      "Control)");
    static_assert(SaysWhenDone<A>, "an algorithm needs: bool done(const Site&) const");
    return true;
}

}  // namespace snapcheck
