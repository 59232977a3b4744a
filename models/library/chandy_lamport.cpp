#include "models/algorithms/chandy_lamport.hpp"

#include "models/entry.hpp"
#include "models/library/parts.hpp"

namespace snapcheck::library {

Entries chandy_lamport() {
    return {entry<ChandyLamport>()};
}

}  // namespace snapcheck::library
