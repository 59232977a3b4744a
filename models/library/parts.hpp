// The files of this folder, each of which compiles a few algorithms.
#pragma once

#include "models/check.hpp"

namespace snapcheck::library {

using Entries = std::vector<AlgorithmEntry>;

Entries chandy_lamport();
Entries lai_yang();
Entries mattern();
Entries spezialetti_kearns();
Entries venkatesan();
Entries causal();
Entries helary();
Entries freeze();
Entries koo_toueg();
Entries flink();
Entries naive();
Entries chandy_lamport_recording();
Entries chandy_lamport_markers();
Entries chandy_lamport_closing();
Entries mutants();
Entries more_mutants();

}  // namespace snapcheck::library
