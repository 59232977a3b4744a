#include "checker/unfinished_graph.hpp"

#include <algorithm>
#include <stdexcept>

namespace snapcheck {

UnfinishedGraph::UnfinishedGraph(const Generator& model, const Purpose& purpose,
                                 const Limits& limits)
    : model_(model), purpose_(purpose), states_(model.words()), next_(model.words()) {
    model.for_each_initial([&](View state) {
        if (!purpose_.reached(state) && states_.insert(state).fresh) add_state(state, no_parent);
    });
    explore(limits);
}

// Breadth first, so that the first state of its kind is a nearest one.
void UnfinishedGraph::explore(const Limits& limits) {
    constexpr std::uint32_t now_and_then = 4096;
    for (std::uint32_t from = 0; from < states(); ++from) {
        if (from % now_and_then == 0)
            if (const auto limit = limit_reached(limits)) {
                ending_ = *limit;
                break;
            }
        expand(from);
    }
    while (graph_.nodes() < states()) graph_.first.push_back(graph_.targets.size());
}

void UnfinishedGraph::expand(std::uint32_t from) {
    here_.assign(states_[from], states_[from] + model_.words());  // the set may move its words
    model_.list_steps(here_.data(), steps_);
    rests_[from] = begun_[from] && (steps_.empty() || purpose_.may_rest(here_.data()));
    for (const Step step : steps_) follow(from, here_.data(), step);
    graph_.first.push_back(graph_.targets.size());
}

void UnfinishedGraph::follow(std::uint32_t from, View state, Step step) {
    std::copy_n(state, next_.size(), next_.begin());
    model_.take(next_.data(), step);
    if (purpose_.reached(next_.data())) return;
    const auto [index, fresh] = states_.insert(next_.data());
    if (fresh) add_state(next_.data(), from);
    const std::optional<Obligation> met = purpose_.met_by(state, step);
    graph_.targets.push_back(static_cast<std::uint32_t>(index));
    met_.push_back(met ? number_of(*met) : nothing);
}

void UnfinishedGraph::add_state(View state, std::uint32_t parent) {
    parents_.push_back(parent);
    begun_.push_back(purpose_.begun(state));
    rests_.push_back(false);
    listed_.clear();
    purpose_.list_pending(state, listed_);
    ObligationSet set = 0;
    for (const Obligation obligation : listed_) set |= ObligationSet{1} << number_of(obligation);
    pending_.push_back(set);
}

std::uint8_t UnfinishedGraph::number_of(Obligation obligation) {
    const auto known = std::ranges::find(obligations_, obligation);
    const auto number = static_cast<std::uint8_t>(known - obligations_.begin());
    if (known != obligations_.end()) return number;
    if (number == 64) throw std::length_error("more than 64 obligations");
    obligations_.push_back(obligation);
    return number;
}

std::optional<Ending> UnfinishedGraph::limit_reached(const Limits& limits) const {
    if (limits.interrupt != nullptr && *limits.interrupt) return Ending::interrupted;
    if (std::chrono::steady_clock::now() >= limits.deadline) return Ending::time_limit;
    if (states() >= limits.max_states) return Ending::state_limit;
    if (bytes() >= limits.max_bytes) return Ending::memory_limit;
    return std::nullopt;
}

std::uint64_t UnfinishedGraph::bytes() const {
    const std::uint64_t each = model_.words() * 8 + 16 + 8 + 8 + 4;  // the index is half empty
    return states() * each + graph_.targets.size() * 5;
}

Step UnfinishedGraph::step_along(std::uint32_t from, std::uint64_t edge) const {
    std::vector<Step> steps;
    model_.list_steps(states_[from], steps);
    std::uint64_t at = graph_.first[from];
    for (const Step step : steps) {
        std::vector<std::uint64_t> next(states_[from], states_[from] + model_.words());
        model_.take(next.data(), step);
        if (purpose_.reached(next.data())) continue;
        if (at++ == edge) return step;
    }
    throw std::logic_error("an edge without a step");
}

std::vector<Step> UnfinishedGraph::path_to(std::uint32_t index) const {
    std::vector<Step> path;
    for (std::uint32_t to = index; parents_[to] != no_parent; to = parents_[to]) {
        const std::uint32_t from = parents_[to];
        std::uint64_t edge = graph_.first[from];
        while (graph_.targets[edge] != to) ++edge;
        path.push_back(step_along(from, edge));
    }
    std::ranges::reverse(path);
    return path;
}

}  // namespace snapcheck
