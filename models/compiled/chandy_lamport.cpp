#include "models/algorithms/chandy_lamport.hpp"

#include "models/run_check.hpp"

namespace snapcheck {

template AlgorithmEntry entry<ChandyLamport>();

}  // namespace snapcheck
