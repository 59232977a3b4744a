// Instead of all algorithms, those that the tests of threads ask for by name.
#include "models/algorithms/chandy_lamport_mutants.hpp"
#include "models/algorithms/venkatesan.hpp"
#include "models/entry.hpp"
#include "models/library/library.hpp"

namespace snapcheck {

const std::vector<AlgorithmEntry>& library_algorithms() {
    static const std::vector<AlgorithmEntry> few{
        entry<ChandyLamport>(),        entry<Venkatesan>(),
        entry<ChandyLamportNoChan>(),  entry<ChandyLamportImpatient>(),
        entry<ChandyLamportOmitOne>(), entry<ChandyLamportCloseAll>(),
        entry<ChandyLamportLogOne>(),
    };
    return few;
}

}  // namespace snapcheck
