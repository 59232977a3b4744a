#include "cli/check_options.hpp"

#include <CLI/CLI.hpp>

#include "cli/request.hpp"

namespace snapcheck {

void add_algorithm(CLI::App& command, CheckWords& words) {
    command
        .add_option("ALGORITHM", words.algorithm,
                    "What to check; `snapcheck list algorithms` names them all")
        ->required();
}

void add_topology(CLI::App& command, CheckWords& words) {
    command
        .add_option("--topology", words.topology,
                    "ring:N, line:N, star:N, complete:N, grid:RxC, tree:N, edges:0-1,1-0, FILE.dot "
                    "or FILE.graphml")
        ->type_name("SPEC")
        ->capture_default_str();
}

void add_channels(CLI::App& command, CheckWords& words) {
    command
        .add_option("--channels", words.channels,
                    "fifo, bag (also: non-fifo), causal, lossy:N, duplicating:N, bounded:N or "
                    "bounded-blocking:N")
        ->type_name("KIND")
        ->capture_default_str();
}

void add_messages(CLI::App& command, CheckWords& words) {
    command
        .add_option("--messages", words.messages,
                    "Application messages that each channel may carry (default: 1)")
        ->type_name("N");
}

void add_budget(CLI::App& command, CheckWords& words) {
    command
        .add_option("--budget", words.budget,
                    "Instead: messages that each process may send in all, as 1,1,0")
        ->type_name("LIST");
}

void add_initiators(CLI::App& command, CheckWords& words) {
    command
        .add_option("--initiators", words.initiators,
                    "Processes that may start the snapshot: 0, or 0,2, or all")
        ->type_name("LIST")
        ->capture_default_str();
}

void add_fall_silent(CLI::App& command, CheckWords& words) {
    command.add_flag(
        "--fall-silent", words.fall_silent,
        "The application may stop sending at any time: `terminates` must not lean on it");
}

void add_snapshots(CLI::App& command, CheckWords& words) {
    command
        .add_option("--snapshots", words.snapshots,
                    "Snapshots in one run, which may overlap; the initiators take them in turn, "
                    "and each is judged on its own")
        ->type_name("N")
        ->capture_default_str();
}

void add_properties(CLI::App& command, CheckWords& words) {
    command
        .add_option("--property", words.properties,
                    "all, or names; may be repeated; `snapcheck list properties` names them")
        ->type_name("LIST")
        ->default_str("all")
        ->allow_extra_args(false);
}

void add_workers(CLI::App& command, CheckWords& words) {
    command.add_option("-j,--workers", words.workers, "Threads (default: all cores)")
        ->type_name("N");
}

void add_trace(CLI::App& command, CheckWords& words) {
    command
        .add_option(
            "--trace", words.trace,
            "Counterexamples in the text: what each step changed, whole states, a diagram of "
            "processes and time, or none")
        ->type_name("{diff,full,diagram,off}")
        ->capture_default_str();
}

void add_trace_out(CLI::App& command, CheckWords& words) {
    command
        .add_option(
            "--trace-out", words.trace_files,
            "Write the counterexamples to a file, in the format of its extension; `snapcheck list "
            "formats` names them; may be repeated")
        ->type_name("FILE")
        ->allow_extra_args(false);
}

void add_limits(CLI::App& command, CheckWords& words, const std::string& heading) {
    const auto add = [&](const char* name, std::string& word, const char* meaning,
                         const char* type) {
        command.add_option(name, word, meaning)->type_name(type)->group(heading);
    };
    add("--max-depth", words.max_depth, "Explore no run beyond this many steps", "N");
    add("--max-states", words.max_states, "Stop when about this many states are known", "N");
    add("--time-limit", words.time_limit, "Stop after 30s, 5m, 1h", "TIME");
    add("--memory", words.memory,
        "Stop before the states take more than 512M, 4G (default: most of what is free)", "SIZE");
}

std::vector<std::string> given_options(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::Option* option : command.get_options())
        if (option->count() != 0 && !option->get_lnames().empty())
            names.push_back(option->get_lnames().front());
    return names;
}

void add_folders(CLI::App& command, CheckWords& words) {
    command
        .add_option("--spill", words.spill,
                    "Go on when --memory is full: what has no room is kept in files in this folder")
        ->type_name("DIR");
    command
        .add_option("--checkpoint", words.checkpoint,
                    "Save in this folder, now and then, what it takes to go on after a kill")
        ->type_name("DIR");
    command
        .add_option("--every", words.every,
                    "How often, at most, with --checkpoint or --resume (default: 10m)")
        ->type_name("TIME");
    command
        .add_option("--resume", words.resume,
                    "Go on from the checkpoint in this folder, and save more of them there")
        ->type_name("DIR");
}

void add_output(CLI::App& command, CheckWords& words) {
    command.add_flag("--json", words.json,
                     "One JSON document on standard output, and nothing else there");
    command.add_flag("--quiet", words.quiet, "The verdict line alone");
    command.add_flag("--events", words.events,
                     "Progress as one JSON object a line, on standard error");
    command.add_option("--color", words.color, "The verdict in colour; auto: on a terminal")
        ->type_name("{auto,always,never}")
        ->capture_default_str();
}

}  // namespace snapcheck
