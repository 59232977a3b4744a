#include "models/algorithms/mattern.hpp"

#include "models/entry.hpp"
#include "models/library/parts.hpp"

namespace snapcheck::library {

Entries mattern() {
    return {entry<MatternSum>(), entry<MatternCounts>(), entry<MatternRing>()};
}

}  // namespace snapcheck::library
