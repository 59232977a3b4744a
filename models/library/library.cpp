#include "models/library/library.hpp"

#include <algorithm>
#include <iterator>

#include "models/library/parts.hpp"

namespace snapcheck {

const std::vector<AlgorithmEntry>& library_algorithms() {
    static const std::vector<AlgorithmEntry> all = [] {
        std::vector<AlgorithmEntry> entries;
        for (const auto part :
             {&library::chandy_lamport, &library::lai_yang, &library::mattern,
              &library::spezialetti_kearns, &library::venkatesan, &library::causal,
              &library::helary, &library::freeze, &library::koo_toueg, &library::flink,
              &library::naive, &library::chandy_lamport_recording, &library::chandy_lamport_markers,
              &library::chandy_lamport_closing, &library::mutants, &library::more_mutants})
            std::ranges::copy(part(), std::back_inserter(entries));
        return entries;
    }();
    return all;
}

}  // namespace snapcheck
