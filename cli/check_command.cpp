#include "cli/check_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <numeric>
#include <thread>

#include "checker/input_error.hpp"
#include "cli/interrupt.hpp"
#include "cli/memory.hpp"
#include "cli/program.hpp"
#include "cli/progress.hpp"
#include "cli/quantities.hpp"
#include "cli/report_json.hpp"
#include "cli/report_text.hpp"
#include "models/topologies.hpp"
#include "traces/files.hpp"

namespace snapcheck {

struct CheckCommand::Words {
    std::string algorithm;
    std::string topology = "ring:3";
    std::string channels = "fifo";
    std::string messages = "1";
    std::string budget;
    std::string initiators = "0";
    std::vector<std::string> properties = {"all"};
    std::string workers;
    bool go_on = false;
    std::string max_depth, max_states, time_limit, memory;
    std::string reduce = "none";
    std::string trace = "diff";
    std::vector<std::string> trace_files;
    bool json = false, quiet = false, events = false;
    std::string color = "auto";
};

namespace {

const AlgorithmEntry& find_algorithm(std::span<const AlgorithmEntry> algorithms,
                                     std::string_view name) {
    std::vector<std::string_view> names;
    for (const AlgorithmEntry& entry : algorithms) {
        if (entry.name == name) return entry;
        names.push_back(entry.name);
    }
    throw unknown_word("algorithm", name, names);
}

void require_one_of(std::string_view what, std::string_view word,
                    std::initializer_list<std::string_view> words) {
    if (std::ranges::find(words, word) == words.end())
        throw unknown_word(what, word, std::vector(words));
}

Observations parse_properties(const std::vector<std::string>& lists) {
    Observations asked = 0;
    for (const std::string& list : lists)
        for (const std::string& name : CLI::detail::split(list, ',')) {
            if (name != "all") {
                asked |= Observations{1} << property_bit(name);
                continue;
            }
            for (unsigned bit = 0; bit < catalogue().size(); ++bit)
                if (catalogue()[bit].part_of_all) asked |= Observations{1} << bit;
        }
    return asked;
}

std::vector<Process> parse_initiators(std::string_view text, unsigned processes) {
    std::vector<Process> initiators(processes);
    if (text == "all") {
        std::iota(initiators.begin(), initiators.end(), 0U);
        return initiators;
    }
    initiators = parse_list(text, "--initiators", 1'000'000);
    std::ranges::sort(initiators);
    const auto repeated = std::ranges::unique(initiators);
    initiators.erase(repeated.begin(), repeated.end());
    return initiators;
}

unsigned parse_workers(std::string_view text) {
    if (text.empty()) return std::max(1U, std::thread::hardware_concurrency());
    return static_cast<unsigned>(parse_count(text, "--workers", 1, 256));
}

}  // namespace

std::string_view channels_name(const Instance& instance) {
    for (const Discipline& discipline : disciplines())
        if (discipline.kind == instance.channels) return discipline.name;
    return {};
}

CheckCommand::CheckCommand(std::span<const AlgorithmEntry> algorithms, CLI::App& app)
    : algorithms_(algorithms),
      words_(std::make_unique<Words>()),
      command_(app.add_subcommand("check", "Check one algorithm on one instance")) {
    Words& w = *words_;
    CLI::App& c = *command_;
    c.allow_extras();
    c.add_option("ALGORITHM", w.algorithm,
                 "What to check; `snapcheck list algorithms` names them all")
        ->required();
    c.add_option("--topology", w.topology,
                 "ring:N, line:N, star:N, complete:N, grid:RxC, tree:N, edges:0-1,1-0, FILE.dot or "
                 "FILE.graphml")
        ->type_name("SPEC")
        ->capture_default_str();
    c.add_option("--channels", w.channels, "fifo or bag (also: non-fifo)")
        ->type_name("KIND")
        ->capture_default_str();
    c.add_option("--messages", w.messages, "Application messages that each channel may carry")
        ->type_name("N")
        ->capture_default_str();
    c.add_option("--budget", w.budget,
                 "Instead: messages that each process may send in all, as 1,1,0")
        ->type_name("LIST");
    c.add_option("--initiators", w.initiators,
                 "Processes that may start the snapshot: 0, or 0,2, or all")
        ->type_name("LIST")
        ->capture_default_str();
    c.add_option("--property", w.properties,
                 "all, or names; may be repeated; `snapcheck list properties` names them")
        ->type_name("LIST")
        ->default_str("all")
        ->allow_extra_args(false);
    c.add_option("-j,--workers", w.workers, "Threads (default: all cores)")->type_name("N");
    c.add_flag("--continue", w.go_on,
               "Go on after the first violation, so that every property gets its verdict");
    c.add_option("--max-depth", w.max_depth, "Explore no run beyond this many steps")
        ->type_name("N");
    c.add_option("--max-states", w.max_states, "Stop when about this many states are known")
        ->type_name("N");
    c.add_option("--time-limit", w.time_limit, "Stop after 30s, 5m, 1h")->type_name("TIME");
    c.add_option("--memory", w.memory,
                 "Stop before the states take more than 512M, 4G (default: most of what is free)")
        ->type_name("SIZE");
    c.add_option("--reduce", w.reduce,
                 "none: literally every interleaving; por, symmetry and all are not there yet")
        ->type_name("HOW")
        ->capture_default_str();
    c.add_option(
         "--trace", w.trace,
         "Counterexamples in the text: diff (what each step changed), full (whole states), off")
        ->type_name("HOW")
        ->capture_default_str();
    c.add_option("--trace-out", w.trace_files,
                 "Write the counterexamples to a file, by extension .txt or .json; may be repeated")
        ->type_name("FILE")
        ->allow_extra_args(false);
    c.add_flag("--json", w.json, "One JSON document on standard output, and nothing else there");
    c.add_flag("--quiet", w.quiet, "The verdict line alone");
    c.add_flag("--events", w.events, "Progress as one JSON object a line, on standard error");
    c.add_option("--color", w.color, "auto, always or never")
        ->type_name("WHEN")
        ->capture_default_str();
}

CheckCommand::~CheckCommand() = default;

bool CheckCommand::chosen() const {
    return command_->parsed();
}

namespace {

Instance read_instance(const std::string& topology, const std::string& channels,
                       const std::string& messages, const std::string& budget,
                       const std::string& initiators) {
    Instance instance{parse_topology(topology), discipline(channels).kind, 0, {}, {}};
    instance.messages =
        static_cast<unsigned>(parse_count(messages, "--messages", 0, Instance::max_messages));
    if (!budget.empty()) instance.budget = parse_list(budget, "--budget", Instance::max_messages);
    instance.initiators = parse_initiators(initiators, instance.network.processes());
    validate(instance);
    return instance;
}

void require_supported_reduction(std::string_view reduce) {
    require_one_of("--reduce", reduce, {"none", "por", "symmetry", "all"});
    if (reduce != "none")
        throw InputError(
            fmt::format("--reduce {} is not there yet: only 'none', which explores literally every "
                        "interleaving",
                        reduce));
}

Limits read_limits(const std::string& depth, const std::string& states, const std::string& time,
                   const std::string& memory) {
    Limits limits;
    limits.interrupt = &interrupted();
    limits.max_bytes = memory.empty() ? available_memory() : parse_bytes(memory, "--memory");
    if (!depth.empty())
        limits.max_depth =
            static_cast<unsigned>(parse_count(depth, "--max-depth", 0, limits.max_depth));
    if (!states.empty())
        limits.max_states = parse_count(states, "--max-states", 1, limits.max_states);
    if (!time.empty())
        limits.deadline = std::chrono::steady_clock::now() + parse_duration(time, "--time-limit");
    return limits;
}

// A topology on which no snapshot can finish is checked all the same, but not without a word.
void hint_at_unreachable(const Instance& instance) {
    std::string names;
    for (const Process p : instance.network.unreachable_from(instance.initiators))
        names += (names.empty() ? "" : ", ") + instance.network.name(p);
    if (!names.empty())
        fmt::print(stderr,
                   "hint: no path leads from an initiator to {}: the snapshot cannot complete, "
                   "every run will get stuck\n",
                   names);
}

Outcome outcome_of(const CheckResult& result) {
    const auto any = [&](Finding::Verdict verdict) {
        return std::ranges::any_of(result.findings,
                                   [&](const Finding& f) { return f.verdict == verdict; });
    };
    if (any(Finding::Verdict::violated)) return Outcome::violated;
    if (!result.report.complete()) return Outcome::inconclusive;
    return any(Finding::Verdict::holds) ? Outcome::holds : Outcome::inconclusive;
}

int exit_code(const CheckResult& result) {
    if (result.report.ending == Ending::interrupted) return exit_interrupted;
    switch (outcome_of(result)) {
        case Outcome::holds:
            return exit_holds;
        case Outcome::violated:
            return exit_violated;
        default:
            return exit_inconclusive;
    }
}

}  // namespace

int CheckCommand::run() {
    const Words& w = *words_;
    require_supported_reduction(w.reduce);
    require_one_of("--trace", w.trace, {"diff", "full", "off"});
    require_one_of("--color", w.color, {"auto", "always", "never"});
    for (const std::string& file : w.trace_files) require_trace_file(file);
    Request request{find_algorithm(algorithms_, w.algorithm),
                    read_instance(w.topology, w.channels, w.messages, w.budget, w.initiators),
                    w.topology,
                    {},
                    Detail::diff,
                    w.trace_files,
                    w.json,
                    w.quiet,
                    w.events,
                    w.color};
    if (w.trace != "diff")
        request.trace_detail = w.trace == "full" ? std::optional(Detail::full) : std::nullopt;
    request.options.properties = parse_properties(w.properties);
    request.options.go_on = w.go_on;
    request.options.workers = parse_workers(w.workers);
    request.options.limits = read_limits(w.max_depth, w.max_states, w.time_limit, w.memory);
    hint_at_unreachable(request.instance);

    ProgressLine progress(w.events, w.quiet || w.json);
    request.options.on_progress = [&](const Progress& now) { progress.show(now); };
    catch_interrupts();
    const CheckResult result = request.algorithm.check(request.instance, request.options);
    progress.clear();

    const std::vector<Trace> traces =
        traces_of(result, request.instance, request.algorithm.name, request.topology);
    for (const std::string& file : request.trace_files) write_traces(file, traces);
    const Outcome outcome = outcome_of(result);
    fmt::print("{}", request.json ? json_report(request, result, traces, outcome)
                                  : text_report(request, result, traces, outcome));
    return exit_code(result);
}

}  // namespace snapcheck
