#include "cli/survey/matrix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/memory.hpp"
#include "cli/report_json.hpp"
#include "cli/survey/survey_options.hpp"
#include "cli/words.hpp"

namespace snapcheck {

namespace {

using Fate = SurveyCell::Fate;
using enum Finding::Verdict;

/// How a violation is called in a cell.
enum class Style { names, letters };

constexpr std::array<std::pair<std::string_view, std::string_view>, 11> letters{
    {{"no-lost", "L"},
     {"no-orphan", "O"},
     {"no-orphan-in-channel", "C"},
     {"no-duplicate", "D"},
     {"exact-channels", "E"},
     {"conserved", "S"},
     {"transitless", "N"},
     {"records-in-time", "R"},
     {"post-marker-unrecorded", "P"},
     {"terminates", "T"},
     {"keeps-invariants", "I"}}};

std::string called(const Finding& violation, Style style) {
    const std::string_view name = catalogue()[violation.property].name;
    const auto letter =
        std::ranges::find(letters, name, [](const auto& pair) { return pair.first; });
    if (style == Style::names || letter == letters.end()) return in_words(violation);
    return fmt::format("{}{}", letter->second, violation.steps);
}

bool only_stuck(const std::vector<Finding>& violations) {
    return violations.size() == 1 && violations[0].property == property_bit("terminates");
}

/// What a cell says, for programs and to be counted.
std::string_view verdict_of(const SurveyCell& cell) {
    if (cell.fate == Fate::not_applicable) return "not-applicable";
    if (cell.fate == Fate::not_run) return "not-run";
    if (cell.fate == Fate::undecided) return "inconclusive";
    const auto violations = findings_of(cell, violated);
    if (!violations.empty()) return only_stuck(violations) ? "stuck" : "violated";
    return findings_of(cell, holds).empty() ? "vacuous" : "holds";
}

std::vector<std::string> violations_in_words(const std::vector<Finding>& violations, Style style) {
    if (only_stuck(violations)) return {fmt::format("stuck {}", violations[0].steps)};
    std::vector<std::string> words;
    for (const Finding& violation : violations) {
        if (style == Style::names && !words.empty()) words.back() += ",";
        words.push_back(called(violation, style));
    }
    return words;
}

std::vector<std::string> words_in(const SurveyCell& cell, Style style) {
    if (cell.fate == Fate::not_applicable)
        return {style == Style::names ? "not applicable" : "n/a"};
    if (cell.fate == Fate::not_run) return {"not run"};
    const auto violations = findings_of(cell, violated);
    const bool any_vacuous = !findings_of(cell, vacuous).empty();
    std::vector<std::string> words = violations_in_words(violations, style);
    if (cell.fate == Fate::undecided)
        words.emplace_back("inconclusive");
    else if (violations.empty() && !findings_of(cell, holds).empty())
        words.emplace_back("holds");
    if (any_vacuous && !words.empty() && style == Style::names) words.back() += ",";
    if (any_vacuous) words.emplace_back("vacuous");
    return words;
}

std::optional<Outcome> tone_of(const SurveyCell& cell) {
    const std::string_view verdict = verdict_of(cell);
    if (verdict == "holds") return Outcome::holds;
    if (!findings_of(cell, violated).empty()) return Outcome::violated;
    if (verdict == "not-applicable" || verdict == "not-run") return std::nullopt;
    return Outcome::inconclusive;
}

TableCell table_cell(const SurveyCell& cell, Style style, Document& document) {
    TableCell shown{words_in(cell, style), tone_of(cell), 0, ""};
    if (!cell.reason.empty()) shown.note = note(document, cell.reason);
    if (cell.traces.empty()) return shown;
    shown.chapter = fmt::format("run-{}", document.chapters.size() + 1);
    document.chapters.push_back(
        {shown.chapter,
         fmt::format("{} on {}, {} channels: {}", cell.request.algorithm.name,
                     fmt::join(words_of(cell.request), " "),
                     to_string(cell.request.instance.channels),
                     fmt::join(words_in(cell, Style::names), " ")),
         told(cell.traces)});
    return shown;
}

TableCell head_of(const SurveyCell& cell) {
    TableCell head{{std::string(cell.request.algorithm.name), "\n"}, {}, 0, ""};
    std::ranges::copy(words_of(cell.request), std::back_inserter(head.words));
    return head;
}

void fill(Document& document, const Matrix& matrix, Style style) {
    document.table.columns = matrix.columns;
    document.table.columns.insert(document.table.columns.begin(), "algorithm");
    for (std::size_t i = 0; i < matrix.survey.cells.size(); ++i) {
        const SurveyCell& cell = matrix.survey.cells[i];
        if (i % matrix.columns.size() == 0) document.table.rows.push_back({head_of(cell)});
        document.table.rows.back().push_back(table_cell(cell, style, document));
    }
}

bool occurs(const Matrix& matrix, std::string_view word, Style style) {
    return std::ranges::any_of(matrix.survey.cells, [&](const SurveyCell& cell) {
        return std::ranges::any_of(words_in(cell, style), [&](const std::string& shown) {
            return shown.starts_with(word);
        });
    });
}

// The shortest of all counterexamples to a property that a cell calls by its letter.
std::optional<Finding> example(const Matrix& matrix, unsigned property) {
    std::optional<Finding> found;
    for (const SurveyCell& cell : matrix.survey.cells) {
        const auto violations = findings_of(cell, violated);
        if (only_stuck(violations)) continue;
        for (const Finding& violation : violations)
            if (violation.property == property && (!found || violation.steps < found->steps))
                found = violation;
    }
    return found;
}

void explain(Document& document, const Matrix& matrix, Style style) {
    document.legend.push_back(legend_of(matrix.survey.cells.front().request));
    for (unsigned property = 0; property < catalogue().size(); ++property)
        if (const auto violation = example(matrix, property)) {
            document.legend.emplace_back(
                called(*violation, style),
                fmt::format("{} is violated, at the earliest after {}", catalogue()[property].name,
                            counted(violation->steps, "step")));
            if (style == Style::names) break;  // the others need no explanation
        }
    if (occurs(matrix, "stuck", style))
        document.legend.emplace_back(
            "stuck 9",
            "only terminates is violated: after 9 steps nothing can happen "
            "any more, and the snapshot is not complete");
    if (occurs(matrix, "vacuous", style))
        document.legend.emplace_back(
            "vacuous", "no snapshot was ever complete, so what is judged then never was");
}

std::map<std::string_view, std::size_t> counts_of(const Survey& survey) {
    std::map<std::string_view, std::size_t> counts;
    for (const SurveyCell& cell : survey.cells) ++counts[verdict_of(cell)];
    return counts;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> verdicts{
    {{"holds", "hold"},
     {"violated", "violated"},
     {"stuck", "stuck"},
     {"vacuous", "vacuous"},
     {"not-applicable", "not applicable"},
     {"inconclusive", "inconclusive"},
     {"not-run", "not run"}}};

std::string_view headword(const Survey& survey) {
    if (survey.has(Fate::not_run)) return "INTERRUPTED";
    return survey.has(Fate::undecided) ? "INCONCLUSIVE" : "DONE";
}

std::string last_line(const Survey& survey) {
    const auto counts = counts_of(survey);
    std::vector<std::string> parts;
    for (const auto& [verdict, in_words] : verdicts)
        if (counts.contains(verdict))
            parts.push_back(fmt::format("{} {}", counts.at(verdict), in_words));
    return fmt::format("{} - {}: {}; {:.2f} s", headword(survey),
                       counted(survey.cells.size(), "cell"), fmt::join(parts, ", "),
                       survey.seconds);
}

Document document_in(const Matrix& matrix, Style style) {
    Document document;
    document.title = "Snapshot algorithms and channels";
    document.about =
        "Every interleaving of each algorithm on a small instance, under each channel discipline: "
        "which properties fail, and after how many steps at the earliest.";
    fill(document, matrix, style);
    explain(document, matrix, style);
    document.verdict = last_line(matrix.survey);
    document.outcome = headword(matrix.survey) == "DONE" ? Outcome::holds : Outcome::inconclusive;
    return document;
}

nlohmann::ordered_json cell_json(const SurveyCell& cell) {
    nlohmann::ordered_json json{{"instance", instance_json(cell.request)},
                                {"mutant", is_mutant(cell.request.algorithm)},
                                {"cell", verdict_of(cell)}};
    json["reason"] =
        cell.reason.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(cell.reason);
    if (!cell.result) return json;
    json.update(result_json(*cell.result));
    json["properties"] = properties_json(*cell.result, cell.traces);
    return json;
}

}  // namespace

Document document_of(const Matrix& matrix, std::size_t width) {
    Document with_names = document_in(matrix, Style::names);
    return fits(with_names.table, width) ? with_names : document_in(matrix, Style::letters);
}

std::string json_of(const Matrix& matrix) {
    nlohmann::ordered_json document = document_of("matrix");
    document["complete"] = headword(matrix.survey) == "DONE";
    document["channels"] = matrix.columns;
    const auto counts = counts_of(matrix.survey);
    for (const auto& [verdict, in_words] : verdicts)
        document["counts"][std::string(verdict)] =
            counts.contains(verdict) ? counts.at(verdict) : 0;
    document["seconds"] = matrix.survey.seconds;
    document["peak_bytes"] = peak_memory();
    document["workers"] = matrix.survey.workers;
    document["cells"] = nlohmann::ordered_json::array();
    for (const SurveyCell& cell : matrix.survey.cells) document["cells"].push_back(cell_json(cell));
    return document.dump(2) + "\n";
}

}  // namespace snapcheck
