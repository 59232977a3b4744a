#include "cli/application/check_application.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "checker/input_error.hpp"
#include "cli/application/application_file.hpp"
#include "cli/application/application_report.hpp"
#include "cli/interrupt.hpp"
#include "cli/memory.hpp"
#include "cli/output.hpp"
#include "cli/progress.hpp"
#include "cli/quantities.hpp"
#include "traces/files.hpp"

namespace snapcheck {

namespace {

// What an application says itself, and what is not there for applications.
constexpr std::array<std::string_view, 11> not_with_application = {
    "topology",    "messages", "budget",     "fall-silent", "reduce", "self-check",
    "certificate", "spill",    "checkpoint", "every",       "resume"};

}  // namespace

ApplicationSetting read_application_setting(const CheckWords& words) {
    ApplicationSetting setting{
        read_application(words.application),
        {Network({"p0", "p1"}, {}), parse_channels(words.channels), 0, {}, {}}};
    const Application& application = setting.application;
    setting.instance.network = application.network;
    setting.instance.initiators =
        parse_initiators(words.initiators, application.network.processes());
    setting.instance.snapshots = static_cast<unsigned>(
        parse_count(words.snapshots, "--snapshots", 1, Instance::max_snapshots));
    for (const std::string& text : words.invariants)
        setting.invariants.push_back(parse_predicate(text, application, is_ordered(setting)));
    if (!application.conserved.empty())
        setting.conserved.emplace(application.conserved, application, is_ordered(setting));
    validate(setting);
    return setting;
}

namespace {

ApplicationRequest read_application_request(const CheckWords& words,
                                            const std::vector<std::string>& given,
                                            std::span<const AlgorithmEntry> algorithms) {
    if (words.application.empty())
        throw InputError(fmt::format("--{} goes with --application",
                                     words.fairness.empty() ? "invariant" : "fairness"));
    for (const std::string_view option : not_with_application)
        if (std::ranges::find(given, option) != given.end())
            throw InputError(fmt::format("--{} does not go with --application", option));
    require_one_of("--color", words.color, {"auto", "always", "never"});
    for (const std::string& file : words.trace_files) require_trace_file(file);
    return {find_algorithm(algorithms, words.algorithm),
            read_application_setting(words),
            {read_options(words), parse_fairness(words.fairness.empty() ? "weak" : words.fairness)},
            read_detail(words.trace),
            words.trace_files,
            words.json,
            words.quiet,
            words.color};
}

}  // namespace

// Text and JSON of the report do without numbers.
void write(const ApplicationRequest& request, const std::vector<Trace>& traces) {
    const bool draws = request.trace_detail == Detail::diagram && !request.json && !request.quiet;
    for (const Trace& trace : traces)
        if (!can_be_drawn(trace) && (draws || !request.trace_files.empty()))
            throw InputError(fmt::format(
                "the counterexample to {} cannot be drawn: it has more than {} messages in one "
                "channel; --trace diff and --json can tell it",
                names_of(trace), most_numbered));
    for (const std::string& file : request.trace_files) write_traces(file, traces);
}

Outcome outcome_of(const ApplicationResult& result) {
    switch (verdict_on_all(result)) {
        case Finding::Verdict::holds:
            return Outcome::holds;
        case Finding::Verdict::violated:
            return Outcome::violated;
        default:
            return Outcome::inconclusive;
    }
}

int check_application(const CheckWords& words, const std::vector<std::string>& given,
                      std::span<const AlgorithmEntry> algorithms) {
    ApplicationRequest request = read_application_request(words, given, algorithms);
    ProgressLine progress(words.events, words.quiet || words.json);
    CheckOptions& options = request.options.check;
    options.on_progress = [&](const Progress& now) { progress.show(now); };
    keep_freed_memory();
    catch_interrupts();
    options = start_clock(options, read_time_limit(words));
    const ApplicationResult result =
        check_application(request.algorithm, request.setting, request.options);
    progress.clear();
    const auto traces =
        traces_of(result, request.setting, request.algorithm.name, request.options.fairness);
    write(request, traces);
    print_result(request.json ? application_json(request, result)
                              : application_text(request, result, traces));
    const bool stopped = result.report.ending == Ending::interrupted ||
                         (result.fair_runs && result.fair_runs->ending == Ending::interrupted);
    return exit_code_of(outcome_of(result), stopped);
}

}  // namespace snapcheck
