#include "traces/trace.hpp"

#include <algorithm>
#include <iterator>

#include "checker/printable.hpp"
#include "traces/arrows.hpp"
#include "traces/explain.hpp"

namespace snapcheck {

namespace {

bool same_run(const Run& one, const Run& other) {
    if (one.events.size() != other.events.size()) return false;
    return one.facts == other.facts;
}

std::string reason(const Run& run, std::string_view property, const Network& network) {
    const std::string words = explain(run, property, network);
    return run.snapshot == 0 ? words : "Of snapshot " + std::to_string(run.snapshot) + ": " + words;
}

}  // namespace

Terms terms_of(const Instance& instance) {
    return {instance.messages, instance.budget, instance.initiators, instance.may_fall_silent,
            instance.snapshots};
}

Instance instance_of(const Trace& trace) {
    const Terms& terms = trace.terms;
    return {trace.network,    parse_channels(trace.channels), terms.messages, terms.budget,
            terms.initiators, terms.may_fall_silent,          terms.snapshots};
}

std::string step_in_words(const Trace& trace, std::size_t step) {
    const Event& event = trace.run.events[step];
    if (!trace.application) return to_string(event, trace.network);
    const std::string who = trace.network.name(event.actor);
    const std::string& transition = trace.application->transitions[step];
    if (!transition.empty()) return who + ": " + transition;
    if (event.kind != Event::Kind::receive_control) return to_string(event, trace.network);
    return who + " receives the " + event.control + " on " + channel_name(trace, event.channel);
}

std::string channel_name(const Trace& trace, unsigned channel) {
    return trace.application ? trace.application->channels[channel]
                             : trace.network.channel_name(channel);
}

std::string message_name(const Trace& trace, unsigned channel, unsigned message) {
    if (trace.application)
        for (const auto& channels : trace.run.channels)
            for (const Parcel& parcel : channels[channel].in_transit)
                if (parcel.message == message) return short_name(parcel);
    return short_name({message, {}});
}

std::string length_of(const Trace& trace) {
    const auto counted = [](std::size_t steps) {
        return std::to_string(steps) + (steps == 1 ? " step" : " steps");
    };
    const std::size_t steps = trace.run.events.size();
    if (!trace.loop) return counted(steps);
    if (!trace.repeats()) return counted(steps) + " and then nothing more";
    return counted(*trace.loop) + " and then " + counted(steps - *trace.loop) + " for ever";
}

std::string under_fairness(const Trace& trace) {
    if (!trace.application || trace.application->fairness.empty()) return "";
    const std::string& fairness = trace.application->fairness;
    return fairness == "none" ? " without fairness" : " under " + fairness + " fairness";
}

std::string names_of(const std::vector<Violation>& violations) {
    std::string names;
    for (const Violation& violation : violations)
        names += (names.empty() ? "" : ", ") + violation.property;
    return names;
}

std::vector<std::string> reasons_of(const std::vector<Violation>& violations) {
    std::vector<std::string> sentences;
    for (auto one = violations.begin(); one != violations.end(); ++one) {
        const auto same = [&](const Violation& other) { return other.reason == one->reason; };
        if (std::find_if(violations.begin(), one, same) != one) continue;
        std::vector<Violation> all;
        std::copy_if(one, violations.end(), std::back_inserter(all), same);
        sentences.push_back(names_of(all) + (all.size() == 1 ? " is" : " are") +
                            " violated: " + one->reason);
    }
    return sentences;
}

std::vector<std::string> conclusions_of(const Trace& trace) {
    std::vector<std::string> sentences = reasons_of(trace.violations);
    if (trace.shown)
        sentences.push_back(trace.shown->lemma + (trace.shown->holds ? ": " : " is violated: ") +
                            trace.shown->reason);
    return sentences;
}

std::string subject_of(const Trace& trace) {
    if (trace.loop) return "a counterexample" + under_fairness(trace);
    if (!trace.shown) return "a shortest counterexample";
    return trace.shown->holds ? "a run with " + trace.shown->lemma + " at work"
                              : "a run that violates " + trace.shown->lemma;
}

std::string names_of(const Trace& trace) {
    return trace.shown ? trace.shown->lemma : names_of(trace.violations);
}

std::vector<Trace> traces_of(const CheckResult& result, const Instance& instance,
                             std::string_view algorithm, std::string_view topology) {
    std::vector<Trace> traces;
    for (const Finding& finding : result.findings) {
        if (!finding.run) continue;
        const Property& property = catalogue()[finding.property];
        auto trace = std::ranges::find_if(
            traces, [&](const Trace& t) { return same_run(t.run, *finding.run); });
        if (trace == traces.end())
            trace = traces.insert(traces.end(), Trace{std::string(algorithm),
                                                      printable(topology),
                                                      to_string(instance.channels),
                                                      instance.network,
                                                      {},
                                                      *finding.run,
                                                      terms_of(instance)});
        trace->violations.push_back({std::string(property.name), std::string(property.meaning),
                                     reason(trace->run, property.name, instance.network)});
    }
    return traces;
}

}  // namespace snapcheck
