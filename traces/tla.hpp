// A run as a module of TLA+: its states one after the other, what the snapshot is in each, and the
// violated properties as invariants, which fail in the last state.
#pragma once

#include "traces/trace.hpp"

namespace snapcheck {

/// A module must be called like its file. Of no run: an empty module.
std::string to_tla(const Trace* trace, std::string_view name);

/// Throws InputError, naming the file, where no module can be called like it.
void require_module_name(const std::string& path, std::string_view name);

}  // namespace snapcheck
