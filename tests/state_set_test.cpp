// The set of states against std::set, on random states, many of them equal.
#include "checker/state_set.hpp"

#include <map>
#include <random>

#include "tests/catch.hpp"

namespace snapcheck::testing {

namespace {

template <unsigned Count>
Words<Count> random_state(std::mt19937_64& random, unsigned values) {
    Words<Count> state;
    for (auto& word : state.word) word = random() % values;
    return state;
}

template <unsigned Count>
void compare_with_map(unsigned values) {
    std::mt19937_64 random(Count * 1000 + values);
    StateSet<Words<Count>> set;
    std::map<std::array<std::uint64_t, Count>, std::uint32_t> map;
    for (int round = 0; round < 20'000; ++round) {
        const auto state = random_state<Count>(random, values);
        const auto [expected, fresh] =
            map.emplace(state.word, static_cast<std::uint32_t>(map.size()));
        const auto place = set.insert(state, hash(state));
        REQUIRE(place.fresh == fresh);
        REQUIRE(place.index == expected->second);
        const auto other = random_state<Count>(random, values);
        REQUIRE(set.find(other, hash(other)).has_value() == map.contains(other.word));
    }
    CHECK(set.size() == map.size());
}

}  // namespace

TEST_CASE("a state set finds what was put in, and nothing else") {
    compare_with_map<1>(30'000);
    compare_with_map<2>(100);
    compare_with_map<4>(8);
    compare_with_map<8>(3);
}

TEST_CASE("states with one hash are told apart all the same") {
    StateSet<Words<1>> set;
    for (std::uint64_t i = 0; i < 100; ++i) CHECK(set.insert({{i}}, 42).fresh);
    for (std::uint64_t i = 0; i < 8; ++i) CHECK(set.size() == 100);
}

}  // namespace snapcheck::testing
