#include "models/application/application.hpp"

namespace snapcheck {

std::string to_string(const GlobalState& state, const Application& application) {
    std::string text;
    for (Process p = 0; p < state.locals.size(); ++p)
        text.append(text.empty() ? "" : ", ")
            .append(application.network.name(p))
            .append(" ")
            .append(application.processes[p].states[state.locals[p]]);
    for (unsigned c = 0; c < state.channels.size(); ++c) {
        text.append(", ").append(application.channels[c]);
        if (state.channels[c].empty()) text += " empty";
        for (const unsigned content : state.channels[c])
            text.append(" ").append(application.contents[content]);
    }
    return text;
}

std::string to_string(const Transition& transition, Process p, const Application& application) {
    std::string actions;
    const auto add = [&](const char* verb, const Dispatch& message) {
        actions.append(actions.empty() ? "" : ", ")
            .append(verb)
            .append(application.contents[message.content])
            .append(" on ")
            .append(application.channels[message.channel]);
    };
    if (transition.receives) add("receive ", *transition.receives);
    for (const Dispatch& message : transition.sends) add("send ", message);
    const auto& states = application.processes[p].states;
    const std::string arrow = actions.empty() ? " -> " : " -" + actions + "-> ";
    return states[transition.from] + arrow + states[transition.to];
}

}  // namespace snapcheck
