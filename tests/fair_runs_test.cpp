// Fair runs of small graphs written by hand: which of them never get where they should, by counting
// on the fingers; and, on random graphs, by looking at every subset of states.
#include "checker/fair_runs.hpp"

#include <map>
#include <random>

#include "tests/catch.hpp"

namespace snapcheck::testing {

namespace {

/// A graph as a model: a state is a number, a step is the number of an edge.
struct Puzzle {
    struct Edge {
        unsigned from, to;
        int meets = -1;  // which obligation
    };
    std::vector<Edge> edges;
    std::vector<std::uint64_t> pending;  // in each state, the obligations as bits
    int goal = -1;

    unsigned words() const { return 1; }
    template <class Visit>
    void for_each_initial(Visit&& visit) const {
        const std::uint64_t zero = 0;
        visit(&zero);
    }
    template <class Visit>
    void for_each_step(View state, Visit&& visit) const {
        for (unsigned e = 0; e < edges.size(); ++e)
            if (edges[e].from == *state) visit(Step{e});
    }
    void take(std::uint64_t* state, Step step) const {
        *state = edges[static_cast<unsigned>(step)].to;
    }
    unsigned actors() const { return 1; }
    unsigned actor(Step) const { return 0; }
    std::string describe(View, Step) const { return "step"; }
    struct Judge {
        Observations operator()(View, bool, unsigned) const { return 0; }
    };
    Judge judge() const { return {}; }
};

class PurposeOf final : public Purpose {
  public:
    explicit PurposeOf(const Puzzle& puzzle) : puzzle_(puzzle) {}
    bool reached(View state) const override {
        return puzzle_.goal >= 0 && *state == static_cast<unsigned>(puzzle_.goal);
    }
    bool begun(View) const override { return true; }
    void list_pending(View state, std::vector<Obligation>& pending) const override {
        for (Obligation o = 0; o < 8; ++o)
            if ((puzzle_.pending[*state] >> o & 1) != 0) pending.push_back(100 + o);
    }
    std::optional<Obligation> met_by(View, Step step) const override {
        const int meets = puzzle_.edges[static_cast<unsigned>(step)].meets;
        if (meets < 0) return std::nullopt;
        return 100 + static_cast<Obligation>(meets);
    }
    bool may_rest(View) const override { return false; }

  private:
    const Puzzle& puzzle_;
};

/// A graph too large for a list, which several workers share out: some steps go on a bit further,
/// some go anywhere.
struct Maze {
    static constexpr std::uint64_t size = 30011;  // a prime
    unsigned words() const { return 2; }
    template <class Visit>
    void for_each_initial(Visit&& visit) const {
        const std::uint64_t start[2] = {1, mirror(1)};
        visit(start);
    }
    template <class Visit>
    void for_each_step(View state, Visit&& visit) const {
        for (unsigned k = 0; k < 1 + *state % 4; ++k) visit(Step{k});
    }
    void take(std::uint64_t* state, Step step) const {
        constexpr std::uint64_t factors[] = {3, 7919, 131, 2};
        state[0] = (state[0] * factors[static_cast<unsigned>(step)] + 17) % size;
        state[1] = mirror(state[0]);
    }
    static std::uint64_t mirror(std::uint64_t number) { return number * number; }
    unsigned actors() const { return 1; }
    unsigned actor(Step) const { return 0; }
    std::string describe(View, Step) const { return "step"; }
    Puzzle::Judge judge() const { return {}; }
};

/// What is owed in a maze: one of 40 things in each state, met by its first step in every other
/// one.
class WayOut final : public Purpose {
  public:
    explicit WayOut(unsigned rare) : rare_(rare) {}
    bool reached(View state) const override { return *state % 7 == 3; }
    bool begun(View state) const override { return *state > 100; }
    void list_pending(View state, std::vector<Obligation>& pending) const override {
        pending.push_back(*state % 40);
    }
    std::optional<Obligation> met_by(View before, Step step) const override {
        if (step != Step{0} || *before % 2 == 0) return std::nullopt;
        return *before % 40;
    }
    bool may_rest(View state) const override { return *state % rare_ == 1; }

  private:
    unsigned rare_;
};

FairRuns runs_of(const Puzzle& puzzle, Fairness fairness) {
    const ModelGenerator<Puzzle> generator(puzzle, 1);
    return find_fair_runs(generator, PurposeOf(puzzle), fairness, {}, 1);
}

bool escapes(const Puzzle& puzzle, Fairness fairness) {
    return runs_of(puzzle, fairness).lasso.has_value();
}

// Whether what a lasso repeats is fair, told from its steps alone.
bool is_fair(const Puzzle& puzzle, const std::vector<Step>& cycle, Fairness fairness) {
    std::uint64_t always = ~std::uint64_t{0}, sometimes = 0, met = 0;
    for (const Step step : cycle) {
        const Puzzle::Edge& edge = puzzle.edges[static_cast<unsigned>(step)];
        always &= puzzle.pending[edge.from];
        sometimes |= puzzle.pending[edge.from];
        if (edge.meets >= 0) met |= std::uint64_t{1} << edge.meets;
    }
    if (fairness == Fairness::none) return true;
    return ((fairness == Fairness::weak ? always : sometimes) & ~met) == 0;
}

// By definition: a run stays for ever in some set of states, all of which it meets again and again.
bool escapes_by_definition(const Puzzle& puzzle, Fairness fairness) {
    const auto states = static_cast<unsigned>(puzzle.pending.size());
    std::vector<std::uint32_t> reach(states);  // states that lie ahead of each, by any path
    const auto close = [&](std::uint32_t within) {
        for (unsigned i = 0; i < states; ++i) reach[i] = 0;
        for (unsigned round = 0; round < states; ++round)
            for (const auto& edge : puzzle.edges)
                if ((within >> edge.from & within >> edge.to & 1) != 0)
                    reach[edge.from] |= 1U << edge.to | reach[edge.to];
    };
    std::uint32_t allowed = (1U << states) - 1;
    if (puzzle.goal >= 0) allowed &= ~(1U << puzzle.goal);
    if ((allowed & 1) == 0) return false;
    close(allowed);
    const std::uint32_t reachable = (reach[0] | 1U) & allowed;
    for (std::uint32_t set = 1; set < 1U << states; ++set) {
        if ((set & ~reachable) != 0) continue;
        close(set);
        bool connected = true;
        for (unsigned i = 0; i < states; ++i)
            connected &= (set >> i & 1) == 0 || (reach[i] & set) == set;
        if (!connected) continue;
        std::vector<Step> cycle;
        for (unsigned e = 0; e < puzzle.edges.size(); ++e)
            if ((set >> puzzle.edges[e].from & set >> puzzle.edges[e].to & 1) != 0)
                cycle.push_back(Step{e});
        if (is_fair(puzzle, cycle, fairness)) return true;
    }
    return false;
}

Puzzle random_puzzle(std::mt19937& source) {
    const auto random = [&] { return static_cast<unsigned>(source()); };
    const unsigned states = 2 + random() % 5;
    Puzzle puzzle;
    puzzle.goal = random() % 3 == 0 ? static_cast<int>(states) - 1 : -1;
    for (unsigned i = 0; i < states; ++i) puzzle.pending.push_back(0);
    for (unsigned e = 0; e < states + random() % 6; ++e) {
        const unsigned from = random() % states;
        const int meets = static_cast<int>(random() % 5) - 2;  // below 0: nothing
        puzzle.edges.push_back({from, random() % states, meets});
        if (meets >= 0) puzzle.pending[from] |= std::uint64_t{1} << meets;
    }
    return puzzle;
}

}  // namespace

TEST_CASE("what is pending all the time is met under weak fairness") {
    // Round and round in state 0, or out to the goal by what is always pending.
    const Puzzle puzzle{{{0, 0}, {0, 1, 0}}, {1, 0}, 1};
    CHECK(escapes(puzzle, Fairness::none));
    CHECK_FALSE(escapes(puzzle, Fairness::weak));
    CHECK_FALSE(escapes(puzzle, Fairness::strong));
}

TEST_CASE("what is pending now and then is met under strong fairness only") {
    // To and fro between 0 and 1; the way out is open in 0 alone.
    const Puzzle puzzle{{{0, 1}, {1, 0}, {0, 2, 0}}, {1, 0, 0}, 2};
    const FairRuns weak = runs_of(puzzle, Fairness::weak);
    REQUIRE(weak.lasso);
    CHECK(weak.lasso->stem.empty());
    CHECK(weak.lasso->cycle == std::vector<Step>{Step{0}, Step{1}});
    CHECK_FALSE(escapes(puzzle, Fairness::strong));
}

TEST_CASE("under strong fairness a run can stay in a part of a component") {
    // 0 <-> 1 is left for 2 where obligation 0 is pending; 1 has a loop of its own, where it is
    // not.
    const Puzzle puzzle{{{0, 1}, {1, 0}, {0, 2, 0}, {1, 1}}, {1, 0, 0}, 2};
    const FairRuns strong = runs_of(puzzle, Fairness::strong);
    REQUIRE(strong.lasso);
    CHECK(strong.lasso->stem == std::vector<Step>{Step{0}});
    CHECK(strong.lasso->cycle == std::vector<Step>{Step{3}});
}

TEST_CASE("what nobody can do any more excuses no run") {
    // Out of 0 there is a way to the goal, 2, and one into a dead end, 1, where obligation 0 is
    // pending and no step meets it.
    Puzzle puzzle{{{0, 2, 0}, {0, 1}, {1, 1}}, {1, 1, 0}, 2};
    for (const Fairness fairness : {Fairness::weak, Fairness::strong}) {
        const FairRuns runs = runs_of(puzzle, fairness);
        REQUIRE(runs.lasso);
        CHECK(runs.lasso->stem == std::vector<Step>{Step{1}});
        CHECK(runs.lasso->cycle == std::vector<Step>{Step{2}});
    }
    // What can be met there still has to be: the cycle takes the step that meets obligation 1.
    puzzle.edges.push_back({1, 1, 1});
    puzzle.pending[1] = 3;
    for (const Fairness fairness : {Fairness::weak, Fairness::strong}) {
        const FairRuns runs = runs_of(puzzle, fairness);
        REQUIRE(runs.lasso);
        CHECK(runs.lasso->cycle == std::vector<Step>{Step{3}});
    }
    // With a way back it is no dead end.
    puzzle.edges.push_back({1, 0});
    CHECK_FALSE(escapes(puzzle, Fairness::weak));
    CHECK_FALSE(escapes(puzzle, Fairness::strong));
    // Nor with a way to the goal.
    puzzle.edges.back() = {1, 2};
    CHECK_FALSE(escapes(puzzle, Fairness::weak));
    CHECK_FALSE(escapes(puzzle, Fairness::strong));
}

TEST_CASE("a run that ends before its goal is found too") {
    const Puzzle puzzle{{{0, 1}, {0, 2}}, {0, 0, 0}, 2};
    const FairRuns runs = runs_of(puzzle, Fairness::strong);
    REQUIRE(runs.lasso);
    CHECK(runs.lasso->stem == std::vector<Step>{Step{0}});
    CHECK(runs.lasso->cycle.empty());
}

TEST_CASE("fair runs are those of the definition, and lassos are fair") {
    std::mt19937 random(1985);
    unsigned found[3] = {}, missed[3] = {};
    for (unsigned round = 0; round < 1500; ++round) {
        const Puzzle puzzle = random_puzzle(random);
        for (const Fairness fairness : {Fairness::none, Fairness::weak, Fairness::strong}) {
            const FairRuns runs = runs_of(puzzle, fairness);
            const bool cycles = runs.components != 0;
            REQUIRE(cycles == escapes_by_definition(puzzle, fairness));
            ++(cycles ? found : missed)[static_cast<unsigned>(fairness)];
            if (!runs.lasso || runs.lasso->cycle.empty()) continue;
            REQUIRE(is_fair(puzzle, runs.lasso->cycle, fairness));
            std::uint64_t state = 0;
            for (const Step step : runs.lasso->stem) puzzle.take(&state, step);
            const std::uint64_t start = state;
            for (const Step step : runs.lasso->cycle) {
                REQUIRE(puzzle.edges[static_cast<unsigned>(step)].from == state);
                puzzle.take(&state, step);
            }
            REQUIRE(state == start);
        }
    }
    for (unsigned i = 0; i < 3; ++i) {
        CHECK(found[i] > 50);
        CHECK(missed[i] > 50);
    }
}

// Every state's distance, by one queue and no more.
std::map<std::uint64_t, unsigned> distances(const Maze& maze, const WayOut& purpose) {
    std::map<std::uint64_t, unsigned> distance{{1, 0}};
    std::vector<std::uint64_t> queue{1};
    for (std::size_t i = 0; i < queue.size(); ++i) {
        const std::uint64_t here = queue[i];
        maze.for_each_step(&here, [&](Step step) {
            std::uint64_t next[2] = {here, 0};
            maze.take(next, step);
            if (purpose.reached(next) || !distance.emplace(next[0], distance[here] + 1).second)
                return;
            queue.push_back(next[0]);
        });
    }
    return distance;
}

TEST_CASE("any number of workers makes the same graph and finds the same lasso") {
    const Maze maze;
    const ModelGenerator<Maze> generator(maze, 1);
    for (const unsigned rare : {1009U, 1U << 20}) {
        const WayOut purpose(rare);
        const auto distance = distances(maze, purpose);
        CHECK(distance.size() > 10000);
        for (const Fairness fairness : {Fairness::none, Fairness::weak, Fairness::strong}) {
            const FairRuns one = find_fair_runs(generator, purpose, fairness, {}, 1);
            CHECK(one.states == distance.size());
            REQUIRE(one.lasso);
            std::uint64_t state[2] = {1, Maze::mirror(1)};
            for (const Step step : one.lasso->stem) maze.take(state, step);
            CHECK(one.lasso->stem.size() == distance.at(*state));
            for (const unsigned workers : {2U, 8U}) {
                const FairRuns more = find_fair_runs(generator, purpose, fairness, {}, workers);
                CHECK(more.states == one.states);
                CHECK(more.transitions == one.transitions);
                CHECK(more.components == one.components);
                CHECK(more.rests == one.rests);
                REQUIRE(more.lasso);
                CHECK(more.lasso->stem == one.lasso->stem);
                CHECK(more.lasso->cycle == one.lasso->cycle);
            }
        }
    }
}

}  // namespace snapcheck::testing
