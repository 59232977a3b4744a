// The algorithms that come with the library are compiled once, a file each beside this one; whoever
// includes this header uses them without compiling them again. A variant of one's own needs no such
// line: it is compiled where it is listed.
#pragma once

#include "models/algorithms/chandy_lamport_mutants.hpp"
#include "models/entry.hpp"

namespace snapcheck {

extern template AlgorithmEntry entry<ChandyLamport>();
extern template AlgorithmEntry entry<ChandyLamportNoChan>();
extern template AlgorithmEntry entry<ChandyLamportImpatient>();
extern template AlgorithmEntry entry<ChandyLamportRerecord>();
extern template AlgorithmEntry entry<ChandyLamportOmitOne>();

}  // namespace snapcheck
