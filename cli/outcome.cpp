#include "cli/outcome.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "cli/program.hpp"

namespace snapcheck {

namespace {

// flag > NO_COLOR > CLICOLOR_FORCE > whether it is a terminal
bool wants_color(const std::string& flag) {
    if (flag != "auto") return flag == "always";
    const auto set = [](const char* name) {
        const char* value = std::getenv(name);
        return value != nullptr && *value != '\0';
    };
    if (set("NO_COLOR")) return false;
    if (set("CLICOLOR_FORCE") && std::string(std::getenv("CLICOLOR_FORCE")) != "0") return true;
    return isatty(STDOUT_FILENO) != 0;
}

}  // namespace

Outcome outcome_of(const CheckResult& result) {
    switch (verdict_on_all(result)) {
        case Finding::Verdict::holds:
            return Outcome::holds;
        case Finding::Verdict::violated:
            return Outcome::violated;
        default:
            return Outcome::inconclusive;
    }
}

Outcome outcome_of(const AttemptCounts& counts) {
    if (counts.violated != 0) return Outcome::violated;
    return counts.complete() && counts.holds != 0 ? Outcome::holds : Outcome::inconclusive;
}

Outcome outcome_of(const Smallest& found) {
    if (!found.instance) return outcome_of(found.smaller);
    return found.smaller.complete() ? Outcome::violated : Outcome::inconclusive;
}

int exit_code_of(Outcome outcome, bool interrupted) {
    if (interrupted) return exit_interrupted;
    switch (outcome) {
        case Outcome::holds:
            return exit_holds;
        case Outcome::violated:
            return exit_violated;
        default:
            return exit_inconclusive;
    }
}

std::string_view name_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::holds:
            return "holds";
        case Outcome::violated:
            return "violated";
        default:
            return "inconclusive";
    }
}

std::string_view name_of(Finding::Verdict verdict) {
    switch (verdict) {
        case Finding::Verdict::holds:
            return "holds";
        case Finding::Verdict::violated:
            return "violated";
        case Finding::Verdict::vacuous:
            return "vacuous";
        default:
            return "unknown";
    }
}

std::string names_of(const CheckResult& result, Finding::Verdict verdict) {
    std::string names;
    for (const Finding& finding : result.findings)
        if (finding.verdict == verdict)
            names.append(names.empty() ? "" : ", ").append(catalogue()[finding.property].name);
    return names;
}

unsigned fewest_steps(const CheckResult& result) {
    unsigned steps = std::numeric_limits<unsigned>::max();
    for (const Finding& finding : result.findings)
        if (finding.verdict == Finding::Verdict::violated) steps = std::min(steps, finding.steps);
    return steps;
}

std::string_view limit_name(Ending ending) {
    switch (ending) {
        case Ending::depth_limit:
            return "depth limit";
        case Ending::state_limit:
            return "state limit";
        case Ending::time_limit:
            return "time limit";
        case Ending::memory_limit:
            return "memory limit";
        case Ending::disk_full:
            return "disk full";
        case Ending::interrupted:
            return "interrupted";
        default:
            return "stopped";
    }
}

std::string painted(const std::string& text, Outcome outcome, const std::string& when) {
    if (!wants_color(when)) return text;
    const char* code = outcome == Outcome::holds      ? "32"
                       : outcome == Outcome::violated ? "31"
                                                      : "33";
    return fmt::format("\x1b[1;{}m{}\x1b[0m", code, text);
}

}  // namespace snapcheck
