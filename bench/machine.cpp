// What this machine can do at best of what a search does with each transition: hash a state, and
// look it up or insert it. On one core, with the hash and the comparison of the checker itself, in
// a table that stays in the cache as its cells do, and in one that does not. Prints nanoseconds, as
// JSON.
#include <bit>
#include <chrono>
#include <cstdio>
#include <vector>

#include "checker/words.hpp"

namespace {

using snapcheck::Words;
using State = Words<2>;

State state_number(std::uint64_t number) {
    return {{number * 0x9e3779b97f4a7c15, number}};
}

double nanoseconds_each(std::size_t times, const auto& work) {
    const auto began = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - began;
    return took.count() / static_cast<double>(times);
}

// Open addressing, at most half full: numbers of states, and the states one after the other.
class Table {
  public:
    explicit Table(std::size_t most) : slots_(std::bit_ceil(2 * most)) { states_.reserve(most); }

    void insert(const State& state) {
        std::size_t at = snapcheck::scatter<State::count>(state.data()) & (slots_.size() - 1);
        for (; slots_[at] != 0; at = (at + 1) & (slots_.size() - 1))
            if (states_[slots_[at] - 1] == state) return;
        states_.push_back(state);
        slots_[at] = static_cast<std::uint32_t>(states_.size());
    }
    void clear() {
        states_.clear();
        slots_.assign(slots_.size(), 0);
    }

  private:
    std::vector<std::uint32_t> slots_;
    std::vector<State> states_;
};

constexpr std::size_t total = std::size_t{1} << 24;  // states, in each measurement

double hashing() {
    std::uint64_t sum = 0;
    const double each = nanoseconds_each(total, [&] {
        for (std::uint64_t i = 0; i < total; ++i) {
            const State state = state_number(i);
            sum += snapcheck::scatter<State::count>(state.data());
        }
    });
    volatile std::uint64_t used = sum;
    static_cast<void>(used);
    return each;
}

// All inserts are new where repeats == 1; otherwise most find what is there.
double inserting(std::size_t size, std::size_t repeats) {
    Table table(size);
    return nanoseconds_each(total, [&] {
        for (std::size_t done = 0; done < total; done += size * repeats) {
            table.clear();
            for (std::size_t again = 0; again < repeats; ++again)
                for (std::size_t i = 0; i < size; ++i)
                    table.insert(state_number((i * 0x9e3779b1 + again) % size + done));
        }
    });
}

}  // namespace

int main() {
    constexpr std::size_t cell = 4096;
    std::printf(
        "{\"hash\": %.2f, \"insert_in_cache\": %.2f, \"find_in_cache\": %.2f, "
        "\"insert_in_memory\": %.2f}\n",
        hashing(), inserting(cell, 1), inserting(cell, 8), inserting(total, 1));
}
