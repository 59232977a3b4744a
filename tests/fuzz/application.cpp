// Applications in files. What was accepted can be told, and its own expressions can be evaluated.
#include "cli/application/application_file.hpp"
#include "models/application/predicate.hpp"
#include "tests/fuzz/oracle.hpp"

using namespace snapcheck;

namespace {

GlobalState initial_state(const Application& application) {
    GlobalState state;
    for (const Automaton& automaton : application.processes)
        state.locals.push_back(automaton.initial);
    state.channels.resize(application.channels.size());
    return state;
}

void demand_sound(const Application& application) {
    fuzz::demand(application.processes.size() == application.network.processes());
    fuzz::demand(application.channels.size() == application.network.channels());
    const GlobalState state = initial_state(application);
    fuzz::demand(!to_string(state, application).empty());
    for (Process p = 0; p < application.processes.size(); ++p)
        for (const Transition& transition : application.processes[p].transitions)
            fuzz::demand(!to_string(transition, p, application).empty());
    for (const NamedPredicate& known : application.predicates)
        parse_predicate(known.name, application).value(state);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    const auto application = fuzz::accepted([&] { return parse_application(text, "input"); });
    if (application) demand_sound(*application);
    return 0;
}
