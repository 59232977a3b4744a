// What is remembered must be what would be worked out again, whatever else a state says.
#include "checker/remembered.hpp"

#include "tests/catch.hpp"

using namespace snapcheck;

namespace {

constexpr std::uint64_t low_byte = 0xff;

TraitsChange no_change(View, View) {
    return {~Traits{0}, 0};
}

}  // namespace

TEST_CASE("a function of a few bits is worked out once for each of their values", "[remembered]") {
    Remembered doubled({0, low_byte}, 1);
    unsigned worked_out = 0;
    const auto look_up = [&](std::uint64_t elsewhere, std::uint64_t bits) {
        const std::uint64_t state[] = {elsewhere, elsewhere << 8 | bits};
        return doubled.get(state, [&] {
            ++worked_out;
            return 2 * bits;
        });
    };
    for (std::uint64_t elsewhere = 0; elsewhere < 1000; ++elsewhere)
        CHECK(look_up(elsewhere, 17) == 34);
    CHECK(worked_out == 1);
    CHECK(look_up(5, 18) == 36);
    CHECK(worked_out == 2);
}

TEST_CASE("what was pushed out by something else is worked out again", "[remembered]") {
    Remembered itself({~std::uint64_t{0}}, 1);
    for (unsigned round = 0; round < 2; ++round)
        for (std::uint64_t state = 0; state < 100'000; ++state)
            REQUIRE(itself.get(&state, [&] { return state; }) == state);
}

TEST_CASE("a confined step is taken from memory, its bits changed and no others", "[remembered]") {
    RememberedSteps steps({low_byte});
    const auto take = [](std::uint64_t* words, Step step) {
        words[0] += static_cast<std::uint64_t>(step);
        return true;
    };
    const auto change = [](View before, View now) {
        return TraitsChange{~Traits{3}, static_cast<Traits>(*now - *before)};
    };
    std::uint64_t after = 0;
    for (std::uint64_t elsewhere = 0; elsewhere < 64; ++elsewhere)
        for (const unsigned by : {1U, 2U}) {
            const std::uint64_t before = elsewhere << 8 | 40;
            const Traits traits = steps.take(&before, 4, Step{by}, &after, 1U, take, change);
            CHECK(after == before + by);
            CHECK(traits == (4 | by));
        }
}

TEST_CASE("a step that is not confined is taken every time", "[remembered]") {
    RememberedSteps steps({low_byte});
    const auto take = [](std::uint64_t* words, Step) {
        words[0] += words[0] >> 8;  // what the mask does not show
        return false;
    };
    std::uint64_t after = 0;
    for (std::uint64_t elsewhere = 1; elsewhere < 64; ++elsewhere) {
        const std::uint64_t before = elsewhere << 8 | 40;
        steps.take(&before, 0, Step{1}, &after, 1U, take, no_change);
        CHECK(after == before + elsewhere);
    }
}

TEST_CASE("nothing is remembered of steps of which nothing is known", "[remembered]") {
    RememberedSteps steps({0});
    const auto take = [](std::uint64_t* words, Step) {
        words[0] *= 3;
        return true;
    };
    std::uint64_t after = 0;
    for (std::uint64_t before = 1; before < 64; ++before) {
        steps.take(&before, 0, Step{1}, &after, 1U, take, no_change);
        CHECK(after == 3 * before);
    }
}
