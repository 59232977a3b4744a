#include "cli/survey/mutants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/memory.hpp"
#include "cli/report_json.hpp"
#include "cli/survey/survey_options.hpp"
#include "cli/words.hpp"

namespace snapcheck {

namespace {

using Fate = SurveyCell::Fate;
using enum Finding::Verdict;

bool violates(const SurveyCell* cell, unsigned property) {
    return cell != nullptr &&
           std::ranges::any_of(findings_of(*cell, violated),
                               [&](const Finding& f) { return f.property == property; });
}

// What the parent violates too, so that it tells nothing about the broken rule.
std::vector<Finding> shared(const Duel& duel) {
    std::vector<Finding> findings = findings_of(*duel.mutant, violated);
    std::erase_if(findings, [&](const Finding& f) { return !violates(duel.parent, f.property); });
    return findings;
}

bool is_open(const SurveyCell& cell) {
    return cell.fate == Fate::undecided || cell.fate == Fate::not_run;
}

bool is_open(const Duel& duel) {
    return is_open(*duel.mutant) || (duel.parent != nullptr && is_open(*duel.parent));
}

bool judged(const Duel& duel) {
    return duel.mutant->fate == Fate::judged && !is_open(duel);
}

bool survives(const Duel& duel) {
    return judged(duel) && killers(duel).empty();
}

// Properties that its author says catch it, and that do not.
std::vector<std::string_view> missed(const Tried& tried) {
    const Duel* duel = killing(tried);
    std::vector<std::string_view> names;
    if (duel == nullptr || !judged(*duel)) return names;
    for (const std::string_view name : tried.mutant->caught_by)
        if (!violates(duel->mutant, property_bit(name))) names.push_back(name);
    return names;
}

// The instances on which it may be killed: the one that its author names, or else any.
std::span<const Duel> candidates(const Tried& tried) {
    const std::span<const Duel> all = tried.duels;
    return tried.mutant->killed_on ? all.first(1) : all;
}

bool is_survivor(const Tried& tried) {
    return killing(tried) == nullptr &&
           std::ranges::none_of(candidates(tried), [](const Duel& duel) { return is_open(duel); });
}

const Trace* shortest_of(const Duel& duel) {
    const Trace* shortest = nullptr;
    for (const Trace& trace : duel.mutant->traces)
        for (const Violation& violation : trace.violations)
            if (!violates(duel.parent, property_bit(violation.property)) &&
                (shortest == nullptr || trace.run.events.size() < shortest->run.events.size()))
                shortest = &trace;
    return shortest;
}

std::string list_of(const std::vector<Finding>& violations) {
    std::string text;
    for (const Finding& violation : violations)
        text.append(text.empty() ? "" : ", ").append(in_words(violation));
    return text;
}

std::vector<std::string> place_of(const SurveyCell& cell) {
    std::vector<std::string> words = words_of(cell.request);
    words.push_back(to_string(cell.request.instance.channels));
    return words;
}

TableCell sentence(const std::string& text) {
    return {split_at_blanks(text), {}, 0, ""};
}

TableCell caught_by(const Tried& tried) {
    const Duel* duel = killing(tried);
    if (duel == nullptr && !is_survivor(tried))
        return {{"inconclusive"}, Outcome::inconclusive, 0, ""};
    if (duel == nullptr) return {{"nothing"}, Outcome::violated, 0, ""};
    std::string text = list_of(killers(*duel));
    if (const auto both = shared(*duel); !both.empty())
        text += fmt::format(" (its parent too: {})", list_of(both));
    if (const auto names = missed(tried); !names.empty())
        text += fmt::format("; but not {}", fmt::join(names, ", "));
    TableCell cell = sentence(text);
    cell.tone = missed(tried).empty() ? Outcome::holds : Outcome::violated;
    return cell;
}

// The small instances on which it is not noticed; the first duel is the author's, and no news.
TableCell survived(const Tried& tried) {
    TableCell cell;
    for (const Duel& duel : tried.duels) {
        if (&duel == killing(tried) || !survives(duel)) continue;
        if (!cell.words.empty()) cell.words.back() += ",";
        std::ranges::copy(words_of(duel.mutant->request), std::back_inserter(cell.words));
    }
    if (cell.words.empty()) cell.words = {"none", "of", "them"};
    return cell;
}

// In two lines: "chandy-lamport:" and "no-chan".
TableCell name_of(const AlgorithmEntry& mutant) {
    const std::size_t colon = std::min(mutant.name.find(':') + 1, mutant.name.size());
    return {
        {std::string(mutant.name.substr(0, colon)), "\n", std::string(mutant.name.substr(colon))},
        {},
        0,
        ""};
}

void add_row(Document& document, const Tried& tried) {
    const Duel* duel = killing(tried);
    std::vector<TableCell> row{name_of(*tried.mutant), sentence(std::string(tried.mutant->about)),
                               caught_by(tried)};
    row.push_back(duel == nullptr ? sentence("-") : TableCell{place_of(*duel->mutant), {}, 0, ""});
    row.push_back(survived(tried));
    for (const Duel& any : tried.duels)
        if (any.mutant->fate == Fate::undecided) row[2].note = note(document, any.mutant->reason);
    if (const Trace* run = duel == nullptr ? nullptr : shortest_of(*duel); run != nullptr) {
        row[2].chapter = fmt::format("run-{}", document.chapters.size() + 1);
        document.chapters.push_back({row[2].chapter,
                                     fmt::format("{}: {}", tried.mutant->name, tried.mutant->about),
                                     told({*run})});
    }
    document.table.rows.push_back(std::move(row));
}

std::string last_line(const Mutants& mutants) {
    const auto complaints = mutants.complaints();
    const std::string all = counted(mutants.tried.size(), "mutant");
    std::string text = !complaints.empty()
                           ? fmt::format("SURVIVED - {}: {}", all, fmt::join(complaints, "; "))
                       : mutants.complete() ? fmt::format(
                                                  "KILLED - {}, each by all the properties "
                                                  "that it names",
                                                  all)
                                            : fmt::format("INCONCLUSIVE - {}", all);
    return text + fmt::format("; {:.2f} s", mutants.seconds);
}

Outcome outcome_of(const Mutants& mutants) {
    if (!mutants.complaints().empty()) return Outcome::violated;
    return mutants.complete() ? Outcome::holds : Outcome::inconclusive;
}

nlohmann::ordered_json steps_of(const std::vector<Finding>& violations) {
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    for (const Finding& violation : violations)
        json[std::string(catalogue()[violation.property].name)] = violation.steps;
    return json;
}

nlohmann::ordered_json duel_json(const Duel& duel) {
    nlohmann::ordered_json json = instance_json(duel.mutant->request);
    json["survives"] = survives(duel);
    json["killers"] = steps_of(killers(duel));
    json["shared"] = steps_of(shared(duel));
    json["reason"] = duel.mutant->reason.empty() ? nlohmann::ordered_json()
                                                 : nlohmann::ordered_json(duel.mutant->reason);
    return json;
}

nlohmann::ordered_json killing_json(const Duel& duel) {
    nlohmann::ordered_json json = duel_json(duel);
    if (const auto& result = duel.mutant->result) {
        json.update(result_json(*result));
        json["properties"] = properties_json(*result, duel.mutant->traces);
    }
    return json;
}

nlohmann::ordered_json tried_json(const Tried& tried) {
    const Duel* duel = killing(tried);
    nlohmann::ordered_json json{{"name", tried.mutant->name},
                                {"parent", parent_of(tried.mutant->name)},
                                {"broken_rule", tried.mutant->about},
                                {"caught_by", tried.mutant->caught_by},
                                {"missed", missed(tried)},
                                {"killed", duel != nullptr}};
    json["killed_on"] = duel == nullptr ? nlohmann::ordered_json() : killing_json(*duel);
    json["tried_on"] = nlohmann::ordered_json::array();
    for (const Duel& any : tried.duels) json["tried_on"].push_back(duel_json(any));
    return json;
}

}  // namespace

std::vector<Finding> killers(const Duel& duel) {
    std::vector<Finding> findings = findings_of(*duel.mutant, violated);
    std::erase_if(findings, [&](const Finding& f) { return violates(duel.parent, f.property); });
    return findings;
}

const Duel* killing(const Tried& tried) {
    for (const Duel& duel : candidates(tried))
        if (!killers(duel).empty()) return &duel;
    return nullptr;
}

std::vector<std::string> Mutants::complaints() const {
    std::vector<std::string> complaints;
    for (const Tried& one : tried) {
        if (is_survivor(one)) complaints.push_back(fmt::format("{} survives", one.mutant->name));
        for (const std::string_view property : missed(one))
            complaints.push_back(fmt::format("{} is not caught by {}", one.mutant->name, property));
    }
    return complaints;
}

bool Mutants::complete() const {
    return std::ranges::none_of(tried, [](const Tried& one) {
        return std::ranges::any_of(one.duels, [](const Duel& duel) { return is_open(duel); });
    });
}

Document document_of(const Mutants& mutants) {
    Document document;
    document.title = "What every rule is for";
    document.about =
        "Algorithms with one rule broken each; the properties that catch them, with the steps of a "
        "shortest counterexample; and where they are not noticed.";
    document.table.columns = {"mutant", "broken rule", "caught by", "killed on", "survives on"};
    for (const Tried& tried : mutants.tried) add_row(document, tried);
    document.legend = {
        legend_of(mutants.tried.front().duels.front().mutant->request),
        {"survives on",
         "on these small instances, on the same channels, it violates nothing that its parent does "
         "not; tried are ring:2 with 0 and 1 messages a channel, ring:3 with 1, and complete:3 "
         "with "
         "one message from process 1"}};
    document.verdict = last_line(mutants);
    document.outcome = outcome_of(mutants);
    return document;
}

std::string json_of(const Mutants& mutants) {
    nlohmann::ordered_json document = document_of("mutants");
    document["complete"] = mutants.complete();
    document["total"] = mutants.tried.size();
    document["complaints"] = mutants.complaints();
    document["seconds"] = mutants.seconds;
    document["peak_bytes"] = peak_memory();
    document["workers"] = mutants.workers;
    document["mutants"] = nlohmann::ordered_json::array();
    for (const Tried& tried : mutants.tried) document["mutants"].push_back(tried_json(tried));
    return document.dump(2) + "\n";
}

}  // namespace snapcheck
