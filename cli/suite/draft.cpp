#include "cli/suite/draft.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>

#include "checker/printable.hpp"
#include "cli/command_line.hpp"

namespace snapcheck {

namespace {

std::string first_name(Observations set) {
    for (unsigned bit = 0; bit < catalogue().size(); ++bit)
        if ((set >> bit & 1) != 0) return std::string(catalogue()[bit].name);
    return "";
}

/// Throws where a key says what cannot be, in view of the rest.
void require_sense(const Draft& draft, Outcome outcome, Observations asked) {
    const auto complain = [&](std::string_view key, const std::string& why) {
        throw ErrorAt(draft.places.find(key)->second, fmt::format("{}: {}", key, why));
    };
    Observations named = 0;
    const std::array<std::pair<std::string_view, Observations>, 3> lists{
        {{"violates", draft.violates}, {"holds", draft.holds}, {"vacuous", draft.vacuous}}};
    for (const auto& [key, set] : lists) {
        if ((set & ~asked) != 0)
            complain(key, first_name(set & ~asked) + " is not among the properties asked for");
        if ((set & named) != 0)
            complain(key, first_name(set & named) + " stands in another list too");
        named |= set;
    }
    for (const auto& [bit, steps] : draft.steps_of)
        if ((asked >> bit & 1) == 0)
            complain("steps",
                     first_name(Observations{1} << bit) + " is not among the properties asked for");
    if (outcome == Outcome::violated) return;
    const std::string reason =
        "nothing is violated where " + std::string(name_of(outcome)) + " is expected";
    if (draft.violates != 0) complain("violates", reason);
    if (draft.steps || !draft.steps_of.empty()) complain("steps", reason);
}

Expectation expectation_of(const Draft& draft, Outcome outcome) {
    Expectation expected;
    expected.outcome = outcome;
    expected.others_hold =
        expected.outcome == Outcome::holds || (draft.only && expected.outcome == Outcome::violated);
    expected.steps = draft.steps;
    expected.steps_of = draft.steps_of;
    expected.figures = draft.figures;
    for (unsigned bit = 0; bit < catalogue().size(); ++bit) {
        if ((draft.violates >> bit & 1) != 0) expected.verdicts[bit] = Finding::Verdict::violated;
        if ((draft.holds >> bit & 1) != 0) expected.verdicts[bit] = Finding::Verdict::holds;
        if ((draft.vacuous >> bit & 1) != 0) expected.verdicts[bit] = Finding::Verdict::vacuous;
    }
    return expected;
}

/// What it is called where it has no name: its instance.
std::string described(const CheckWords& words) {
    return fmt::format(
        "{} {} {} {} initiators {}{}", words.algorithm, words.topology, words.channels,
        words.budget.empty() ? "messages " + (words.messages.empty() ? "1" : words.messages)
                             : "budget " + words.budget,
        words.initiators, words.snapshots == "1" ? "" : " snapshots " + words.snapshots);
}

/// A graph file is looked for beside the suite, wherever that is run from.
std::string beside(const std::string& where, const std::string& topology) {
    const std::filesystem::path path(topology);
    if (!path.has_extension() || path.is_absolute()) return topology;
    return (std::filesystem::path(where).parent_path() / path).string();
}

/// An option that is refused stands where its key does, without the dashes of the command line.
template <class Read>
auto blaming_keys(const Draft& draft, Read read) {
    try {
        return read();
    } catch (const OptionError& error) {
        const auto place = draft.places.find(error.option);
        const std::string_view message = error.what();
        const std::string plain(message.substr(message.starts_with("--") ? 2 : 0));
        if (place == draft.places.end()) throw InputError(plain);
        throw ErrorAt(place->second, plain);
    }
}

}  // namespace

SuiteCheck finished(Draft draft, const std::string& file, unsigned line,
                    std::span<const AlgorithmEntry> algorithms) {
    if (draft.words.algorithm.empty()) throw InputError("algorithm: is missing");
    if (!draft.outcome) throw InputError("expect: is missing: holds, violated or inconclusive");
    const Outcome outcome = *draft.outcome;
    if (draft.name.empty()) draft.name = printable(described(draft.words));
    draft.words.topology = beside(file, draft.words.topology);
    Request request = blaming_keys(draft, [&] { return read_request(draft.words, algorithms); });
    require_sense(draft, outcome, request.options.properties);
    return {.name = draft.name,
            .file = printable(file),
            .line = line,
            .request = std::move(request),
            .expected = expectation_of(draft, outcome),
            .command = command_line(draft.words)};
}

}  // namespace snapcheck
