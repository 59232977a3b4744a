#include "models/algorithms/chandy_lamport_mutants.hpp"
#include "models/entry.hpp"
#include "models/library/parts.hpp"

namespace snapcheck::library {

Entries chandy_lamport_markers() {
    return {entry<ChandyLamportOmitOne>(), entry<ChandyLamportNoRelay>(),
            entry<ChandyLamportLateMarker>(), entry<ChandyLamportReinit>(),
            entry<ChandyLamportCountMarkers>()};
}

}  // namespace snapcheck::library
