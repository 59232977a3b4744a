#include "cli/sweep_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "checker/input_error.hpp"
#include "cli/check_options.hpp"
#include "cli/interrupt.hpp"
#include "cli/memory.hpp"
#include "cli/output.hpp"
#include "cli/progress.hpp"
#include "cli/quantities.hpp"
#include "cli/sweep_report.hpp"

namespace snapcheck {

struct SweepCommand::Words {
    CheckWords check;
    ScopeWords scope;
    std::string processes;
};

SweepCommand::SweepCommand(std::span<const AlgorithmEntry> algorithms, CLI::App& app)
    : algorithms_(algorithms),
      words_(std::make_unique<Words>()),
      command_(app.add_subcommand("sweep", "Check one algorithm on every topology of a size")) {
    CLI::App& c = *command_;
    c.allow_extras();
    add_algorithm(c, words_->check);
    c.add_option("--processes", words_->processes,
                 "2 to 5: every topology of so many processes, up to isomorphism")
        ->type_name("N")
        ->required();
    add_scope(c, words_->scope);
    add_channels(c, words_->check);
    add_messages(c, words_->check);
    add_fall_silent(c, words_->check);
    add_properties(c, words_->check);
    add_workers(c, words_->check);
    add_limits(c, words_->check, limits_of_each);
    add_output(c, words_->check);
}

SweepCommand::~SweepCommand() = default;

bool SweepCommand::chosen() const {
    return command_->parsed();
}

int SweepCommand::run() {
    const auto processes = static_cast<unsigned>(
        parse_count(words_->processes, "--processes", 2, most_enumerated_processes));
    const Scope scope = read_scope(words_->scope);
    words_->check.trace = "off";
    const Request request = read_request(words_->check, algorithms_);
    ManyOptions options = many_options(request, words_->check);
    ProgressLine progress(request.events, request.quiet || request.json);
    options.on_progress = [&](const ManyProgress& now) { progress.show(now); };
    keep_freed_memory();
    catch_interrupts();

    const auto start = std::chrono::steady_clock::now();
    const Instance& like = request.instance;
    std::vector<Instance> instances =
        instances_of_size(processes, scope, {like.channels, like.messages, like.may_fall_silent});
    if (instances.empty())
        throw InputError(fmt::format("--max-channels {}: not enough for {} processes",
                                     scope.max_channels, processes));
    std::vector<Attempt> attempts = check_many(request.algorithm, instances, options);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    progress.clear();

    const AttemptCounts counts = count(attempts);
    const Sweep sweep{words_->check,       request, processes,    scope, std::move(instances),
                      std::move(attempts), counts,  taken.count()};
    print_result(request.json ? sweep_json(sweep) : sweep_text(sweep));
    return exit_code_of(outcome_of(counts), counts.interrupted);
}

}  // namespace snapcheck
