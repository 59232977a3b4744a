#include "cli/estimate_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/check_options.hpp"
#include "cli/estimate_report.hpp"
#include "cli/interrupt.hpp"
#include "cli/memory.hpp"
#include "cli/output.hpp"
#include "cli/program.hpp"

namespace snapcheck {

EstimateCommand::EstimateCommand(std::span<const AlgorithmEntry> algorithms, CLI::App& app)
    : algorithms_(algorithms),
      words_(std::make_unique<CheckWords>()),
      command_(app.add_subcommand("estimate",
                                  "Estimate the states, time and memory that a check would take")) {
    CLI::App& c = *command_;
    c.allow_extras();
    add_algorithm(c, *words_);
    add_topology(c, *words_);
    add_channels(c, *words_);
    add_messages(c, *words_);
    add_budget(c, *words_);
    add_fall_silent(c, *words_);
    add_initiators(c, *words_);
    add_snapshots(c, *words_);
    add_workers(c, *words_);
    c.add_flag("--json", words_->json,
               "One JSON document on standard output, and nothing else there");
    c.add_flag("--quiet", words_->quiet, "The last line alone");
}

EstimateCommand::~EstimateCommand() = default;

bool EstimateCommand::chosen() const {
    return command_->parsed();
}

int EstimateCommand::run() {
    const Request request = read_request(*words_, algorithms_);
    keep_freed_memory();
    catch_interrupts();
    try {
        const Forecast result = forecast(request.algorithm, request.instance, request.options);
        print_result(request.json ? estimate_json(request, result)
                                  : estimate_text(request, result));
        return exit_holds;
    } catch (const SearchStopped&) {
        fmt::print(stderr, "snapcheck: interrupted before there was an estimate\n");
        return exit_interrupted;
    }
}

}  // namespace snapcheck
