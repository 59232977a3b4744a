// The counterexamples of a check on an application, as traces like any others.
#pragma once

#include "models/application/application_check.hpp"
#include "traces/trace.hpp"

namespace snapcheck {

/// A run of the application that violates nothing that is named yet.
Trace trace_of(const ApplicationRun& run, const ApplicationSetting& setting,
               std::string_view algorithm);

/// One for each distinct run, in the order of the findings.
std::vector<Trace> traces_of(const ApplicationResult& result, const ApplicationSetting& setting,
                             std::string_view algorithm, Fairness fairness);

/// What was checked. Throws InputError where the words of a trace are no application.
ApplicationSetting setting_of(const Trace& trace);

/// Whether pictures can be made of it: its messages have numbers.
bool can_be_drawn(const Trace& trace);

}  // namespace snapcheck
