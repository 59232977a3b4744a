// The options that the commands which check have in common, each said once.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace snapcheck {

struct CheckWords;

void add_algorithm(CLI::App& command, CheckWords& words);
void add_topology(CLI::App& command, CheckWords& words);
void add_channels(CLI::App& command, CheckWords& words);
void add_messages(CLI::App& command, CheckWords& words);
void add_budget(CLI::App& command, CheckWords& words);
void add_initiators(CLI::App& command, CheckWords& words);
void add_fall_silent(CLI::App& command, CheckWords& words);
void add_snapshots(CLI::App& command, CheckWords& words);
void add_properties(CLI::App& command, CheckWords& words);
void add_workers(CLI::App& command, CheckWords& words);
void add_trace(CLI::App& command, CheckWords& words);
void add_trace_out(CLI::App& command, CheckWords& words);
/// Depth, states, time, memory; the heading is where the help has them.
void add_limits(CLI::App& command, CheckWords& words, const std::string& heading = "Options");
/// The options that were given, by their names.
std::vector<std::string> given_options(const CLI::App& command);
/// A folder for what memory has no room for, and for checkpoints.
void add_folders(CLI::App& command, CheckWords& words);
/// How the result and the progress are shown.
void add_output(CLI::App& command, CheckWords& words);

}  // namespace snapcheck
