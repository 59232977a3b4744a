// The same search in thirty obvious lines, one state after the other: the second opinion that the
// tests compare the real one with. It shares nothing with it but the model.
#pragma once

#include <deque>
#include <map>

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
    std::map<std::vector<std::uint64_t>, unsigned> depth_of;
    std::deque<typename M::State> queue;
    const auto key = [](const auto& state) {
        return std::vector(state.word.begin(), state.word.end());
    };
    for (const auto& state : model.initial())
        if (depth_of.emplace(key(state), 0).second) queue.push_back(state);
    for (; !queue.empty(); queue.pop_front()) {
        const auto state = queue.front();
        const unsigned depth = depth_of[key(state)];
        unsigned steps = 0;
        model.for_each_step(state, [&](Step step) {
            const auto next = model.apply(state, step);
            if (depth_of.emplace(key(next), depth + 1).second) queue.push_back(next);
            ++steps;
        });
        const Observations seen = model.judge()(state, steps == 0, depth);
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
