#include "cli/application/prove_application.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "checker/input_error.hpp"
#include "cli/application/check_application.hpp"
#include "cli/application/never_occurred_report.hpp"
#include "cli/interrupt.hpp"
#include "cli/memory.hpp"
#include "cli/output.hpp"
#include "cli/progress.hpp"
#include "traces/detection_trace.hpp"
#include "traces/files.hpp"

namespace snapcheck {

namespace {

constexpr std::array<std::string_view, 8> not_with_application = {
    "topology", "messages", "budget", "every-run", "show", "lemmas", "snapshots", "output"};

}  // namespace

int prove_application(const CheckWords& words, const std::vector<std::string>& given,
                      std::span<const AlgorithmEntry> algorithms) {
    for (const std::string_view option : not_with_application)
        if (std::ranges::find(given, option) != given.end())
            throw InputError(fmt::format("--{} does not go with --application", option));
    if (std::ranges::find(given, "never-occurred") == given.end())
        throw InputError(
            "prove --application goes with --never-occurred: the theorem is proved run by run on "
            "the free workload");
    for (const std::string& file : words.trace_files) require_trace_file(file);
    require_one_of("--color", words.color, {"auto", "always", "never"});
    ApplicationRequest request{.algorithm = find_algorithm(algorithms, words.algorithm),
                               .setting = read_application_setting(words),
                               .options = {read_options(words), {}},
                               .trace_detail = Detail::diff,
                               .trace_files = words.trace_files,
                               .json = words.json,
                               .quiet = words.quiet,
                               .color = words.color};
    ProgressLine progress(words.events, words.quiet || words.json);
    CheckOptions& options = request.options.check;
    options.on_progress = [&](const Progress& now) { progress.show(now); };
    keep_freed_memory();
    catch_interrupts();
    options = start_clock(options, read_time_limit(words));
    const NeverOccurred result = find_never_occurred(request.algorithm, request.setting, options);
    progress.clear();
    std::vector<Trace> traces;
    if (result.found)
        traces.push_back(trace_of(*result.found, request.setting, request.algorithm.name));
    if (!request.trace_files.empty()) write(request, traces);
    print_result(request.json ? never_occurred_json(request, result)
                              : never_occurred_text(request, result));
    return exit_code_of(outcome_of(result), result.ending == Ending::interrupted);
}

}  // namespace snapcheck
