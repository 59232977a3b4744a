#include "models/algorithms/chandy_lamport_mutants.hpp"
#include "models/entry.hpp"
#include "models/library/parts.hpp"

namespace snapcheck::library {

Entries chandy_lamport_closing() {
    return {entry<ChandyLamportImpatient>(), entry<ChandyLamportStopAll>(),
            entry<ChandyLamportKeepFirstOpen>(), entry<ChandyLamportDoneAtRecord>(),
            entry<ChandyLamportCloseAll>()};
}

}  // namespace snapcheck::library
