#include "checker/components.hpp"

#include <algorithm>

namespace snapcheck {

namespace {

class Tarjan {
  public:
    Tarjan(const Graph& graph, const std::vector<bool>& alive)
        : graph_(graph), alive_(alive), low_(graph.nodes(), 0) {
        found_.of.assign(graph.nodes(), Components::none);
    }

    Components run() {
        for (std::uint32_t node = 0; node < graph_.nodes(); ++node)
            if (alive_[node] && low_[node] == 0) search_from(node);
        return std::move(found_);
    }

  private:
    struct Visit {
        std::uint32_t node;
        std::uint32_t number;  // in the order of discovery, from 1
        std::uint64_t next;    // the edge to follow
    };

    void search_from(std::uint32_t root) {
        discover(root);
        while (!path_.empty()) {
            Visit& visit = path_.back();
            if (visit.next == graph_.first[visit.node + 1])
                leave();
            else
                follow(visit, graph_.targets[visit.next++]);
        }
    }

    void discover(std::uint32_t node) {
        low_[node] = ++discovered_;
        open_.push_back(node);
        path_.push_back({node, discovered_, graph_.first[node]});
    }

    // Nodes whose component is known are out of reach of those that are open.
    void follow(const Visit& visit, std::uint32_t target) {
        if (!alive_[target] || found_.of[target] != Components::none) return;
        if (low_[target] == 0) return discover(target);
        low_[visit.node] = std::min(low_[visit.node], low_[target]);
    }

    void leave() {
        const Visit done = path_.back();
        path_.pop_back();
        const std::uint32_t low = low_[done.node];
        if (!path_.empty()) {
            std::uint32_t& above = low_[path_.back().node];
            above = std::min(above, low);
        }
        if (low == done.number) close(done.node);
    }

    void close(std::uint32_t root) {
        std::uint32_t node = root;
        do {
            node = open_.back();
            open_.pop_back();
            found_.of[node] = found_.count;
        } while (node != root);
        ++found_.count;
    }

    const Graph& graph_;
    const std::vector<bool>& alive_;
    std::vector<std::uint32_t> low_;  // 0: not discovered
    std::vector<std::uint32_t> open_;
    std::vector<Visit> path_;
    std::uint32_t discovered_ = 0;
    Components found_;
};

}  // namespace

Components strong_components(const Graph& graph, const std::vector<bool>& alive) {
    return Tarjan(graph, alive).run();
}

}  // namespace snapcheck
