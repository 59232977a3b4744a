// The same search in thirty obvious lines, one state after the other: the second opinion that the
// tests compare the real one with. It shares nothing with it but the model.
#pragma once

#include <deque>
#include <map>
#include <vector>

#include "checker/model.hpp"

namespace snapcheck {

struct ReferenceReport {
    std::uint64_t states = 0, transitions = 0, terminal = 0;
    unsigned depth = 0;
    std::map<unsigned, unsigned> first_depth;  // of each observation, by bit
    std::map<unsigned, std::uint64_t> states_with;
};

template <Model M>
ReferenceReport reference_search(const M& model) {
    ReferenceReport report;
    using State = std::vector<std::uint64_t>;
    std::map<State, unsigned> depth_of;
    std::deque<State> queue;
    const auto meet = [&](State state, unsigned depth) {
        if (depth_of.emplace(state, depth).second) queue.push_back(std::move(state));
    };
    model.for_each_initial([&](View state) { meet(State(state, state + model.words()), 0); });
    for (; !queue.empty(); queue.pop_front()) {
        const State state = queue.front();
        const unsigned depth = depth_of[state];
        unsigned steps = 0;
        model.for_each_step(state.data(), [&](Step step) {
            State next = state;
            model.take(next.data(), step);
            meet(std::move(next), depth + 1);
            ++steps;
        });
        const Observations seen = model.judge()(state.data(), steps == 0, depth);
        for (unsigned bit = 0; bit < max_observations; ++bit) {
            if ((seen >> bit & 1) == 0) continue;
            ++report.states_with[bit];
            report.first_depth.emplace(bit, depth);
        }
        ++report.states;
        report.transitions += steps;
        report.terminal += steps == 0;
        report.depth = std::max(report.depth, depth);
    }
    return report;
}

}  // namespace snapcheck
