#include "models/algorithms/flink.hpp"

#include "models/entry.hpp"
#include "models/library/parts.hpp"

namespace snapcheck::library {

Entries flink() {
    return {entry<FlinkAligned>(), entry<FlinkAtLeastOnce>(), entry<FlinkCyclic>(),
            entry<FlinkUnaligned>()};
}

}  // namespace snapcheck::library
