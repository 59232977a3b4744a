#include "models/algorithms/chandy_lamport.hpp"

#include "models/entry.hpp"

namespace snapcheck {

template AlgorithmEntry entry<ChandyLamport>();

}  // namespace snapcheck
