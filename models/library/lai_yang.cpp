#include "models/algorithms/lai_yang.hpp"

#include "models/entry.hpp"
#include "models/library/parts.hpp"

namespace snapcheck::library {

Entries lai_yang() {
    return {entry<LaiYang>(), entry<LaiYangSilent>()};
}

}  // namespace snapcheck::library
