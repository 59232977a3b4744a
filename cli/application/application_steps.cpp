#include "cli/application/application_steps.hpp"

#include <fmt/format.h>

#include "traces/facts.hpp"

namespace snapcheck {

std::string steps_in_text(const ApplicationRun& run, Detail detail) {
    const bool whole_states = detail == Detail::full;
    std::string text;
    if (whole_states) text += "     0 the initial state\n" + everything(run.run.facts[0]);
    for (std::size_t i = 0; i < run.steps.size(); ++i) {
        text += fmt::format("  {:4} {}\n", i + 1, run.steps[i]);
        text += whole_states ? everything(run.run.facts[i + 1])
                             : changes(run.run.facts[i], run.run.facts[i + 1]);
    }
    return text;
}

}  // namespace snapcheck
