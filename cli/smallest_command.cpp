#include "cli/smallest_command.hpp"

#include <CLI/CLI.hpp>

#include "checker/input_error.hpp"
#include "cli/check_options.hpp"
#include "cli/command_line.hpp"
#include "cli/interrupt.hpp"
#include "cli/memory.hpp"
#include "cli/output.hpp"
#include "cli/progress.hpp"
#include "cli/quantities.hpp"
#include "cli/smallest_report.hpp"

namespace snapcheck {

struct SmallestCommand::Words {
    CheckWords check;
    ScopeWords scope;
    std::string property;
    std::string processes = "4";
    std::string messages = "2";
};

SmallestCommand::SmallestCommand(std::span<const AlgorithmEntry> algorithms, CLI::App& app)
    : algorithms_(algorithms),
      words_(std::make_unique<Words>()),
      command_(
          app.add_subcommand("smallest", "Find the smallest instance on which a property fails")) {
    CLI::App& c = *command_;
    c.allow_extras();
    add_algorithm(c, words_->check);
    c.add_option("--violates", words_->property,
                 "The property; `snapcheck list properties` names them all")
        ->type_name("PROPERTY")
        ->required();
    c.add_option("--up-to-processes", words_->processes, "2 to 5: the largest size to look at")
        ->type_name("N")
        ->capture_default_str();
    c.add_option("--up-to-messages", words_->messages,
                 "The most application messages that each channel may carry")
        ->type_name("N")
        ->capture_default_str();
    add_scope(c, words_->scope);
    add_channels(c, words_->check);
    add_fall_silent(c, words_->check);
    add_workers(c, words_->check);
    add_limits(c, words_->check, limits_of_each);
    add_trace(c, words_->check);
    add_output(c, words_->check);
}

SmallestCommand::~SmallestCommand() = default;

bool SmallestCommand::chosen() const {
    return command_->parsed();
}

SmallestBounds SmallestCommand::read_bounds(const Instance& like) const {
    SmallestBounds bounds;
    bounds.processes = static_cast<unsigned>(
        parse_count(words_->processes, "--up-to-processes", 2, most_enumerated_processes));
    bounds.messages = static_cast<unsigned>(
        parse_count(words_->messages, "--up-to-messages", 0, Instance::max_messages));
    bounds.scope = read_scope(words_->scope);
    bounds.channels = like.channels;
    bounds.may_fall_silent = like.may_fall_silent;
    return bounds;
}

int SmallestCommand::run() {
    if (words_->property == "all")
        throw InputError(
            "--violates takes one property, not 'all'; `snapcheck list properties` "
            "names them");
    words_->check.properties = {std::string(catalogue()[property_bit(words_->property)].name)};
    Request request = read_request(words_->check, algorithms_);
    const SmallestBounds bounds = read_bounds(request.instance);
    ManyOptions options = many_options(request, words_->check);
    ProgressLine progress(request.events, request.quiet || request.json);
    options.on_progress = [&](const ManyProgress& now) { progress.show(now); };
    keep_freed_memory();
    catch_interrupts();

    const auto start = std::chrono::steady_clock::now();
    const Smallest found = find_smallest(request.algorithm, bounds, options);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    progress.clear();

    std::vector<Trace> traces;
    if (found.instance) {
        words_->check = words_on(*found.instance, words_->check);
        request = read_request(words_->check, algorithms_);
        traces =
            traces_of(found.result, request.instance, request.algorithm.name, request.topology);
    }
    const SmallestAnswer answer{words_->check, request, words_->property, bounds,
                                found,         traces,  taken.count()};
    print_result(request.json ? smallest_json(answer) : smallest_text(answer));
    return exit_code_of(outcome_of(found), found.smaller.interrupted);
}

}  // namespace snapcheck
