#include "models/algorithms/chandy_lamport_mutants.hpp"
#include "models/entry.hpp"
#include "models/library/parts.hpp"

namespace snapcheck::library {

Entries chandy_lamport_recording() {
    return {entry<ChandyLamportNoChan>(),          entry<ChandyLamportNoInitChan>(),
            entry<ChandyLamportDiscardOnMarker>(), entry<ChandyLamportPrepend>(),
            entry<ChandyLamportRerecord>(),        entry<ChandyLamportRecordLater>(),
            entry<ChandyLamportLogOne>()};
}

}  // namespace snapcheck::library
