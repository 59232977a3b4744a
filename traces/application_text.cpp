#include "traces/application_text.hpp"

#include <fmt/format.h>

#include "traces/facts.hpp"

namespace snapcheck {

namespace {

std::string length_of(const ApplicationRun& run) {
    const auto counted = [](std::size_t steps) {
        return fmt::format("{} {}", steps, steps == 1 ? "step" : "steps");
    };
    if (!run.loop) return "a shortest counterexample, " + counted(run.steps.size());
    const std::size_t around = run.steps.size() - *run.loop;
    if (around == 0) return "a counterexample, " + counted(*run.loop) + " and then nothing more";
    return fmt::format("a counterexample, {} and then {} for ever", counted(*run.loop),
                       counted(around));
}

}  // namespace

std::string to_text(const ApplicationRun& run, const std::string& title, const std::string& names,
                    Detail detail) {
    const bool whole_states = detail == Detail::full;
    std::string text = fmt::format("{}: {}\n", title, length_of(run));
    if (whole_states) text += "     0 the initial state\n" + everything(run.facts[0]);
    for (std::size_t i = 0; i < run.steps.size(); ++i) {
        if (i == run.loop) text += "       from here on, again and again:\n";
        text += fmt::format("  {:4} {}\n", i + 1, run.steps[i]);
        text +=
            whole_states ? everything(run.facts[i + 1]) : changes(run.facts[i], run.facts[i + 1]);
    }
    if (run.loop && *run.loop < run.steps.size())
        text += fmt::format("       and on with step {}\n", *run.loop + 1);
    return text + fmt::format("  {} is violated: {}\n", names, run.reason);
}

}  // namespace snapcheck
