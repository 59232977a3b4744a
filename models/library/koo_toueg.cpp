#include "models/algorithms/koo_toueg.hpp"

#include "models/entry.hpp"
#include "models/library/parts.hpp"

namespace snapcheck::library {

Entries koo_toueg() {
    return {entry<KooToueg>()};
}

}  // namespace snapcheck::library
