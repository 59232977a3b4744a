// The search on toy models whose figures can be counted by hand, with and without grades.
#include "checker/search.hpp"

#include <array>

#include "checker/decimal.hpp"
#include "checker/path_finder.hpp"
#include "checker/reference.hpp"
#include "checker/watched.hpp"
#include "tests/catch.hpp"

namespace snapcheck::testing {

namespace {

// A state of one word that holds two numbers.
std::uint64_t pair(std::uint64_t a, std::uint64_t b) {
    return a << 32 | b;
}
std::uint64_t first(View state) {
    return state[0] >> 32;
}
std::uint64_t second(View state) {
    return state[0] & 0xffffffff;
}

struct SumJudge {
    std::uint64_t wanted;
    Observations operator()(View state, bool terminal, unsigned) const {
        return (first(state) + second(state) == wanted ? 1U : 0U) | (terminal ? 2U : 0U);
    }
};

/// Two counters up to a side, either may take a step: the states are a grid, the runs its lattice
/// paths.
struct Grid {
    std::uint64_t side;
    std::uint64_t wanted = 1000;

    unsigned words() const { return 1; }
    template <class Visit>
    void for_each_initial(Visit&& visit) const {
        const std::uint64_t origin = pair(0, 0);
        visit(&origin);
    }
    template <class Visit>
    void for_each_step(View s, Visit&& visit) const {
        if (first(s) < side) visit(Step{0});
        if (second(s) < side) visit(Step{1});
    }
    bool take(std::uint64_t* s, Step step) const {
        *s += step == Step{0} ? pair(1, 0) : pair(0, 1);
        return true;
    }
    unsigned actors() const { return 2; }
    unsigned actor(Step step) const { return static_cast<unsigned>(step); }
    std::string describe(View, Step step) const { return step == Step{0} ? "right" : "up"; }
    SumJudge judge() const { return {wanted}; }
    unsigned grade(View s) const { return static_cast<unsigned>(first(s) + second(s)); }
    unsigned rise(View, Step, View) const { return 1; }
    unsigned max_rise() const { return 1; }
};

/// The same without its promise of progress.
struct UngradedGrid : Grid {
    unsigned max_rise() const { return 0; }
};

/// The same with a count of the steps to each side.
struct CountedGrid : Grid {
    unsigned kinds() const { return 2; }
    unsigned count(unsigned kind, View s) const {
        return static_cast<unsigned>(kind == 0 ? first(s) : second(s));
    }
    template <class Use>
    void with_steps_of(unsigned kind, Use&& use) const {
        use([this, kind](View s, auto&& visit) {
            if (count(kind, s) < side) visit(Step{kind});
        });
    }
    std::vector<std::uint64_t> reach(unsigned) const { return {~std::uint64_t{0}}; }
    std::vector<std::uint64_t> guard(unsigned) const { return {~std::uint64_t{0}}; }
};

/// Eight counters up to four, any of which may take a step: layers of many cells.
struct Box {
    unsigned words() const { return 1; }
    template <class Visit>
    void for_each_initial(Visit&& visit) const {
        const std::uint64_t origin = 0;
        visit(&origin);
    }
    template <class Visit>
    void for_each_step(View s, Visit&& visit) const {
        for (unsigned kind = 0; kind < kinds(); ++kind)
            if (count(kind, s) < 4) visit(Step{kind});
    }
    bool take(std::uint64_t* s, Step step) const {
        *s += std::uint64_t{1} << 8 * static_cast<unsigned>(step);
        return static_cast<unsigned>(step) % 2 == 0;  // of the others nothing is known
    }
    unsigned actors() const { return kinds(); }
    unsigned actor(Step step) const { return static_cast<unsigned>(step); }
    std::string describe(View, Step) const { return "along"; }
    SumJudge judge() const { return {0}; }
    unsigned max_rise() const { return 1; }
    unsigned rise(View, Step, View) const { return 1; }
    unsigned grade(View s) const {
        unsigned grade = 0;
        for (unsigned kind = 0; kind < kinds(); ++kind) grade += count(kind, s);
        return grade;
    }
    unsigned kinds() const { return 8; }
    unsigned count(unsigned kind, View s) const {
        return static_cast<unsigned>(*s >> 8 * kind & 0xff);
    }
    template <class Use>
    void with_steps_of(unsigned kind, Use&& use) const {
        use([this, kind](View s, auto&& visit) {
            if (count(kind, s) < 4) visit(Step{kind});
        });
    }
    std::vector<std::uint64_t> reach(unsigned kind) const {
        return {std::uint64_t{0xff} << 8 * kind};
    }
};

/// Measuring water with jugs of 3 and 5: a cyclic graph (16 states are reachable, 4 takes 6 steps).
struct Jugs {
    unsigned words() const { return 1; }
    template <class Visit>
    void for_each_initial(Visit&& visit) const {
        const std::uint64_t empty = pair(0, 0);
        visit(&empty);
    }
    template <class Visit>
    void for_each_step(View, Visit&& visit) const {
        for (std::uint32_t i = 0; i < 6; ++i) visit(Step{i});
    }
    void take(std::uint64_t* s, Step step) const {
        const std::uint64_t to_second = std::min(first(s), 5 - second(s));
        const std::uint64_t to_first = std::min(second(s), 3 - first(s));
        const std::array outcomes{pair(3, second(s)),
                                  pair(first(s), 5),
                                  pair(0, second(s)),
                                  pair(first(s), 0),
                                  pair(first(s) - to_second, second(s) + to_second),
                                  pair(first(s) + to_first, second(s) - to_first)};
        *s = outcomes[static_cast<std::uint32_t>(step)];
    }
    unsigned actors() const { return 1; }
    unsigned actor(Step) const { return 0; }
    std::string describe(View, Step) const { return "pour"; }
    struct Judge {
        Observations operator()(View state, bool, unsigned) const {
            return second(state) == 4 ? 1 : 0;
        }
    };
    Judge judge() const { return {}; }
};

/// A counter up to `last` that can be raised by 1 or by 2 grades: states are met at several depths.
/// It lies in the second of its words.
struct Skips {
    std::uint64_t last;

    unsigned words() const { return 2; }
    template <class Visit>
    void for_each_initial(Visit&& visit) const {
        const std::uint64_t start[2] = {};
        visit(start);
    }
    template <class Visit>
    void for_each_step(View s, Visit&& visit) const {
        if (s[1] + 1 <= last) visit(Step{0});
        if (s[1] + 2 <= last) visit(Step{1});
    }
    void take(std::uint64_t* s, Step step) const { s[1] += step == Step{0} ? 1 : 2; }
    unsigned actors() const { return 1; }
    unsigned actor(Step) const { return 0; }
    std::string describe(View, Step) const { return "skip"; }
    struct Judge {
        std::uint64_t last;
        Observations operator()(View s, bool, unsigned) const { return s[1] == last ? 1 : 0; }
    };
    Judge judge() const { return {last}; }
    unsigned grade(View s) const { return static_cast<unsigned>(s[1]); }
    unsigned rise(View, Step step, View) const { return step == Step{0} ? 1 : 2; }
    unsigned max_rise() const { return 2; }
};

template <Model M>
Report explore(const M& model, const SearchOptions& options) {
    ModelGenerator<M> generator(model, options.workers);
    return snapcheck::explore(generator, options);
}

SearchOptions with_workers(unsigned workers) {
    SearchOptions options;
    options.workers = workers;
    return options;
}

}  // namespace

TEST_CASE("a grid has all its states, steps and lattice paths") {
    for (const unsigned workers : {1U, 2U, 8U}) {
        const Report report = explore(Grid{9}, with_workers(workers));
        CHECK(report.complete());
        CHECK(report.states == 100);
        CHECK(report.transitions == 180);
        CHECK(report.depth == 18);
        CHECK(report.terminal == 1);
        CHECK(decimal(report.runs) == "48620");  // 18 over 9
    }
}

TEST_CASE("counts of runs grow past one and two words") {
    // The central binomial coefficients 120 over 60 and 200 over 100, from a table.
    CHECK(decimal(explore(Grid{60}, with_workers(2)).runs) ==
          "96614908840363322603893139521372656");
    CHECK(decimal(explore(Grid{100}, with_workers(2)).runs) ==
          "90548514656103281165404177077484163874504589675413336841320");
}

TEST_CASE("without grades the figures are the same, runs included") {
    for (const unsigned side : {9U, 60U}) {
        const Report graded = explore(Grid{side}, with_workers(2));
        const Report ungraded = explore(UngradedGrid{{side}}, with_workers(2));
        CHECK(ungraded.states == graded.states);
        CHECK(ungraded.transitions == graded.transitions);
        CHECK(ungraded.depth == graded.depth);
        CHECK(decimal(ungraded.runs) == decimal(graded.runs));
    }
}

TEST_CASE("where steps are counted the figures are the same, runs included") {
    for (const unsigned side : {9U, 60U, 100U}) {
        const Report graded = explore(Grid{side}, with_workers(2));
        const Report counted = explore(CountedGrid{{side}}, with_workers(2));
        CHECK(counted.complete());
        CHECK(counted.states == graded.states);
        CHECK(counted.transitions == graded.transitions);
        CHECK(counted.terminal == graded.terminal);
        CHECK(counted.depth == graded.depth);
        CHECK(decimal(counted.runs) == decimal(graded.runs));
    }
}

TEST_CASE("layers of many cells have all states, steps and runs") {
    for (const unsigned workers : {1U, 2U, 8U}) {
        const Report box = explore(Box{}, with_workers(workers));
        CHECK(box.states == 390'625);         // 5^8
        CHECK(box.transitions == 2'500'000);  // 8 * 4 * 5^7
        CHECK(box.depth == 32);
        CHECK(box.terminal == 1);
        CHECK(decimal(box.runs) == "2390461829733887910000000");  // 32! / 4!^8
    }
}

TEST_CASE("a large grid goes through many shards and batches") {
    const Report report = explore(Grid{700}, with_workers(8));
    CHECK(report.states == 701 * 701);
    CHECK(report.transitions == 2 * 700 * 701);
}

TEST_CASE("a cyclic graph is explored to its end, and a shortest path is found in it") {
    const Jugs jugs;
    for (const unsigned workers : {1U, 2U, 8U}) {
        const Report report = explore(jugs, with_workers(workers));
        CHECK(report.complete());
        CHECK(report.states == 16);
        CHECK(report.observed[0].depth == 6);
        CHECK(report.runs.empty());  // a cycle: runs without end
        ModelGenerator<Jugs> generator(jugs, workers);
        const auto path = explore_for_paths(generator, 6, with_workers(workers))->find(1, 6);
        CHECK(path.steps.size() == 6);
        CHECK(second(replay(generator, path).back().data()) == 4);
    }
}

TEST_CASE("the depth of a state is its distance, also where grades rise unevenly") {
    const Report report = explore(Skips{9}, with_workers(2));
    CHECK(report.states == 10);
    CHECK(report.depth == 5);  // 2+2+2+2+1
    CHECK(report.observed[0].depth == 5);
    CHECK(decimal(report.runs) == "55");  // compositions of 9 into ones and twos
}

TEST_CASE("a search that is stopped by a finding reports whole levels, whatever came after") {
    for (const unsigned workers : {1U, 2U, 8U}) {
        SearchOptions options = with_workers(workers);
        options.stop_at = 1;
        const Report grid = explore(Grid{9, 4}, options);
        CHECK(grid.ending == Ending::found);
        CHECK_FALSE(grid.complete());
        CHECK(grid.states == 1 + 2 + 3 + 4 + 5);
        CHECK(grid.transitions == 2 + 4 + 6 + 8);
        CHECK(grid.depth == 4);
        CHECK(grid.observed[0].states == 5);
        const Report counted = explore(CountedGrid{{9, 4}}, options);
        CHECK(counted.ending == Ending::found);
        CHECK(counted.states == grid.states);
        CHECK(counted.transitions == grid.transitions);
        CHECK(counted.depth == 4);
        CHECK(counted.observed[0].states == 5);
        const Report skips = explore(Skips{4}, options);  // 0; 1 2; 3 4: found at depth 2
        CHECK(skips.states == 5);
        CHECK(skips.observed[0].depth == 2);
    }
}

namespace {

template <Model M>
void check_limits(const M& grid) {
    SearchOptions options = with_workers(2);
    options.limits.max_depth = 3;
    const Report shallow = explore(grid, options);
    CHECK(shallow.ending == Ending::depth_limit);
    CHECK(shallow.states == 10);
    CHECK(shallow.transitions == 12);
    CHECK(shallow.left == 4);
    options.limits.max_depth = 18;
    CHECK(explore(grid, options).complete());

    options = with_workers(2);
    options.limits.max_states = 20;
    const Report few = explore(grid, options);
    CHECK(few.ending == Ending::state_limit);
    CHECK(few.states >= 20);
    CHECK(few.left > 0);
    CHECK(few.runs.empty());
    options.limits.max_states = 101;
    CHECK(explore(grid, options).complete());

    options = with_workers(2);
    options.limits.max_bytes = 1;
    CHECK(explore(grid, options).ending == Ending::memory_limit);

    options = with_workers(2);
    options.limits.deadline = std::chrono::steady_clock::now();
    CHECK(explore(grid, options).ending == Ending::time_limit);

    options = with_workers(2);
    const std::atomic<bool> interrupt = true;
    options.limits.interrupt = &interrupt;
    CHECK(explore(grid, options).ending == Ending::interrupted);
}

}  // namespace

TEST_CASE("limits cut a search short and say so") {
    check_limits(Grid{9});
    check_limits(CountedGrid{{9}});
}

TEST_CASE(
    "of all shortest paths the one with the fewest changes of actor is taken, then the least") {
    const Grid grid{9, 6};
    for (const unsigned workers : {1U, 2U, 8U}) {
        ModelGenerator<Grid> generator(grid, workers);
        const auto path = explore_for_paths(generator, 6, with_workers(workers))->find(1, 6);
        CHECK(path.steps == std::vector<Step>(6, Step{0}));  // six to the right: no change at all
    }
    ModelGenerator<Grid> generator(grid, 2);
    const auto corner =
        explore_for_paths(generator, 18, with_workers(2))->find(2, 18);  // the terminal corner
    std::vector<Step> once(9, Step{0});
    once.insert(once.end(), 9, Step{1});
    CHECK(corner.steps == once);
}

// To a place in the grid, one change is enough, and the lesser last step is to the right.
TEST_CASE("one pass finds a shortest path to each class of states") {
    const auto check = [](const auto& grid, unsigned workers) {
        ModelGenerator generator(grid, workers);
        const auto finder = explore_for_paths(generator, 8, with_workers(workers));
        const auto paths = finder->find_each([](View s) -> std::optional<std::size_t> {
            if (first(s) == 0 && second(s) == 0) return std::nullopt;
            return first(s) * 5 + second(s);
        });
        REQUIRE(paths.size() == 24);
        for (std::size_t i = 0; i < paths.size(); ++i) {
            const std::vector<Step>& steps = paths[i].steps;
            const auto states = replay(generator, paths[i]);
            const View end = states.back().data();
            CHECK(steps.size() == first(end) + second(end));
            CHECK(std::ranges::is_sorted(steps, std::greater{}));  // up, then right
            CHECK((i == 0 || paths[i - 1].steps.size() <= steps.size()));
        }
    };
    for (const unsigned workers : {1U, 2U, 8U}) {
        check(Grid{4}, workers);
        check(UngradedGrid{{4}}, workers);
    }
}

TEST_CASE("of a class the nearest state is the one that a path is found to") {
    const Skips skips{9};
    ModelGenerator<Skips> generator(skips, 2);
    const auto finder = explore_for_paths(generator, 9, with_workers(2));
    const auto paths = finder->find_each([](View s) -> std::optional<std::size_t> {
        return s[1] >= 3 ? std::optional<std::size_t>(s[1] % 2) : std::nullopt;
    });
    REQUIRE(paths.size() == 2);
    CHECK(paths[0].steps == std::vector<Step>{Step{1}, Step{0}});  // 3
    CHECK(paths[1].steps == std::vector<Step>{Step{1}, Step{1}});  // 4
}

// Whether somebody went up before somebody went right. Places with a right and an up come twice,
// the others once: of 9 places in a grid of side 2, there are 4.
TEST_CASE("what a watcher remembers is part of the state") {
    struct UpFirst final : Watcher {
        std::uint64_t remember(std::uint64_t memory, View before, Step step, View) const override {
            const bool first_step = first(before) + second(before) == 0;
            return first_step && step == Step{1} ? 1 : memory;
        }
        Observations observe(std::uint64_t memory, Observations, bool terminal) const override {
            return terminal && memory == 1 ? 1 : 0;
        }
    };
    const Grid grid{2};
    const UpFirst up_first;
    for (const unsigned workers : {1U, 3U}) {
        ModelGenerator<Grid> generator(grid, workers);
        Watched watched(generator, up_first);
        const Report report = snapcheck::explore(watched, with_workers(workers));
        CHECK(report.states == 1 + 2 * 2 + 2 * 4);  // the origin, the two edges, the rest twice
        CHECK(report.observed[0].states == 1);
        CHECK(report.observed[0].depth == 4);
        const Path path = explore_for_paths(watched, 4, with_workers(workers))->find(1, 4);
        CHECK(path.steps == std::vector<Step>{Step{1}, Step{1}, Step{0}, Step{0}});
    }
}

TEST_CASE("a path that is not one is refused when it is replayed") {
    const Grid grid{1};
    ModelGenerator<Grid> generator(grid, 1);
    CHECK_THROWS_WITH(replay(generator, Path{{pair(0, 0)}, {Step{0}, Step{0}}}),
                      "not enabled: right");
}

TEST_CASE("the reference search agrees on the toys") {
    const ReferenceReport jugs = reference_search(Jugs{});
    CHECK(jugs.states == 16);
    CHECK(jugs.first_depth.at(0) == 6);
    CHECK(reference_search(Skips{9}).depth == 5);
}

TEST_CASE("an exception in a worker reaches whoever asked") {
    Workers workers(4);
    CHECK_THROWS_AS(workers.for_each(100,
                                     [](std::size_t task, unsigned) {
                                         if (task == 57) throw std::runtime_error("57");
                                     }),
                    std::runtime_error);
}

TEST_CASE("every task is done once, by a worker that does one at a time") {
    for (const unsigned count : {1U, 2U, 8U}) {
        Workers workers(count);
        std::vector<std::atomic<int>> done(1000);
        std::vector<std::atomic<int>> busy(count);
        std::atomic<bool> shared = false;
        workers.for_each(done.size(), [&](std::size_t task, unsigned worker) {
            if (busy.at(worker)++ != 0) shared = true;
            ++done[task];
            --busy[worker];
        });
        CHECK(std::ranges::all_of(done, [](const auto& times) { return times == 1; }));
        CHECK_FALSE(shared);
    }
}

}  // namespace snapcheck::testing
