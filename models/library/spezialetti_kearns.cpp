#include "models/algorithms/spezialetti_kearns.hpp"

#include "models/entry.hpp"
#include "models/library/parts.hpp"

namespace snapcheck::library {

Entries spezialetti_kearns() {
    return {entry<SpezialettiKearns>()};
}

}  // namespace snapcheck::library
