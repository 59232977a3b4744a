#include "cli/detect_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "checker/input_error.hpp"
#include "cli/application/check_application.hpp"
#include "cli/application/detect_report.hpp"
#include "cli/check_options.hpp"
#include "cli/interrupt.hpp"
#include "cli/memory.hpp"
#include "cli/output.hpp"
#include "cli/program.hpp"
#include "cli/progress.hpp"
#include "traces/detection_trace.hpp"
#include "traces/files.hpp"

namespace snapcheck {

struct DetectCommand::Words {
    CheckWords check;
    std::string stable;
};

DetectCommand::DetectCommand(std::span<const AlgorithmEntry> algorithms, CLI::App& app)
    : algorithms_(algorithms),
      words_(std::make_unique<Words>()),
      command_(app.add_subcommand(
          "detect", "Whether snapshots detect what, once true of an application, stays true")) {
    CLI::App& c = *command_;
    CheckWords& w = words_->check;
    c.allow_extras();
    add_algorithm(c, w);
    c.add_option("--application", w.application,
                 "Of what snapshots are taken: by its name (`snapcheck list applications`) or in "
                 "FILE.toml (docs/applications.md)")
        ->type_name("NAME|FILE");
    c.add_option("--stable", words_->stable,
                 "What is to be detected, by the application's name for it or as an expression; "
                 "refused if it can become false again")
        ->type_name("PREDICATE");
    add_channels(c, w);
    add_initiators(c, w);
    add_snapshots(c, w);
    add_workers(c, w);
    c.add_flag("--continue", w.go_on,
               "Go on after the first violation, so that both properties get their verdicts");
    add_limits(c, w);
    add_trace(c, w);
    add_trace_out(c, w);
    add_output(c, w);
}

DetectCommand::~DetectCommand() = default;

bool DetectCommand::chosen() const {
    return command_->parsed();
}

DetectRequest DetectCommand::read() const {
    const CheckWords& w = words_->check;
    if (w.application.empty()) throw InputError("detect: --application is missing");
    if (words_->stable.empty())
        throw InputError("detect: --stable is missing: what is to be detected");
    for (const std::string& file : w.trace_files) require_trace_file(file);
    require_one_of("--color", w.color, {"auto", "always", "never"});
    ApplicationRequest on{.algorithm = find_algorithm(algorithms_, w.algorithm),
                          .setting = read_application_setting(w),
                          .options = {read_options(w), {}},
                          .trace_detail = read_detail(w.trace),
                          .trace_files = w.trace_files,
                          .json = w.json,
                          .quiet = w.quiet,
                          .color = w.color};
    Predicate stable =
        parse_predicate(words_->stable, on.setting.application, is_ordered(on.setting));
    return {std::move(on), {words_->stable, std::move(stable)}};
}

int DetectCommand::run() {
    DetectRequest request = read();
    ApplicationRequest& on = request.on;
    ProgressLine progress(words_->check.events, on.quiet || on.json);
    CheckOptions& options = on.options.check;
    options.on_progress = [&](const Progress& now) { progress.show(now); };
    keep_freed_memory();
    catch_interrupts();
    options = start_clock(options, read_time_limit(words_->check));
    const DetectionResult result = detect(on.algorithm, on.setting, request.stable, options);
    progress.clear();
    if (result.unstable) {
        fmt::print(stderr, "snapcheck: {}\n", why_refused(request, *result.unstable));
        print_result(on.json ? refusal_json(request, *result.unstable)
                             : refusal_text(request, *result.unstable));
        return exit_usage;
    }
    const std::vector<Trace> traces = traces_of(result, on.setting, on.algorithm.name);
    write(on, traces);
    print_result(on.json ? detect_json(request, result) : detect_text(request, result, traces));
    return exit_code_of(outcome_of(result), result.report.ending == Ending::interrupted);
}

}  // namespace snapcheck
