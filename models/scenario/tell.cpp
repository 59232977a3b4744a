#include "models/scenario/tell.hpp"

namespace snapcheck {

namespace {

std::string records(const ScenarioRules& rules, const std::uint64_t* state, Process p) {
    return "records " + tokens_in_words(rules.tokens(state, p));
}

std::string snapshot_name(const ScenarioRules& rules, unsigned snapshot) {
    return "snapshot " + std::to_string(rules.timeline().id(snapshot));
}

std::string token(Tokens amount) {
    return "token(" + std::to_string(amount) + ")";
}

std::string tell_line(const ScenarioRules& rules, const std::uint64_t* state) {
    const ScriptLine& line = rules.line(state);
    const std::string where = "line " + std::to_string(line.line) + ": ";
    const Network& network = rules.network();
    switch (line.kind) {
        case ScriptLine::Kind::send:
            return where + network.name(line.process) + " sends " + token(line.amount) + " to " +
                   network.name(network.ends(line.channel).target);
        case ScriptLine::Kind::snapshot:
            return where + network.name(line.process) + " starts " +
                   snapshot_name(rules, line.snapshot) + " and " +
                   records(rules, state, line.process);
        default:
            return where + "time passes";
    }
}

std::string tell_message(const ScenarioRules& rules, const std::uint64_t* state, unsigned channel,
                         unsigned message) {
    const auto [source, target] = rules.network().ends(channel);
    std::string text = rules.network().name(target) + " receives " +
                       token(rules.timeline().amount(channel, message)) + " from " +
                       rules.network().name(source);
    std::string_view separator = ", recorded in snapshot ";
    for (unsigned s = 0; s < rules.timeline().asked(); ++s) {
        if (!rules.open(state, channel, s)) continue;
        text.append(separator).append(std::to_string(rules.timeline().id(s)));
        separator = ", ";
    }
    return text;
}

std::string tell_marker(const ScenarioRules& rules, const std::uint64_t* state, unsigned channel,
                        unsigned snapshot) {
    const auto [source, target] = rules.network().ends(channel);
    const std::string text = rules.network().name(target) + " receives the marker of " +
                             snapshot_name(rules, snapshot) + " from " +
                             rules.network().name(source);
    return rules.recorded(state, target, snapshot) ? text
                                                   : text + " and " + records(rules, state, target);
}

}  // namespace

std::string tokens_in_words(Tokens tokens) {
    return std::to_string(tokens) + (tokens == 1 ? " token" : " tokens");
}

std::string tell(const ScenarioRules& rules, const std::uint64_t* state, Step step) {
    if (step == ScenarioRules::next_line) return tell_line(rules, state);
    const unsigned channel = ScenarioRules::channel_of(step);
    const Head first = rules.head(state, channel);
    return first.kind == Head::Kind::message ? tell_message(rules, state, channel, first.number)
                                             : tell_marker(rules, state, channel, first.number);
}

}  // namespace snapcheck
