// A suite is run check by check; what each came to is a value that every report is made from.
#pragma once

#include <functional>

#include "cli/suite/suite_file.hpp"
#include "traces/trace.hpp"

namespace snapcheck {

/// What one check came to.
struct SuiteItem {
    enum class Fate {
        met,
        missed,   // the result contradicts the expectation, or there is none
        cut_off,  // a limit was reached before it could be judged
        not_run   // an interrupt came first
    };

    SuiteCheck check;
    Fate fate = Fate::not_run;
    std::vector<Mismatch> mismatches;
    std::string complaint;  // why there is no result: too large, a fault of the algorithm
    std::optional<CheckResult> result;  // of an interrupted check too
    std::vector<Trace> traces;          // unless the expectation is met
};

struct SuiteReport {
    std::vector<SuiteItem> items;
    bool interrupted = false;
    double seconds = 0;
    unsigned workers = 1;

    std::size_t count(SuiteItem::Fate fate) const;
};

/// "met", "missed", "cut-off", "not-run"
std::string_view name_of(SuiteItem::Fate fate);

/// What went wrong, a sentence each; empty where nothing did.
std::vector<std::string> complaints_of(const SuiteItem& item);

/// Runs the checks one after the other, until interrupted() says stop. `on_item` hears of each as
/// soon as it is done.
SuiteReport run_suite(const std::vector<SuiteCheck>& checks, unsigned workers,
                      const std::function<void(const SuiteItem&)>& on_item,
                      const std::function<void(const Progress&)>& on_progress);

}  // namespace snapcheck
