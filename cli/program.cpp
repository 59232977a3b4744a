#include "cli/program.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>

#include "checker/input_error.hpp"
#include "cli/check_command.hpp"
#include "cli/complete.hpp"
#include "cli/detect_command.hpp"
#include "cli/estimate_command.hpp"
#include "cli/list_command.hpp"
#include "cli/manual.hpp"
#include "cli/matrix_command.hpp"
#include "cli/mutants_command.hpp"
#include "cli/output.hpp"
#include "cli/prove_command.hpp"
#include "cli/render_command.hpp"
#include "cli/replay_command.hpp"
#include "cli/report_json.hpp"
#include "cli/smallest_command.hpp"
#include "cli/suite_command.hpp"
#include "cli/sweep_command.hpp"
#include "cli/version.hpp"
#include "models/site.hpp"

namespace snapcheck {

namespace {

constexpr const char* footer =
    "Exit codes: 0 holds, 1 violated, 2 wrong usage, 3 inconclusive (a limit was reached), 70 our "
    "fault, 130 interrupted.\n"
    "First steps: snapcheck check chandy-lamport --topology complete:3\n"
    "             snapcheck check chandy-lamport --topology ring:2 --channels bag";

// The first word that no command or option takes, with the nearest one that exists.
InputError unexpected(const CLI::App& app) {
    const CLI::App& command = app.get_subcommands().empty() ? app : *app.get_subcommands().front();
    std::vector<std::string> rest = command.remaining();
    if (rest.empty()) rest = app.remaining();
    const std::string word = rest.empty() ? "" : rest.front();
    std::vector<std::string> names;
    for (const CLI::Option* option : command.get_options())
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const CLI::App* subcommand : command.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(subcommand->get_name());
    const std::vector<std::string_view> views(names.begin(), names.end());
    const bool option = word.starts_with("-");
    const std::string_view near = nearest(word.substr(0, word.find('=')), views);
    return InputError(fmt::format(
        "unknown {} '{}'{}", option ? "option" : "command or argument", word,
        near.empty() ? fmt::format(" (see {} --help)", command.get_parent() == nullptr
                                                           ? "snapcheck"
                                                           : "snapcheck " + command.get_name())
                     : fmt::format(": did you mean '{}'?", near)));
}

int report_error(const std::string& message, int code, bool as_json) {
    fmt::print(stderr, "snapcheck: {}\n", message);
    if (as_json) fmt::print("{}\n", error_document(message, code));
    return code;
}

// As a variable of a shell leaves it that was never set. No option means anything by it, and a run
// that was to be saved in "" is not to go on unsaved.
void refuse_empty_values(const CLI::App& app) {
    for (const CLI::App* command : app.get_subcommands())
        for (const CLI::Option* option : command->get_options())
            if (!option->get_lnames().empty() && option->count() != 0 &&
                std::ranges::find(option->results(), "") != option->results().end())
                throw InputError(
                    fmt::format("--{}: a value is missing", option->get_lnames().front()));
}

// What is asked not by people but by the completions of shells and by the build of the man page: it
// is in no help, and is read before CLI11 would take an unfinished command line for a wrong one.
std::optional<std::string> answer_for_tools(const CLI::App& app,
                                            std::span<const AlgorithmEntry> algorithms,
                                            std::vector<std::string> words) {
    const std::string first = words.empty() ? "" : words.front();
    if (first == "manual") return manual(app);
    if (first != "complete") return std::nullopt;
    words.erase(words.begin());
    return completions(app, algorithms, words);
}

int parse_and_run(std::span<const AlgorithmEntry> algorithms, int argc, char** argv) {
    CLI::App app{
        "snapcheck checks distributed snapshot algorithms exhaustively, on small topologies: every "
        "interleaving\n"
        "of message and marker deliveries is explored, and every way to lose consistency gets a "
        "shortest trace.",
        "snapcheck"};
    app.set_version_flag("--version", std::string("snapcheck ") + version);
    app.footer(footer);
    app.require_subcommand(0, 1);
    app.allow_extras();
    CheckCommand check(algorithms, app);
    DetectCommand detect(algorithms, app);
    EstimateCommand estimate(algorithms, app);
    SweepCommand sweep(algorithms, app);
    SmallestCommand smallest(algorithms, app);
    ProveCommand prove(algorithms, app);
    SuiteCommand suite(algorithms, app);
    MatrixCommand matrix(algorithms, app);
    MutantsCommand mutants(algorithms, app);
    RenderCommand render(app);
    ReplayCommand replay(algorithms, app);
    ListCommand list(algorithms, app);
    if (const auto answer =
            answer_for_tools(app, algorithms, {argv + std::min(argc, 1), argv + argc})) {
        print_result(*answer);
        return exit_holds;
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& success) {
        return app.exit(success);
    } catch (const CLI::ArgumentMismatch& error) {
        throw InputError(fmt::format(
            "{}: a value is missing",
            std::string_view(error.what()).substr(0, std::string_view(error.what()).find(':'))));
    } catch (const CLI::ParseError& error) {
        throw InputError(error.what());
    }
    if (app.remaining_size(true) != 0) throw unexpected(app);
    refuse_empty_values(app);
    if (check.chosen()) return check.run();
    if (detect.chosen()) return detect.run();
    if (estimate.chosen()) return estimate.run();
    if (sweep.chosen()) return sweep.run();
    if (smallest.chosen()) return smallest.run();
    if (prove.chosen()) return prove.run();
    if (suite.chosen()) return suite.run();
    if (matrix.chosen()) return matrix.run();
    if (mutants.chosen()) return mutants.run();
    if (render.chosen()) return render.run();
    if (replay.chosen()) return replay.run();
    if (list.chosen()) return list.run();
    fmt::print("{}", app.help());
    return exit_holds;
}

}  // namespace

int run_program(std::span<const AlgorithmEntry> algorithms, int argc, char** argv) {
    const bool as_json = std::any_of(
        argv, argv + argc, [](const char* word) { return std::string_view(word) == "--json"; });
    try {
        return parse_and_run(algorithms, argc, argv);
    } catch (const InputError& error) {
        return report_error(error.what(), exit_usage, as_json);
    } catch (const std::bad_alloc&) {
        return report_error(
            "out of memory: nothing was decided (a smaller instance, or --memory to stop in time)",
            exit_inconclusive, as_json);
    } catch (const AlgorithmFault& error) {
        return report_error(fmt::format("a fault of the algorithm: {}", error.what()), exit_fault,
                            as_json);
    } catch (const std::exception& error) {
        return report_error(fmt::format("a fault of ours, please report it: {}", error.what()),
                            exit_fault, as_json);
    }
}

}  // namespace snapcheck
