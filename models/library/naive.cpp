#include "models/algorithms/naive.hpp"

#include "models/entry.hpp"
#include "models/library/parts.hpp"

namespace snapcheck::library {

Entries naive() {
    return {entry<Naive>()};
}

}  // namespace snapcheck::library
