// What stands beside states, and is handed down to their successors.
#include <bit>

#include "checker/heredity.hpp"
#include "checker/search.hpp"
#include "tests/catch.hpp"

namespace snapcheck::testing {

namespace {

/// So many switches, of which at most two may be turned on: 1 + n + n(n-1)/2 states and
/// n(n-1) runs.
struct Switches {
    unsigned number;

    struct Judge {
        Observations operator()(View, bool, unsigned) const { return 0; }
    };

    static unsigned on(View s) {
        return static_cast<unsigned>(std::popcount(s[0]) + std::popcount(s[1]));
    }
    unsigned words() const { return 2; }
    void for_each_initial(auto&& visit) const {
        const std::uint64_t off[2] = {0, 0};
        visit(View{off});
    }
    void for_each_step(View s, auto&& visit) const {
        for (unsigned kind = 0; kind < number; ++kind)
            if (on(s) < 2 && count(kind, s) == 0) visit(Step{kind});
    }
    bool take(std::uint64_t* s, Step step) const {
        const auto kind = static_cast<unsigned>(step);
        s[kind / 64] |= std::uint64_t{1} << kind % 64;
        return false;
    }
    unsigned actors() const { return 1; }
    unsigned actor(Step) const { return 0; }
    std::string describe(View, Step) const { return "on"; }
    Judge judge() const { return {}; }
    unsigned max_rise() const { return 1; }
    unsigned rise(View, Step, View) const { return 1; }
    unsigned grade(View s) const { return on(s); }
    unsigned kinds() const { return number; }
    unsigned count(unsigned kind, View s) const {
        return static_cast<unsigned>(s[kind / 64] >> kind % 64 & 1);
    }
    void with_steps_of(unsigned kind, auto&& use) const {
        use([this, kind](View s, auto&& visit) {
            if (on(s) < 2 && count(kind, s) == 0) visit(Step{kind});
        });
    }
    std::optional<Step> only_step(unsigned kind) const { return Step{kind}; }
    std::vector<std::uint64_t> reach(unsigned) const { return {0, 0}; }
    std::vector<std::uint64_t> guard(unsigned) const { return {~0ULL, ~0ULL}; }
};

/// Where turning one on is remembered by its own bit, what guards the others is not.
struct HastySwitches : Switches {
    std::vector<std::uint64_t> reach(unsigned kind) const { return {std::uint64_t{1} << kind, 0}; }
};

Heredity heredity_of(const auto& model) {
    const ModelGenerator generator(model, 1);
    return Heredity(generator, 2);
}

}  // namespace

TEST_CASE("kinds that share a bit are told apart by the state") {
    for (const unsigned number : {3U, 29U, 30U, 31U, 32U, 40U, 63U, 64U, 65U, 70U}) {
        CAPTURE(number);
        const Switches switches{number};
        ModelGenerator generator(switches, 1);
        const Report report = explore(generator, {});
        CHECK(report.states == 1 + number + number * (number - 1) / 2);
        CHECK(report.transitions == number + number * (number - 1));
        CHECK(report.terminal == number * (number - 1) / 2);
        CHECK(report.runs == std::vector<std::uint64_t>{number * (number - 1)});
    }
}

TEST_CASE("what is enabled is handed down only where it can be") {
    CHECK(heredity_of(Switches{30}).knows_enabled());
    CHECK_FALSE(heredity_of(Switches{31}).knows_enabled());         // kinds share a bit
    CHECK_FALSE(heredity_of(HastySwitches{{30}}).knows_enabled());  // a guard reads more
}

TEST_CASE("a column has two states a word, and those after the last have no traits") {
    std::uint64_t column[2] = {~0ULL, ~0ULL};
    put_in_column(column, 0, 5);
    put_in_column(column, 1, shows_nothing | 6);
    put_in_column(column, 2, shows_settled);
    CHECK(in_column(column, 0) == 5);
    CHECK(in_column(column, 1) == (shows_nothing | 6));
    CHECK(in_column(column, 2) == shows_settled);
    CHECK(in_column(column, 3) == 0);
    add_in_column(column, 1, shows_settled);
    CHECK(in_column(column, 1) == (shows_nothing | shows_settled | 6));
    CHECK(in_column(column, 0) == 5);
}

TEST_CASE("what a step does to traits survives being packed") {
    const TraitsChange change{static_cast<Traits>(~3U), 2};
    CHECK(TraitsChange::unpacked(change.packed()).of(shows_nothing | 5) == (shows_nothing | 6));
}

}  // namespace snapcheck::testing
