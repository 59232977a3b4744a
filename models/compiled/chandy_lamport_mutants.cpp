#include "models/algorithms/chandy_lamport_mutants.hpp"

#include "models/run_check.hpp"

namespace snapcheck {

template AlgorithmEntry entry<ChandyLamportNoChan>();
template AlgorithmEntry entry<ChandyLamportImpatient>();
template AlgorithmEntry entry<ChandyLamportRerecord>();
template AlgorithmEntry entry<ChandyLamportOmitOne>();

}  // namespace snapcheck
