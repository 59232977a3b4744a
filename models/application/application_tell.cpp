#include "models/application/application_tell.hpp"

namespace snapcheck {

namespace {

std::string braced(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text.append(text.empty() ? "" : ", ").append(word);
    return "{" + text + "}";
}

}  // namespace

std::vector<Fact> facts_of(const ApplicationModel& model, View state) {
    std::vector<Fact> facts;
    const Application& application = model.application();
    for (Process p = 0; p < model.network().processes(); ++p) {
        const std::string& name = model.network().name(p);
        const auto& states = application.processes[p].states;
        facts.push_back({name, states[model.local(state, p)]});
        for (unsigned s = 0; s < model.snapshots(); ++s) {
            const std::string of = model.of_snapshot(s);
            facts.push_back({name + " recorded" + of,
                             model.recorded(state, p, s) ? states[model.recorded_local(state, p, s)]
                                                         : "nothing"});
            for (const Fact& fact :
                 model.algorithm().memory(state, model.parts(s)[p], model.network(), p))
                facts.push_back({fact.subject + of, fact.value});
        }
    }
    for (unsigned c = 0; c < model.network().channels(); ++c) {
        facts.push_back(
            {application.channels[c] + " in transit", in_transit_in_words(model, state, c)});
        if (const unsigned waiting = model.channels().waiting(state, c); waiting != 0)
            facts.push_back(
                {application.channels[c] + " waiting in the outbox", std::to_string(waiting)});
        for (unsigned s = 0; s < model.snapshots(); ++s) {
            std::vector<std::string> recorded;
            for (const Item& item : model.channels().recorded(state, c, s))
                recorded.push_back(application.contents[item.content]);
            facts.push_back(
                {application.channels[c] + " recorded" + model.of_snapshot(s), braced(recorded)});
        }
    }
    return facts;
}

std::string in_transit_in_words(const ApplicationModel& model, View state, unsigned channel) {
    std::vector<std::string> words;
    for (const Item& item : model.channels().in_transit(state, channel))
        words.push_back(item.control ? model.spell_control(item)
                                     : model.application().contents[item.content]);
    return braced(words);
}

std::string waiting_in_words(const ApplicationModel& model, View state, unsigned snapshot) {
    std::string text;
    for (Process p = 0; p < model.network().processes(); ++p) {
        const PartOfProcess& part = model.parts(snapshot)[p];
        const bool recorded = model.recorded(state, p, snapshot);
        if (recorded && model.done(state, p, snapshot)) continue;
        text.append(text.empty() ? "" : ", ").append(model.network().name(p));
        std::string channels;
        const ChannelSet awaited =
            recorded ? model.algorithm().awaited(state, part, model.so_far(state, p, snapshot))
                     : ChannelSet{};
        for (const Channel channel : awaited)
            channels.append(channels.empty() ? " waits for a control message on " : " and ")
                .append(model.application().channels[part.channels[channel.port]]);
        if (!recorded) channels = " has not recorded";
        text += channels.empty() ? " is not done" : channels;
    }
    return text;
}

Event ApplicationModel::transported(View before, unsigned c) const {
    std::vector<std::uint64_t> after(before, before + words());
    const Item item = channels_->transport(after.data(), c);
    Event event;
    event.kind = channels_->loses() ? Event::Kind::lose : Event::Kind::transmit;
    event.actor = actor(step(Kind::transport, c, 0));
    event.channel = c;
    event.control = item.control ? spell_control(item) : application().contents[item.content];
    return event;
}

std::string ApplicationModel::describe(View before, Step step) const {
    const unsigned subject = subject_of(step);
    const std::string who = network().name(actor(step));
    switch (kind_of(step)) {
        case Kind::initiate:
            return who + " initiates " + name_of_snapshot(detail_of(step));
        case Kind::act:
            return who + " " + own_step(detail_of(step));
        case Kind::spontaneous:
            return who + ": " +
                   to_string(application().processes[subject].transitions[detail_of(step)], subject,
                             application());
        case Kind::transport:
            return to_string(transported(before, subject), network());
        case Kind::deliver:
            break;
    }
    const Item item = channels_->at(before, subject, detail_of(step));
    if (item.control)
        return who + " receives the " + spell_control(item) + " on " +
               application().channels[subject];
    const Process p = ends_[subject].target;
    return who + ": " +
           to_string(*receipt(p, local(before, p), {subject, item.content}), p, application());
}

ApplicationRun tell_run(const ApplicationModel& model,
                        const std::vector<std::vector<std::uint64_t>>& states,
                        const std::vector<Step>& steps, unsigned snapshot) {
    ApplicationRun run{number(model, states, steps, snapshot), {}, {}, {}};
    for (std::size_t i = 0; i < steps.size(); ++i)
        run.steps.push_back(model.describe(states[i].data(), steps[i]));
    for (const auto& state : states) run.run.facts.push_back(facts_of(model, state.data()));
    return run;
}

}  // namespace snapcheck
