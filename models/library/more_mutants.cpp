#include "models/algorithms/mutants.hpp"
#include "models/entry.hpp"
#include "models/library/parts.hpp"

namespace snapcheck::library {

Entries more_mutants() {
    return {entry<AlagarVenkatesanUnicast>(), entry<KooTouegNoInhibition>(),
            entry<HelaryNoCounts>(), entry<HelaryNoInhibition>(),
            entry<FlinkUnalignedNoOutputLog>()};
}

}  // namespace snapcheck::library
