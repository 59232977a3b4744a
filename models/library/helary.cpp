#include "models/algorithms/helary.hpp"

#include "models/entry.hpp"
#include "models/library/parts.hpp"

namespace snapcheck::library {

Entries helary() {
    return {entry<Helary>()};
}

}  // namespace snapcheck::library
