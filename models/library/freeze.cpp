#include "models/algorithms/freeze.hpp"

#include "models/entry.hpp"
#include "models/library/parts.hpp"

namespace snapcheck::library {

Entries freeze() {
    return {entry<FreezeFlush>(), entry<FreezeCounts>()};
}

}  // namespace snapcheck::library
