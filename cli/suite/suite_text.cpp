#include "cli/suite/suite_text.hpp"

#include <fmt/format.h>

#include "cli/words.hpp"

namespace snapcheck {

namespace {

using Fate = SuiteItem::Fate;

std::string in_words(const CheckResult& result) {
    return fmt::format("{}, {}, {:.2f} s", name_of(outcome_of(result)),
                       counted(result.report.states, "state"), result.report.seconds);
}

std::pair<std::string_view, Outcome> headword(const SuiteReport& report) {
    if (report.interrupted) return {"INTERRUPTED", Outcome::inconclusive};
    if (report.count(Fate::missed) != 0) return {"FAILED", Outcome::violated};
    if (report.count(Fate::cut_off) != 0) return {"INCONCLUSIVE", Outcome::inconclusive};
    return {"OK", Outcome::holds};
}

}  // namespace

std::string text_of(const SuiteItem& item, const std::string& color) {
    if (item.fate == Fate::not_run) return "";
    if (item.fate == Fate::met && item.result)
        return fmt::format("{}      {}: {}\n", painted("ok", Outcome::holds, color),
                           item.check.name, in_words(*item.result));
    const Outcome tone = item.fate == Fate::missed ? Outcome::violated : Outcome::inconclusive;
    return fmt::format("{}  {}: {}\n        {}:{}, or: {}\n", painted("FAILED", tone, color),
                       item.check.name, fmt::join(complaints_of(item), "; "), item.check.file,
                       item.check.line, item.check.command);
}

std::string totals_of(const SuiteReport& report, const std::string& color) {
    const std::size_t cut_off = report.count(Fate::cut_off);
    const std::size_t unmet = report.count(Fate::missed) + cut_off;
    const std::size_t not_run = report.count(Fate::not_run);
    const auto [word, tone] = headword(report);
    std::string line = fmt::format("{} - {}", word, counted(report.items.size(), "check"));
    if (unmet != 0)
        line += fmt::format(", {} not as expected", unmet);
    else if (not_run == 0)
        line += ", all as expected";
    if (cut_off != 0) line += fmt::format(" ({} cut off by a limit)", cut_off);
    if (not_run != 0) line += fmt::format(", {} not run", not_run);
    return painted(line, tone, color) + fmt::format("; {:.2f} s\n", report.seconds);
}

}  // namespace snapcheck
