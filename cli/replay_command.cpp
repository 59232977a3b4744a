#include "cli/replay_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "checker/input_error.hpp"
#include "checker/printable.hpp"
#include "cli/output.hpp"
#include "cli/program.hpp"
#include "cli/report_json.hpp"
#include "cli/request.hpp"
#include "cli/words.hpp"
#include "models/application/application_judge.hpp"
#include "models/application/detect.hpp"
#include "models/application/replay_application.hpp"
#include "traces/application_trace.hpp"
#include "traces/read.hpp"

namespace snapcheck {

namespace {

struct Replayed {
    Trace told;
    Replay replay;
};

unsigned bit_of(const Trace& trace, const std::string& property) {
    if (trace.application) {
        const auto& invariants = trace.application->invariants;
        const auto found = std::ranges::find(invariants, property);
        if (found != invariants.end())
            return first_invariant_bit + static_cast<unsigned>(found - invariants.begin());
    }
    return property_bit(property);
}

// What a trace calls violated has to be so at its end.
std::string unfounded(const Trace& trace, const Run& run) {
    for (const Violation& violation : trace.violations)
        if ((run.observed.back() >> bit_of(trace, violation.property) & 1) == 0)
            return violation.property + " is not violated at its end";
    return {};
}

Replay replay_of_application(const Trace& trace, const AlgorithmEntry& algorithm) {
    if (std::ranges::any_of(trace.violations, is_of_detection, &Violation::property))
        throw InputError("what is detected is judged by 'detect' alone: run it again");
    const std::string& fairness = trace.application->fairness;
    ToldRun told{trace.run, {}, trace.loop, parse_fairness(fairness.empty() ? "weak" : fairness)};
    for (std::size_t i = 0; i < trace.run.events.size(); ++i)
        told.steps.push_back(step_in_words(trace, i));
    return replay_application(algorithm, setting_of(trace), told);
}

Replayed replay_one(const Trace& trace, std::span<const AlgorithmEntry> algorithms) {
    const AlgorithmEntry& algorithm = find_algorithm(algorithms, trace.algorithm);
    Replayed done{trace, trace.application ? replay_of_application(trace, algorithm)
                                           : algorithm.replay(instance_of(trace), trace.run)};
    if (done.replay.faithful()) done.replay.objection = unfounded(trace, done.replay.run);
    return done;
}

std::vector<Replayed> replay_all(const std::string& path,
                                 std::span<const AlgorithmEntry> algorithms) {
    std::vector<Replayed> all;
    const std::vector<Trace> traces = read_traces(path);
    if (traces.empty()) throw InputError(printable(path) + ": there is no trace in it");
    try {
        for (const Trace& trace : traces) all.push_back(replay_one(trace, algorithms));
    } catch (const InputError& error) {
        throw InputError(
            fmt::format("{}: traces[{}]: {}", printable(path), all.size(), error.what()));
    }
    return all;
}

std::string purpose_of(const Trace& trace) {
    const bool shows = trace.shown && trace.shown->holds;
    return (shows ? "shows " : "violates ") + names_of(trace);
}

std::string text_of(const Replayed& one) {
    const Trace& trace = one.told;
    std::string text = fmt::format("{} on {}, {} channels: {} of {}\n", trace.algorithm,
                                   trace.topology, trace.channels, one.replay.run.events.size(),
                                   counted(trace.run.events.size(), "step"));
    if (one.replay.faithful()) return text + fmt::format("  {}\n", purpose_of(trace));
    text += fmt::format("  {}\n", one.replay.objection);
    for (const std::string& step : one.replay.enabled) text += "  enabled: " + step + "\n";
    if (one.replay.objection.ends_with("not enabled") && one.replay.enabled.empty())
        text += "  no step is enabled\n";
    return text;
}

bool all_faithful(const std::vector<Replayed>& all) {
    return std::ranges::all_of(all, [](const Replayed& one) { return one.replay.faithful(); });
}

bool any_shown(const std::vector<Replayed>& all) {
    return std::ranges::any_of(all, [](const Replayed& one) { return one.told.shown.has_value(); });
}

std::string verdict_line(const std::vector<Replayed>& all) {
    if (all_faithful(all))
        return fmt::format("REPLAYED - {}, every step enabled and as told\n",
                           counted(all.size(), any_shown(all) ? "trace" : "counterexample"));
    const auto first =
        std::ranges::find_if(all, [](const Replayed& one) { return !one.replay.faithful(); });
    return fmt::format("DIVERGED - {}\n", first->replay.objection);
}

std::string as_text(const std::vector<Replayed>& all) {
    std::string text;
    for (const Replayed& one : all) text += text_of(one);
    return text + "\n" + verdict_line(all);
}

std::string as_json(const std::vector<Replayed>& all) {
    nlohmann::ordered_json document = document_of("replay");
    document["verdict"] = all_faithful(all) ? "replayed" : "diverged";
    for (const Replayed& one : all)
        document["traces"].push_back({{"algorithm", one.told.algorithm},
                                      {"topology", one.told.topology},
                                      {"channels", one.told.channels},
                                      {"steps", one.told.run.events.size()},
                                      {"taken", one.replay.run.events.size()},
                                      {"objection", one.replay.objection},
                                      {"enabled", one.replay.enabled}});
    return document.dump(2) + "\n";
}

}  // namespace

ReplayCommand::ReplayCommand(std::span<const AlgorithmEntry> algorithms, CLI::App& app)
    : algorithms_(algorithms),
      command_(
          app.add_subcommand("replay", "Take the steps of a counterexample again, one by one")) {
    command_->allow_extras();
    command_->add_option("TRACE", trace_, "What check wrote with --trace-out FILE.json")
        ->type_name("FILE")
        ->required();
    command_->add_flag("--json", json_, "One JSON document on standard output");
    command_->add_flag("--quiet", quiet_, "The last line alone");
}

bool ReplayCommand::chosen() const {
    return command_->parsed();
}

int ReplayCommand::run() const {
    const std::vector<Replayed> all = replay_all(trace_, algorithms_);
    print_result(json_ ? as_json(all) : quiet_ ? verdict_line(all) : as_text(all));
    return all_faithful(all) ? exit_holds : exit_violated;
}

}  // namespace snapcheck
