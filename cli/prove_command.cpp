#include "cli/prove_command.hpp"

#include <CLI/CLI.hpp>

#include "checker/input_error.hpp"
#include "cli/application/prove_application.hpp"
#include "cli/check_options.hpp"
#include "cli/interrupt.hpp"
#include "cli/lemmas_report.hpp"
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
    bool lemmas = false;
    std::string folder;
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
    c.add_option("--application", w.application,
                 "With --never-occurred: of an application that may run for ever, by its name or "
                 "in FILE.toml (docs/applications.md); the shortest run up to where the snapshot "
                 "is complete")
        ->type_name("NAME|FILE");
    c.add_option("--trace-out", w.trace_files,
                 "With --application: write that run to a file, in the format of its extension; "
                 "`snapcheck list formats` names them; may be repeated")
        ->type_name("FILE")
        ->allow_extra_args(false);
    c.add_option("--show", words_->show,
                 "Which run to show, by its number; 0: none (default: the shortest that fails, "
                 "else one with the most exchanges)")
        ->type_name("N");
    c.add_flag(
        "--lemmas", words_->lemmas,
        "Instead: the lemmas of the proof one by one, each with a run that has it at work, or "
        "one that violates it");
    c.add_option("--snapshots", w.snapshots,
                 "With --lemmas: how many snapshots are taken in one run (default: 1)")
        ->type_name("N");
    c.add_option(
         "-o,--output", words_->folder,
         "With --lemmas: a folder for the runs, each as .svg, .txt and .json; also runs that "
         "violate what holds here, on bag or by a mutant")
        ->type_name("DIR");
    add_workers(c, w);
    add_limits(c, w);
    add_output(c, w);
}

ProveCommand::~ProveCommand() = default;

bool ProveCommand::chosen() const {
    return command_->parsed();
}

void ProveCommand::require_what_goes_together(const Words& words, unsigned snapshots) {
    const bool of_theorem = words.every_run || words.never_occurred || !words.show.empty();
    if (words.lemmas && of_theorem)
        throw InputError(
            "--lemmas: no run of the theorem is shown; leave out --every-run, "
            "--never-occurred and --show");
    if (!words.check.trace_files.empty())
        throw InputError("--trace-out: only with --application; --lemmas takes --output");
    if (words.lemmas) return;
    if (snapshots != 1) throw InputError("--snapshots: only with --lemmas; the theorem is of one");
    if (!words.folder.empty()) throw InputError("--output: only with --lemmas");
}

int ProveCommand::run() {
    if (!words_->check.application.empty())
        return prove_application(words_->check, given_options(*command_), algorithms_);
    const Request request = read_request(words_->check, algorithms_);
    require_what_goes_together(*words_, request.instance.snapshots);
    return words_->lemmas ? run_lemmas(request) : run_theorem(request);
}

int ProveCommand::run_lemmas(const Request& request) {
    if (!words_->folder.empty()) require_folder(words_->folder);
    ProgressLine progress(request.events, request.quiet || request.json);
    CheckOptions options = start_clock(request);
    options.on_progress = [&](const Progress& now) { progress.show(now); };
    keep_freed_memory();
    catch_interrupts();
    const LemmaResult result = check_lemmas(request.algorithm, request.instance, options);
    std::vector<Foil> foils;
    std::vector<std::string> files;
    if (!words_->folder.empty()) {
        foils = find_foils(request.algorithm, request.instance, algorithms_, options);
        files = write_lemmas(words_->folder, request, result, foils);
    }
    progress.clear();
    const LemmasAnswer answer{request, result, foils, files};
    print_result(request.json ? lemmas_json(answer) : lemmas_text(answer));
    return exit_code_of(outcome_of(result), result.report.ending == Ending::interrupted);
}

int ProveCommand::run_theorem(const Request& request) {
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
