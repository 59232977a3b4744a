#include "models/algorithms/mutants.hpp"

#include "models/entry.hpp"
#include "models/library/parts.hpp"

namespace snapcheck::library {

Entries mutants() {
    return {entry<LaiYangColourIgnored>(),      entry<MatternSumNoWait>(),
            entry<MatternCountsNoWait>(),       entry<VenkatesanNoLazyRegular>(),
            entry<SpezialettiKearnsOneSided>(), entry<AcharyaBadrinathUnicast>()};
}

}  // namespace snapcheck::library
