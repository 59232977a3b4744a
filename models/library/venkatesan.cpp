#include "models/algorithms/venkatesan.hpp"

#include "models/entry.hpp"
#include "models/library/parts.hpp"

namespace snapcheck::library {

Entries venkatesan() {
    return {entry<Venkatesan>()};
}

}  // namespace snapcheck::library
