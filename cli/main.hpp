// A whole program in one line: `int main(int argc, char** argv) { return
// snapcheck::main<MyVariant>(argc, argv); }`
#pragma once

#include <array>

#include "cli/program.hpp"
#include "models/entry.hpp"

namespace snapcheck {

/// The command line of a checker that knows these algorithms; returns the exit code.
template <class... Algorithms>
int main(int argc, char** argv) {
    static_assert(sizeof...(Algorithms) > 0,
                  "name at least one algorithm: snapcheck::main<MyVariant>(argc, argv)");
    const std::array<AlgorithmEntry, sizeof...(Algorithms)> algorithms{entry<Algorithms>()...};
    return run_program(algorithms, argc, argv);
}

}  // namespace snapcheck
