#include "cli/scenario_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>

#include "cli/memory.hpp"
#include "cli/report_json.hpp"
#include "cli/version.hpp"
#include "cli/words.hpp"

namespace snapcheck {

namespace {

using nlohmann::ordered_json;
using Verdict = Finding::Verdict;

std::vector<const ScenarioFinding*> findings_on(const ScenarioResult& result, unsigned property) {
    std::vector<const ScenarioFinding*> findings;
    for (const Outcomes& outcomes : result.outcomes)
        for (const ScenarioFinding& finding : outcomes.findings)
            if (finding.finding.property == property) findings.push_back(&finding);
    return findings;
}

bool any(const ScenarioResult& result, Verdict verdict) {
    return std::ranges::any_of(result.outcomes, [&](const Outcomes& outcomes) {
        return std::ranges::any_of(outcomes.findings, [&](const ScenarioFinding& finding) {
            return finding.finding.verdict == verdict;
        });
    });
}

/// The figures of all searches together.
struct Totals {
    std::uint64_t states = 0, transitions = 0, left = 0, distinct = 0;
    unsigned depth = 0;
    double seconds = 0;

    void add(const Report& report) {
        states += report.states;
        transitions += report.transitions;
        left += report.left;
        depth = std::max(depth, report.depth);
        seconds += report.seconds;
    }
};

Totals totals_of(const ScenarioResult& result) {
    Totals totals;
    if (result.answer) totals.add(result.answer->report);
    for (const Outcomes& outcomes : result.outcomes) {
        totals.add(outcomes.report);
        totals.distinct += outcomes.distinct;
    }
    return totals;
}

std::string headline(const ScenarioResult& result) {
    const auto& [network, tokens, file] = result.script.servers;
    return fmt::format("{} in the scenario of {} and {}: {}, {}, {}, {}\n", result.words.algorithm,
                       result.words.scenario[0], result.words.scenario[1],
                       counted(network.processes(), "server"), counted(network.channels(), "link"),
                       counted(std::accumulate(tokens.begin(), tokens.end(), Tokens{0}), "token"),
                       counted(result.script.snapshots(), "snapshot"));
}

std::string outcomes_line(const ScenarioResult& result, const Outcomes& outcomes) {
    const Process initiator = result.script.initiators[outcomes.snapshot];
    const Report& report = outcomes.report;
    return fmt::format(
        "  snapshot {}, started by {}: {}{}; {}, {}, depth {}; {:.2f} s\n", outcomes.snapshot,
        result.script.network().name(initiator), report.complete() ? "" : "at least ",
        counted(outcomes.distinct, "distinct outcome"), counted(report.states, "state"),
        counted(report.transitions, "transition"), report.depth, report.seconds);
}

// "violated in snapshot 2", "holds"; the worst of what was found about each snapshot.
std::string property_line(const ScenarioResult& result, unsigned property) {
    const auto findings = findings_on(result, property);
    std::string violated;
    Verdict verdict = Verdict::holds;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const Verdict found = findings[i]->finding.verdict;
        if (found == Verdict::violated)
            violated +=
                fmt::format("{} {}", violated.empty() ? "" : ",", result.outcomes[i].snapshot);
        if (found != Verdict::holds && verdict != Verdict::unknown) verdict = found;
    }
    const std::string_view name = catalogue()[property].name;
    if (!violated.empty()) return fmt::format("  {:<23} violated in snapshot{}\n", name, violated);
    return fmt::format("  {:<23} {}\n", name,
                       verdict == Verdict::holds     ? "holds"
                       : verdict == Verdict::vacuous ? "vacuous: no snapshot was ever complete"
                                                     : "not decided");
}

std::string numbered(const std::vector<std::string>& steps) {
    std::string text;
    for (std::size_t i = 0; i < steps.size(); ++i)
        text += fmt::format("  {:4} {}\n", i + 1, steps[i]);
    return text;
}

std::string outcomes_text(const ScenarioResult& result) {
    std::string text;
    for (const Outcomes& outcomes : result.outcomes) text += outcomes_line(result, outcomes);
    for (const ScenarioFinding& finding : result.outcomes.front().findings)
        text += property_line(result, finding.finding.property);
    if (result.words.trace == "off") return text;
    for (const Outcomes& outcomes : result.outcomes)
        for (const ScenarioFinding& finding : outcomes.findings)
            if (!finding.run.empty())
                text += fmt::format("\n{} is violated in snapshot {}: a shortest run, {}\n{}",
                                    catalogue()[finding.finding.property].name, outcomes.snapshot,
                                    counted(finding.run.size(), "step"), numbered(finding.run));
    return text;
}

std::string answer_text(const ScenarioResult& result) {
    const Answer& answer = *result.answer;
    std::string text;
    for (const SnapFile& file : result.expected)
        text += fmt::format("  expected of snapshot {}: {}\n", file.snapshot, file.file);
    text += fmt::format("  {}, {}, depth {}; {:.2f} s\n", counted(answer.report.states, "state"),
                        counted(answer.report.transitions, "transition"), answer.report.depth,
                        answer.report.seconds);
    if (answer.verdict == Answer::Verdict::possible && answer.witness.empty())
        return text + "  no run is shown: the second search, which walks back, ran into a limit\n";
    if (!answer.witness.empty() && result.words.trace != "off")
        text += fmt::format("\na run in which it comes out so, {}\n{}",
                            counted(answer.witness.size(), "step"), numbered(answer.witness));
    return text;
}

std::string violated_names(const ScenarioResult& result, Verdict verdict) {
    std::string names;
    for (const ScenarioFinding& finding : result.outcomes.front().findings) {
        const auto found = findings_on(result, finding.finding.property);
        if (std::ranges::any_of(
                found, [&](const ScenarioFinding* one) { return one->finding.verdict == verdict; }))
            names += fmt::format("{}{}", names.empty() ? "" : ", ",
                                 catalogue()[finding.finding.property].name);
    }
    return names;
}

std::string inconclusive_line(const ScenarioResult& result) {
    const Totals totals = totals_of(result);
    if (ending_of(result) == Ending::exhausted)
        return "INCONCLUSIVE - vacuous: no snapshot was ever complete";
    return fmt::format("INCONCLUSIVE - {}: {} seen, {} left to explore",
                       limit_name(ending_of(result)), counted(totals.states, "state"),
                       grouped(totals.left));
}

std::string possible_line(const ScenarioResult& result) {
    const std::size_t steps = result.answer->witness.size();
    return fmt::format("HOLDS - possible: {} out{}{}",
                       result.expected.size() == 1
                           ? "this snapshot comes"
                           : counted(result.expected.size(), "snapshot") + " come",
                       result.expected.size() == 1 ? "" : " of one run",
                       steps == 0 ? "" : fmt::format(", witness of {}", counted(steps, "step")));
}

std::string verdict_line(const ScenarioResult& result) {
    const Outcome outcome = outcome_of(result);
    if (outcome == Outcome::inconclusive) return inconclusive_line(result);
    if (result.answer)
        return outcome == Outcome::holds ? possible_line(result)
                                         : "VIOLATED - not an outcome: " + result.answer->reason;
    if (outcome == Outcome::violated)
        return "VIOLATED - " + violated_names(result, Verdict::violated);
    const Totals totals = totals_of(result);
    return fmt::format(
        "HOLDS - complete: {}, {}, {}, {}, depth {}; nothing left to explore, "
        "states compared exactly",
        counted(result.script.snapshots(), "snapshot"),
        counted(totals.distinct, "distinct outcome"), counted(totals.states, "state"),
        counted(totals.transitions, "transition"), totals.depth);
}

ordered_json scenario_instance(const ScenarioResult& result) {
    ordered_json json{{"algorithm", result.words.algorithm},
                      {"scenario", result.words.scenario},
                      {"expect", result.words.expected},
                      {"channels", "fifo"}};
    for (const Process p : result.script.initiators) json["initiators"].push_back(p);
    for (Process p = 0; p < result.script.network().processes(); ++p)
        json["processes"].push_back(result.script.network().name(p));
    return json;
}

ordered_json steps_json(const std::vector<std::string>& steps) {
    ordered_json json = ordered_json::array();
    for (std::size_t i = 0; i < steps.size(); ++i)
        json.push_back({{"step", i + 1}, {"text", steps[i]}});
    return json;
}

ordered_json finding_json(const ScenarioFinding& found) {
    const bool violated = found.finding.verdict == Verdict::violated;
    return {{"name", catalogue()[found.finding.property].name},
            {"verdict", name_of(found.finding.verdict)},
            {"violations", found.finding.violations},
            {"steps", violated ? ordered_json(found.finding.steps) : ordered_json()},
            {"trace", found.run.empty() ? ordered_json() : steps_json(found.run)}};
}

ordered_json snapshot_json(const Outcomes& outcomes) {
    ordered_json json{{"snapshot", outcomes.snapshot},
                      {"complete", outcomes.report.complete()},
                      {"outcomes", outcomes.distinct},
                      {"states", outcomes.report.states},
                      {"transitions", outcomes.report.transitions},
                      {"depth", outcomes.report.depth}};
    for (const ScenarioFinding& finding : outcomes.findings)
        json["properties"].push_back(finding_json(finding));
    return json;
}

}  // namespace

Ending ending_of(const ScenarioResult& result) {
    if (result.answer)
        return result.answer->verdict == Answer::Verdict::unknown ? result.answer->report.ending
                                                                  : Ending::exhausted;
    for (const Outcomes& outcomes : result.outcomes)
        if (!outcomes.report.complete()) return outcomes.report.ending;
    return Ending::exhausted;
}

Outcome outcome_of(const ScenarioResult& result) {
    if (result.answer) {
        if (result.answer->verdict == Answer::Verdict::possible) return Outcome::holds;
        if (result.answer->verdict == Answer::Verdict::impossible) return Outcome::violated;
        return Outcome::inconclusive;
    }
    if (any(result, Verdict::violated)) return Outcome::violated;
    if (any(result, Verdict::unknown) || any(result, Verdict::vacuous))
        return Outcome::inconclusive;
    return Outcome::holds;
}

std::string scenario_text(const ScenarioResult& result) {
    std::string text;
    if (!result.words.quiet)
        text =
            headline(result) + (result.answer ? answer_text(result) : outcomes_text(result)) + "\n";
    return text + painted(verdict_line(result), outcome_of(result), result.words.color) + "\n";
}

std::string scenario_json(const ScenarioResult& result) {
    const Totals totals = totals_of(result);
    ordered_json document{{"schema", "snapcheck/1"},
                          {"version", version},
                          {"command", "check"},
                          {"instance", scenario_instance(result)},
                          {"verdict", name_of(outcome_of(result))},
                          {"complete", ending_of(result) == Ending::exhausted},
                          {"ending", name_of(ending_of(result))},
                          {"states", totals.states},
                          {"transitions", totals.transitions},
                          {"depth", totals.depth},
                          {"left", totals.left},
                          {"seconds", totals.seconds},
                          {"peak_bytes", peak_memory()},
                          {"workers", result.options.workers}};
    for (const Outcomes& outcomes : result.outcomes)
        document["snapshots"].push_back(snapshot_json(outcomes));
    if (!result.answer) return document.dump(2) + "\n";
    const Answer& answer = *result.answer;
    document["witness"] = answer.witness.empty() ? ordered_json() : steps_json(answer.witness);
    document["reason"] = answer.reason.empty() ? ordered_json() : ordered_json(answer.reason);
    return document.dump(2) + "\n";
}

}  // namespace snapcheck
