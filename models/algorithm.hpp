// What makes a struct an algorithm, in sentences. Concepts are checked one by one with a message of
// their own, because a constrained template only says that some conjunction evaluated to false.
#pragma once

#include <concepts>
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

template <class A>
concept HasName = requires {
    { A::name } -> std::convertible_to<std::string_view>;
};
template <class A>
concept HasControl = requires { typename A::Control; };
template <class A>
concept Initiates = requires(A a, Site<typename A::Control>& site) { a.initiate(site); };
template <class A>
concept ReceivesMessages =
    requires(A a, Site<typename A::Control>& site, Channel c, Message m) { a.receive(site, c, m); };
template <class A>
concept ReceivesStampedMessages =
    requires(A a, Site<typename A::Control>& site, Channel c, Message m, StampOf<A> stamp) {
        a.receive(site, c, m, stamp);
    };
template <class A>
concept ReceivesControl = requires(A a, Site<typename A::Control>& site, Channel c,
                                   typename A::Control control) { a.receive(site, c, control); };
template <class A>
concept StampsMessages = requires(A a, Channel c) {
    { a.send(c) } -> std::convertible_to<StampOf<A>>;
};
template <class A>
concept SaysWhenDone = requires(const A a, const Site<typename A::Control>& site) {
    { a.done(site) } -> std::convertible_to<bool>;
};

/// Stops the compiler with a sentence at the first thing that an algorithm lacks.
template <class A>
consteval bool require_algorithm() {
    static_assert(HasName<A>,
                  "an algorithm needs: static constexpr std::string_view name = \"...\"");
    static_assert(HasControl<A>,
                  "an algorithm needs: using Control = the type of its control messages");
    static_assert(std::is_aggregate_v<A> && std::is_trivially_copyable_v<A>,
                  "an algorithm is a plain struct: its data members are its part of one process");
    if constexpr (HasControl<A>) {
        static_assert(Initiates<A>, "an algorithm needs: void initiate(Site&)");
        if constexpr (stamps<A>) {
            static_assert(StampsMessages<A>,
                          "an algorithm with a Stamp needs: Stamp send(Channel to)");
            static_assert(ReceivesStampedMessages<A>,
                          "an algorithm with a Stamp needs: void receive(Site&, Channel from, "
                          "Message, Stamp)");
        } else {
            static_assert(ReceivesMessages<A>,
                          "an algorithm needs: void receive(Site&, Channel from, Message)");
        }
        static_assert(ReceivesControl<A>,
                      "an algorithm needs: void receive(Site&, Channel from, Control)");
        static_assert(SaysWhenDone<A>, "an algorithm needs: bool done(const Site&) const");
    }
    return true;
}

}  // namespace snapcheck
