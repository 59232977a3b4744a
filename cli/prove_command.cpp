#include "cli/prove_command.hpp"

#include <CLI/CLI.hpp>

#include "cli/check_options.hpp"
#include "cli/interrupt.hpp"
#include "cli/memory.hpp"
#include "cli/output.hpp"
#include "cli/progress.hpp"
#include "cli/prove_report.hpp"
#include "cli/quantities.hpp"

namespace snapcheck {

struct ProveCommand::Words {
    CheckWords check;
    std::string show;
    bool every_run = false;
    bool never_occurred = false;
};

ProveCommand::ProveCommand(std::span<const AlgorithmEntry> algorithms, CLI::App& app)
    : algorithms_(algorithms),
      words_(std::make_unique<Words>()),
      command_(app.add_subcommand(
          "prove",
          "Show that each recorded state could have occurred: Theorem 1 of Chandy and "
          "Lamport, run by run")) {
    CLI::App& c = *command_;
    CheckWords& w = words_->check;
    c.allow_extras();
    add_algorithm(c, w);
    add_topology(c, w);
    add_channels(c, w);
    add_messages(c, w);
    add_budget(c, w);
    add_initiators(c, w);
    c.add_flag("--every-run", words_->every_run,
               "Every run there is, one by one, instead of one for each distinct snapshot: for "
               "small instances");
    c.add_flag("--never-occurred", words_->never_occurred,
               "Also look for a shortest run in which the recorded state never occurs");
    c.add_option("--show", words_->show,
                 "Which run to show, by its number; 0: none (default: the shortest that fails, "
                 "else one with the most exchanges)")
        ->type_name("N");
    add_workers(c, w);
    add_limits(c, w);
    add_output(c, w);
}

ProveCommand::~ProveCommand() = default;

bool ProveCommand::chosen() const {
    return command_->parsed();
}

int ProveCommand::run() {
    const Request request = read_request(words_->check, algorithms_);
    ProveOptions options;
    options.every_run = words_->every_run;
    options.never_occurred = words_->never_occurred;
    if (!words_->show.empty())
        options.number = static_cast<unsigned>(parse_count(words_->show, "--show", 0, 1'000'000));
    ProgressLine progress(request.events, request.quiet || request.json);
    options.search = start_clock(request);
    options.search.on_progress = [&](const Progress& now) { progress.show(now); };
    keep_freed_memory();
    catch_interrupts();
    const Proofs proofs = prove(request.algorithm, request.instance, options);
    progress.clear();

    const ProofAnswer answer{request, options, proofs};
    print_result(request.json ? prove_json(answer) : prove_text(answer));
    return exit_code_of(outcome_of(proofs), proofs.report.ending == Ending::interrupted);
}

}  // namespace snapcheck
