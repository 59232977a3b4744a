#include "traces/application_trace.hpp"

#include <algorithm>

#include "models/application/detect.hpp"
#include "models/application/draft.hpp"

namespace snapcheck {

namespace {

std::string meaning_of(const ApplicationFinding& finding) {
    const auto property = std::ranges::find(catalogue(), finding.name, &Property::name);
    return property == catalogue().end() ? "the recorded state keeps " + finding.name
                                         : std::string(property->meaning);
}

OfApplication words_of(const Application& application) {
    OfApplication words;
    for (Process p = 0; p < application.network.processes(); ++p) {
        const Automaton& automaton = application.processes[p];
        words.processes.push_back({automaton.states, automaton.states[automaton.initial], {}});
        for (const Transition& transition : automaton.transitions)
            words.processes[p].transitions.push_back(to_string(transition, p, application));
    }
    words.contents = application.contents;
    words.conserved = application.conserved;
    words.channels = application.channels;
    return words;
}

// That it is violated by the run as a whole, no state says.
void mark_end(Trace& trace, std::string_view property) {
    if (property == "terminates")
        trace.run.observed.back() |= Observations{1} << property_bit(property);
}

}  // namespace

Trace trace_of(const ApplicationRun& run, const ApplicationSetting& setting,
               std::string_view algorithm) {
    Trace trace{std::string(algorithm),
                setting.application.name,
                to_string(setting.instance.channels),
                setting.application.network,
                {},
                run.run,
                terms_of(setting.instance)};
    trace.application = words_of(setting.application);
    trace.application->transitions = run.transitions;
    for (const Predicate& invariant : setting.invariants)
        trace.application->invariants.push_back(invariant.text());
    trace.loop = run.loop;
    return trace;
}

std::vector<Trace> traces_of(const ApplicationResult& result, const ApplicationSetting& setting,
                             std::string_view algorithm, Fairness fairness) {
    std::vector<Trace> traces;
    for (const ApplicationFinding& finding : result.findings) {
        if (!finding.run) continue;
        const auto same = [&](const Trace& other) {
            return other.loop == finding.run->loop &&
                   other.run.snapshot == finding.run->run.snapshot &&
                   other.run.events == finding.run->run.events &&
                   other.run.facts == finding.run->run.facts;
        };
        auto trace = std::ranges::find_if(traces, same);
        if (trace == traces.end()) {
            trace = traces.insert(traces.end(), trace_of(*finding.run, setting, algorithm));
            if (trace->loop) trace->application->fairness = name_of(fairness);
        }
        trace->violations.push_back({finding.name, meaning_of(finding), finding.run->reason});
        mark_end(*trace, finding.name);
    }
    return traces;
}

ApplicationSetting setting_of(const Trace& trace) {
    const OfApplication& words = *trace.application;
    ApplicationDraft draft(trace.topology);
    const Network& network = trace.network;
    for (Process p = 0; p < network.processes(); ++p)
        draft.add_process(network.name(p), words.processes[p].states, words.processes[p].initial);
    for (unsigned c = 0; c < network.channels(); ++c)
        draft.add_channel(words.channels[c], network.name(network.ends(c).source),
                          network.name(network.ends(c).target));
    for (const std::string& content : words.contents) draft.add_content(content);
    for (Process p = 0; p < network.processes(); ++p)
        for (const std::string& transition : words.processes[p].transitions)
            draft.add_transition(network.name(p), transition);
    draft.conserve(words.conserved);
    const Application application = draft.finished();
    ApplicationSetting setting{
        application,
        {application.network, parse_channels(trace.channels), 0, {}, trace.terms.initiators}};
    setting.instance.snapshots = trace.terms.snapshots;
    for (const std::string& invariant : words.invariants)
        if (!is_of_detection(invariant))
            setting.invariants.emplace_back(invariant, application, is_ordered(setting));
    if (!application.conserved.empty())
        setting.conserved.emplace(application.conserved, application, is_ordered(setting));
    return setting;
}

bool can_be_drawn(const Trace& trace) {
    return !trace.run.channels.empty();
}

}  // namespace snapcheck
