#include "checker/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <random>

#include "checker/report.hpp"
#include "checker/word_set.hpp"

namespace snapcheck {

namespace {

using Random = std::mt19937_64;  // the same numbers everywhere, so the same estimate

constexpr unsigned probes = 300;         // states for which both numbers of ways are compared
constexpr double spread = 3.5;           // standard errors: with eight groups, 99 % of Student's t
constexpr double least_relative = 0.02;  // nothing that is estimated is known better

struct Node {
    std::vector<std::uint64_t> state;
    std::shared_ptr<const Node> parent;  // none: an initial state
    Step step{};                         // from there
};
using NodePtr = std::shared_ptr<const Node>;

class Estimator {
  public:
    Estimator(const Generator& model, const EstimateOptions& options)
        : model_(model), options_(options) {}

    Estimate run();

  private:
    struct Walk {
        NodePtr at;
        double weight;
    };
    struct Way {
        std::vector<std::uint64_t> before;
        Step step;
        bool operator==(const Way&) const = default;
    };
    struct Layer {
        double states;
        double transitions;
    };

    bool count_layers();
    void probe(const std::vector<NodePtr>& layer, const std::vector<unsigned>& ways);
    std::vector<Layer> walk(Random& random) const;
    void take_random_step(Walk& walk, Random& random, std::vector<Step>& steps) const;
    void thin_out(std::vector<Walk>& walks, Random& random) const;
    NodePtr child(const NodePtr& node, Step step) const;
    unsigned ways_to(const Node& node) const;
    std::optional<Way> way_with_last(const std::vector<const Node*>& path, std::size_t i) const;
    bool take_if_enabled(std::vector<std::uint64_t>& state, Step step) const;
    bool leads_there(const std::vector<const Node*>& path, std::size_t i, std::size_t instead,
                     Way& way) const;
    void combine(const std::vector<std::vector<Layer>>& groups);
    void stop_if_interrupted() const;

    const Generator& model_;
    const EstimateOptions& options_;
    mutable std::vector<Step> steps_;  // whose memory is used again
    std::vector<NodePtr> last_;        // the last layer that was counted
    std::vector<Layer> counted_;       // all before it
    double shown_ = 0;                 // ways to the probed states, that walks show
    double known_ = 0;                 // and how many there are
    Estimate result_;
};

Estimate Estimator::run() {
    result_.exact = count_layers();
    result_.counted = static_cast<unsigned>(counted_.size());
    std::vector<std::vector<Layer>> groups(1);
    if (!result_.exact) {
        groups.resize(options_.groups);
        for (unsigned i = 0; i < options_.groups; ++i) {
            Random random(i + 1);
            groups[i] = walk(random);
        }
    }
    combine(groups);
    return result_;
}

void Estimator::stop_if_interrupted() const {
    if (options_.interrupt != nullptr && options_.interrupt->load())
        throw SearchStopped{Ending::interrupted};
}

NodePtr Estimator::child(const NodePtr& node, Step step) const {
    auto next = std::make_shared<Node>(Node{node->state, node, step});
    model_.take(next->state.data(), step);
    return next;
}

// Layer by layer, until there is none, or one that is too large: false.
bool Estimator::count_layers() {
    model_.for_each_initial([&](View state) {
        last_.push_back(std::make_shared<Node>(Node{{state, state + model_.words()}, nullptr}));
    });
    std::vector<Step> steps;
    while (!last_.empty() && last_.size() <= options_.counted_states) {
        stop_if_interrupted();
        WordSet known(model_.words());
        std::vector<NodePtr> next;
        std::vector<unsigned> ways;
        double transitions = 0;
        for (const NodePtr& node : last_) {
            model_.list_steps(node->state.data(), steps);
            transitions += static_cast<double>(steps.size());
            for (const Step step : steps) {
                NodePtr arrived = child(node, step);
                const auto [index, fresh] = known.insert(arrived->state.data());
                if (fresh) {
                    next.push_back(std::move(arrived));
                    ways.push_back(0);
                }
                ++ways[index];
            }
        }
        counted_.push_back({static_cast<double>(last_.size()), transitions});
        probe(next, ways);
        last_ = std::move(next);
    }
    return last_.empty();
}

// The last layers count for more, since they are more like those to come.
void Estimator::probe(const std::vector<NodePtr>& layer, const std::vector<unsigned>& ways) {
    shown_ /= 2;
    known_ /= 2;
    const std::size_t stride = layer.size() / probes + 1;
    for (std::size_t i = 0; i < layer.size(); i += stride) {
        shown_ += ways_to(*layer[i]);
        known_ += ways[i];
    }
}

std::vector<Estimator::Layer> Estimator::walk(Random& random) const {
    std::vector<Walk> walks;
    const double weight = static_cast<double>(last_.size()) / options_.walks;
    for (unsigned i = 0; i < options_.walks; ++i)
        walks.push_back({last_[random() % last_.size()], weight});
    std::vector<Layer> layers;
    std::vector<Step> steps;
    while (!walks.empty()) {
        stop_if_interrupted();
        Layer layer{0, 0};
        for (Walk& walk : walks) {
            layer.states += walk.weight;
            model_.list_steps(walk.at->state.data(), steps);
            layer.transitions += walk.weight * static_cast<double>(steps.size());
            take_random_step(walk, random, steps);
        }
        layers.push_back(layer);
        std::erase_if(walks, [](const Walk& walk) { return walk.weight == 0; });
        thin_out(walks, random);
    }
    return layers;
}

// `steps`: those that can be taken.
void Estimator::take_random_step(Walk& walk, Random& random, std::vector<Step>& steps) const {
    if (steps.empty()) {
        walk.weight = 0;
        return;
    }
    walk.at = child(walk.at, steps[random() % steps.size()]);
    walk.weight *= static_cast<double>(steps.size()) / ways_to(*walk.at);
}

void Estimator::thin_out(std::vector<Walk>& walks, Random& random) const {
    double sum = 0;
    double squares = 0;
    for (const Walk& walk : walks) {
        sum += walk.weight;
        squares += walk.weight * walk.weight;
    }
    if (walks.empty() || sum * sum > 0.5 * options_.walks * squares) return;
    const double share = sum / options_.walks;
    double mark = share * std::uniform_real_distribution<double>(0, 1)(random);
    std::vector<Walk> chosen;
    double passed = 0;
    for (const Walk& walk : walks)
        for (passed += walk.weight; mark < passed; mark += share)
            chosen.push_back({walk.at, share});
    walks = std::move(chosen);
}

// How many steps lead to a node, as far as the way to it shows; at least one.
unsigned Estimator::ways_to(const Node& node) const {
    std::vector<const Node*> path;
    for (const Node* at = &node; at != nullptr; at = at->parent.get()) path.push_back(at);
    std::ranges::reverse(path);
    std::vector<Way> ways{{node.parent->state, node.step}};
    for (std::size_t i = path.size() - 2; i > 0; --i) {
        const auto way = way_with_last(path, i);
        if (way && std::ranges::find(ways, *way) == ways.end()) ways.push_back(*way);
    }
    return static_cast<unsigned>(ways.size());
}

// The i-th step put off to the end of the path; if that is not possible as it is, with one of the
// later steps of the same actor in its place: it may be what the others wait for, whichever it is.
std::optional<Estimator::Way> Estimator::way_with_last(const std::vector<const Node*>& path,
                                                       std::size_t i) const {
    Way way;
    if (leads_there(path, i, i, way)) return way;
    std::vector<Step> possible;
    model_.list_steps(path[i - 1]->state.data(), possible);
    const unsigned actor = model_.actor(path[i]->step);
    for (std::size_t instead = i + 1; instead < path.size(); ++instead)
        if (model_.actor(path[instead]->step) == actor &&
            std::ranges::find(possible, path[instead]->step) != possible.end() &&
            leads_there(path, i, instead, way))
            return way;
    return std::nullopt;
}

// Whether the path still leads where it does when its i-th step is put off to the end, and that of
// number `instead` is taken in its place; if so, `way` is how it ends.
bool Estimator::leads_there(const std::vector<const Node*>& path, std::size_t i,
                            std::size_t instead, Way& way) const {
    way.before = path[i - 1]->state;
    way.step = path[i]->step;
    if (instead != i) model_.take(way.before.data(), path[instead]->step);
    for (std::size_t j = i + 1; j < path.size(); ++j)
        if (j != instead && !take_if_enabled(way.before, path[j]->step)) return false;
    std::vector<std::uint64_t> after = way.before;
    return take_if_enabled(after, way.step) && after == path.back()->state;
}

bool Estimator::take_if_enabled(std::vector<std::uint64_t>& state, Step step) const {
    model_.list_steps(state.data(), steps_);
    if (std::ranges::find(steps_, step) == steps_.end()) return false;
    model_.take(state.data(), step);
    return true;
}

// The mean of the groups, and how far it may be off.
Interval interval_of(double counted, const std::vector<double>& groups, double missed) {
    const double n = static_cast<double>(groups.size());
    const double mean = std::accumulate(groups.begin(), groups.end(), 0.0) / n;
    double squares = 0;
    for (const double value : groups) squares += (value - mean) * (value - mean);
    const double error = n > 1 ? spread * std::sqrt(squares / (n - 1) / n) : 0;
    const double margin = mean == 0 ? 0 : std::max(error, least_relative * mean);
    // No fewer than half of what the mean is, and no more than twice that for an error as large.
    const double relative = mean == 0 ? 0 : margin / mean;
    return {counted + mean / (1 + relative) * missed, counted + mean,
            counted + mean * (1 + relative)};
}

void Estimator::combine(const std::vector<std::vector<Layer>>& groups) {
    double counted_states = 0;
    double counted_transitions = 0;
    for (const Layer& layer : counted_) {
        counted_states += layer.states;
        counted_transitions += layer.transitions;
    }
    std::vector<double> states;
    std::vector<double> transitions;
    std::vector<double> widest;
    std::size_t depth = 0;
    for (const std::vector<Layer>& group : groups) {
        std::vector<Layer> layers = counted_;
        layers.insert(layers.end(), group.begin(), group.end());
        depth = std::max(depth, layers.size());
        states.push_back(0);
        transitions.push_back(0);
        for (const Layer& layer : group) {
            states.back() += layer.states;
            transitions.back() += layer.transitions;
        }
        widest.push_back(layers.front().states);
        double bits = 0;
        for (std::size_t d = 0; d < layers.size(); ++d) {
            if (d > 0)
                widest.back() = std::max(widest.back(), layers[d - 1].states + layers[d].states);
            if (d > 0)
                bits += std::log2(std::max(1.0, layers[d - 1].transitions / layers[d].states));
        }
        result_.run_bits = std::max(result_.run_bits, bits);
    }
    result_.depth = static_cast<unsigned>(depth) - 1;
    result_.missed_ways = known_ == 0 ? 0 : std::max(0.0, 1 - shown_ / known_);
    const double steps = static_cast<double>(depth - counted_.size());
    const double missed = result_.exact ? 1 : std::pow(1 - result_.missed_ways, steps);
    result_.states = interval_of(counted_states, states, missed);
    result_.transitions = interval_of(counted_transitions, transitions, missed);
    result_.widest = interval_of(0, widest, missed);
    if (result_.exact) result_.widest = {widest[0], widest[0], widest[0]};
}

}  // namespace

Estimate estimate(const Generator& model, const EstimateOptions& options) {
    return Estimator(model, options).run();
}

}  // namespace snapcheck
