// The data members of a plain struct, one by one, and their names: what lets an algorithm be
// written without a word about how its data is stored. The idea is Boost.PFR's (A. Polukhin), which
// Debian 12 does not have: count what an aggregate can be initialised from, then bind so many
// names.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace snapcheck {

namespace detail {

// Stands for any member, but for no base class: a base's members are counted one by one.
template <class Whole>
struct AnyMember {
    template <class Part>
        requires(!std::is_base_of_v<Part, Whole>)
    operator Part() const;
};

template <class Whole, std::size_t... Is>
constexpr bool takes(std::index_sequence<Is...>) {
    return requires { Whole{((void)Is, AnyMember<Whole>{})...}; };
}

template <class Whole, std::size_t Count = 0>
constexpr std::size_t count_members() {
    static_assert(
        std::is_aggregate_v<Whole>,
        "an algorithm and its messages are plain structs: no constructors, no private data");
    if constexpr (!std::is_empty_v<Whole> && takes<Whole>(std::make_index_sequence<Count + 1>{}))
        return count_members<Whole, Count + 1>();
    return Count;
}

// Only structs whose members all stand in one class can be taken apart, so one that is put together
// of several says which.
template <class Whole>
concept PutTogether = requires { typename Whole::Parts; };

template <class Whole>
consteval std::size_t count_all_members() {
    if constexpr (PutTogether<Whole>)
        return []<class... Parts>(std::type_identity<std::tuple<Parts...>>) {
            return (std::size_t{0} + ... + count_members<Parts>());
        }(std::type_identity<typename Whole::Parts>{});
    else
        return count_members<Whole>();
}

}  // namespace detail

/// How many data members a struct has, those of its base classes included.
template <class Whole>
inline constexpr std::size_t member_count = detail::count_all_members<std::remove_cv_t<Whole>>();

/// A struct made of several, each with members of its own: an algorithm, and what a variant of it
/// remembers besides.
template <class... Bases>
struct With : Bases... {
    using Parts = std::tuple<Bases...>;
};

template <class Whole>
constexpr auto members_of(Whole& whole);

namespace detail {

template <class Whole, class... Parts>
constexpr auto members_of_parts(Whole& whole, std::type_identity<std::tuple<Parts...>>) {
    return std::tuple_cat(members_of(
        static_cast<std::conditional_t<std::is_const_v<Whole>, const Parts, Parts>&>(whole))...);
}

template <class Whole>
constexpr auto direct_members_of([[maybe_unused]] Whole& whole) {
    constexpr std::size_t count = member_count<Whole>;
    static_assert(count <= 10, "a struct of an algorithm has at most 10 data members");
    if constexpr (count == 1) {
        auto& [a] = whole;
        return std::tuple(&a);
    } else if constexpr (count == 2) {
        auto& [a, b] = whole;
        return std::tuple(&a, &b);
    } else if constexpr (count == 3) {
        auto& [a, b, c] = whole;
        return std::tuple(&a, &b, &c);
    } else if constexpr (count == 4) {
        auto& [a, b, c, d] = whole;
        return std::tuple(&a, &b, &c, &d);
    } else if constexpr (count == 5) {
        auto& [a, b, c, d, e] = whole;
        return std::tuple(&a, &b, &c, &d, &e);
    } else if constexpr (count == 6) {
        auto& [a, b, c, d, e, f] = whole;
        return std::tuple(&a, &b, &c, &d, &e, &f);
    } else if constexpr (count == 7) {
        auto& [a, b, c, d, e, f, g] = whole;
        return std::tuple(&a, &b, &c, &d, &e, &f, &g);
    } else if constexpr (count == 8) {
        auto& [a, b, c, d, e, f, g, h] = whole;
        return std::tuple(&a, &b, &c, &d, &e, &f, &g, &h);
    } else if constexpr (count == 9) {
        auto& [a, b, c, d, e, f, g, h, i] = whole;
        return std::tuple(&a, &b, &c, &d, &e, &f, &g, &h, &i);
    } else if constexpr (count == 10) {
        auto& [a, b, c, d, e, f, g, h, i, j] = whole;
        return std::tuple(&a, &b, &c, &d, &e, &f, &g, &h, &i, &j);
    } else {
        return std::tuple();
    }
}

}  // namespace detail

/// Pointers to the data members, in the order of declaration.
template <class Whole>
constexpr auto members_of(Whole& whole) {
    if constexpr (detail::PutTogether<Whole>)
        return detail::members_of_parts(whole, std::type_identity<typename Whole::Parts>{});
    else
        return detail::direct_members_of(whole);
}

/// Calls visit(member) for each data member, in the order of declaration.
template <class Whole, class Visit>
constexpr void for_each_member(Whole& whole, Visit&& visit) {
    std::apply([&](auto*... members) { (visit(*members), ...); }, members_of(whole));
}

namespace detail {

template <class Whole>
struct Specimen {
    static constexpr Whole value{};
};

template <auto Value>
constexpr std::string_view spelled() {
    return __PRETTY_FUNCTION__;
}

// The last identifier in "... = (& Specimen<X>::value.X::open); ..." or "[... = &value.open]".
constexpr std::string_view last_identifier(std::string_view function) {
    const std::size_t end = function.find_first_of(");]", function.find('&'));
    const std::size_t begin = function.find_last_of(".:", end) + 1;
    return function.substr(begin, end - begin);
}

}  // namespace detail

/// What a data member is called in the source.
template <class Whole, std::size_t Index>
constexpr std::string_view member_name() {
    return detail::last_identifier(
        detail::spelled<std::get<Index>(members_of(detail::Specimen<Whole>::value))>());
}

/// What a type is called in the source, without its namespaces.
template <class Type>
constexpr std::string_view type_name() {
    const std::string_view function = __PRETTY_FUNCTION__;
    const std::size_t begin = function.find("Type = ") + 7;
    const std::size_t end = function.find_first_of(";]", begin);
    const std::size_t last = function.rfind(':', end);
    const std::size_t start = last == std::string_view::npos || last < begin ? begin : last + 1;
    return function.substr(start, end - start);
}

namespace detail {

template <auto Value>
constexpr std::string_view enumerator_spelled() {
    const std::string_view function = __PRETTY_FUNCTION__;
    const std::size_t begin = function.find("Value = ") + 8;
    const std::string_view value =
        function.substr(begin, function.find_first_of(";]", begin) - begin);
    return value.substr(value.rfind(':') + 1);
}

template <class Enum>
consteval unsigned find_enumerator_bound() {
    unsigned bound = 0;
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        ((enumerator_spelled<static_cast<Enum>(I)>().find(')') == std::string_view::npos
              ? bound = I + 1
              : 0),
         ...);
    }(std::make_index_sequence<64>{});
    return bound;
}

}  // namespace detail

/// One more than the largest enumerator below 64 of an enum class: compilers spell a value without
/// a name as a cast, with a parenthesis. A constant, since it is asked for in every step.
template <class Enum>
inline constexpr unsigned enumerator_bound = detail::find_enumerator_bound<Enum>();

/// What an enumerator is called in the source.
template <class Enum>
std::string enumerator_name(Enum value) {
    std::string name = "?";
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        ((static_cast<std::size_t>(value) == I
              ? (name = detail::enumerator_spelled<static_cast<Enum>(I)>(), 0)
              : 0),
         ...);
    }(std::make_index_sequence<enumerator_bound<Enum>>{});
    return name;
}

}  // namespace snapcheck
