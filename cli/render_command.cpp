#include "cli/render_command.hpp"

#include <CLI/CLI.hpp>

#include "cli/output.hpp"
#include "cli/program.hpp"
#include "traces/files.hpp"
#include "traces/read.hpp"
#include "traces/text.hpp"

namespace snapcheck {

RenderCommand::RenderCommand(CLI::App& app)
    : command_(app.add_subcommand("render", "Draw or tell a counterexample that a file has")) {
    command_->allow_extras();
    command_->add_option("TRACE", trace_, "What check wrote with --trace-out FILE.json")
        ->type_name("FILE")
        ->required();
    command_
        ->add_option(
            "-o,--output", outputs_,
            "Where to, in the format of the extension; `snapcheck list formats` names them; "
            "may be repeated (default: as text on standard output)")
        ->type_name("FILE")
        ->allow_extra_args(false);
}

bool RenderCommand::chosen() const {
    return command_->parsed();
}

int RenderCommand::run() const {
    constexpr std::string_view option = "--output";
    for (const std::string& file : outputs_) require_trace_file(file, option);
    const std::vector<Trace> traces = read_traces(trace_);
    for (const std::string& file : outputs_) write_traces(file, traces, option);
    if (outputs_.empty()) print_result(all_as_text(traces));
    return exit_holds;
}

}  // namespace snapcheck
