#include "cli/suite/suite_run.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "checker/input_error.hpp"
#include "cli/interrupt.hpp"
#include "models/site.hpp"

namespace snapcheck {

namespace {

using Fate = SuiteItem::Fate;

Fate fate_of(const SuiteItem& item) {
    if (item.mismatches.empty()) return Fate::met;
    return std::ranges::all_of(item.mismatches, &Mismatch::cut_off) ? Fate::cut_off : Fate::missed;
}

void judge(SuiteItem& item, const CheckResult& result) {
    const Request& request = item.check.request;
    if (result.report.ending == Ending::interrupted) return;
    item.mismatches = mismatches(item.check.expected, result);
    item.fate = fate_of(item);
    if (item.fate != Fate::met)
        item.traces = traces_of(result, request.instance, request.algorithm.name, request.topology);
}

// One check that cannot be run keeps nobody from the others.
void run(SuiteItem& item, const CheckOptions& options) {
    const auto give_up = [&](Fate fate, std::string complaint) {
        item.fate = fate;
        item.complaint = std::move(complaint);
    };
    try {
        const Request& request = item.check.request;
        judge(item, item.result.emplace(request.algorithm.check(request.instance, options)));
    } catch (const InputError& error) {
        give_up(Fate::missed, error.what());
    } catch (const AlgorithmFault& error) {
        give_up(Fate::missed, fmt::format("a fault of the algorithm: {}", error.what()));
    } catch (const std::bad_alloc&) {
        give_up(Fate::cut_off, "out of memory");
    }
    if (!item.result) return;
    for (Finding& finding : item.result->findings) finding.run.reset();  // large, and told by now
}

}  // namespace

std::size_t SuiteReport::count(Fate fate) const {
    return static_cast<std::size_t>(std::ranges::count(items, fate, &SuiteItem::fate));
}

std::string_view name_of(Fate fate) {
    switch (fate) {
        case Fate::met:
            return "met";
        case Fate::missed:
            return "missed";
        case Fate::cut_off:
            return "cut-off";
        default:
            return "not-run";
    }
}

std::vector<std::string> complaints_of(const SuiteItem& item) {
    std::vector<std::string> complaints;
    if (!item.complaint.empty()) complaints.push_back("cannot be checked: " + item.complaint);
    for (const Mismatch& mismatch : item.mismatches)
        complaints.push_back(
            fmt::format("{}: expected {}, got {}", mismatch.what, mismatch.expected, mismatch.got));
    return complaints;
}

SuiteReport run_suite(const std::vector<SuiteCheck>& checks, unsigned workers,
                      const std::function<void(const SuiteItem&)>& on_item,
                      const std::function<void(const Progress&)>& on_progress) {
    const auto began = std::chrono::steady_clock::now();
    SuiteReport report;
    report.workers = workers;
    for (const SuiteCheck& check : checks) {
        SuiteItem& item =
            report.items.emplace_back(SuiteItem{check, Fate::not_run, {}, {}, {}, {}});
        if (interrupted()) continue;
        CheckOptions options = start_clock(check.request);
        options.workers = workers;
        options.on_progress = on_progress;
        run(item, options);
        on_item(item);
    }
    report.interrupted = report.count(Fate::not_run) != 0;
    report.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    return report;
}

}  // namespace snapcheck
