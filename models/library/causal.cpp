#include "models/algorithms/acharya_badrinath.hpp"
#include "models/algorithms/alagar_venkatesan.hpp"
#include "models/entry.hpp"
#include "models/library/parts.hpp"

namespace snapcheck::library {

Entries causal() {
    return {entry<AcharyaBadrinath>(), entry<AlagarVenkatesan>()};
}

}  // namespace snapcheck::library
