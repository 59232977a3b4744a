// A run in the Informal Trace Format of Apalache and Quint
// (https://apalache-mc.org/docs/adr/015adr-trace.html), one state after the other.
#pragma once

#include "traces/trace.hpp"

namespace snapcheck {

/// Of no run: a document without states.
std::string to_itf(const Trace* trace, std::string_view name);

}  // namespace snapcheck
