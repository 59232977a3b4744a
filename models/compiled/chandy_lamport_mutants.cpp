#include "models/algorithms/chandy_lamport_mutants.hpp"

#include "models/entry.hpp"

namespace snapcheck {

template AlgorithmEntry entry<ChandyLamportNoChan>();
template AlgorithmEntry entry<ChandyLamportImpatient>();
template AlgorithmEntry entry<ChandyLamportRerecord>();
template AlgorithmEntry entry<ChandyLamportOmitOne>();

}  // namespace snapcheck
