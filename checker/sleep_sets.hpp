// What the search asks of a model to leave out steps and no states: after one of two steps that
// commute, the other need not be taken if it was already taken before (P. Godefroid: Using partial
// orders to improve automatic verification methods. CAV 1990). All ways to a state are known before
// it is expanded, so what sleeps in it is what sleeps on every way, and nothing is expanded twice.
#pragma once

#include <cstdint>
#include <vector>

namespace snapcheck {

/// Sets of kinds of steps, a bit each.
using Kinds = std::uint64_t;
inline constexpr unsigned most_sleeping_kinds = 64;

struct SleepSets {
    std::vector<Kinds> dependent;  // by kind: those with which it does not commute, itself included

    /// What is awake after a step of one kind, when so much is enabled and awake before it: all but
    /// what slept or had its turn before this kind, and commutes with it.
    Kinds awake_after(unsigned kind, Kinds enabled, Kinds awake) const {
        const Kinds had_its_turn = enabled & ((Kinds{1} << kind) - 1);
        return (awake & ~had_its_turn) | dependent[kind];
    }
};

}  // namespace snapcheck
