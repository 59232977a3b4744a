#include "models/application/draft.hpp"

#include <algorithm>
#include <cctype>

#include "checker/input_error.hpp"
#include "checker/printable.hpp"

namespace snapcheck {

namespace {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t end = text.find(separator);
        parts.push_back(trimmed(text.substr(0, end)));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    for (text = trimmed(text); !text.empty(); text = trimmed(text)) {
        const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
        words.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return words;
}

// Names stand in transitions and in expressions, so they are kept apart from what else stands
// there.
void require_name(std::string_view what, std::string_view name) {
    constexpr std::string_view reserved[] = {"and", "or", "not", "messages", "on", "deadlocked"};
    const auto letter = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '\'';
    };
    const bool begins = !name.empty() && letter(name.front()) && name.front() != '\'' &&
                        std::isdigit(static_cast<unsigned char>(name.front())) == 0;
    if (!begins || !std::ranges::all_of(name, letter) || name.size() > 40)
        throw InputError(std::string(what).append(" ").append(in_quotes(name)) +
                         ": a name is a letter, and then letters, digits, _ or ', 40 at most");
    if (std::ranges::find(reserved, name) != std::ranges::end(reserved))
        throw InputError(std::string(what).append(" ").append(in_quotes(name)) +
                         ": the word has a meaning of its own");
}

template <class Items, class NameOf>
unsigned find_named(std::string_view what, std::string_view name, const Items& items,
                    NameOf name_of) {
    std::vector<std::string_view> names;
    for (const auto& item : items) {
        if (name_of(item) == name) return static_cast<unsigned>(names.size());
        names.push_back(name_of(item));
    }
    if (names.empty())
        throw InputError(std::string(what).append(" ").append(in_quotes(name)) + ": there is none");
    throw unknown_word(what, name, names);
}

}  // namespace

void ApplicationDraft::add_process(const std::string& name, const std::vector<std::string>& states,
                                   std::string_view initial) {
    add_process(name);
    for (const std::string& state : states) add_state(state);
    begin_in(initial);
}

void ApplicationDraft::add_process(const std::string& name) {
    require_name("process", name);
    if (std::ranges::find(process_names_, name) != process_names_.end())
        throw InputError("process '" + name + "' is given twice");
    process_names_.push_back(name);
    processes_.emplace_back();
}

void ApplicationDraft::add_state(const std::string& name) {
    const std::string& process = process_names_.back();
    std::vector<std::string>& states = processes_.back().states;
    require_name("local state", name);
    if (std::ranges::find(states, name) != states.end())
        throw InputError("local state '" + name + "' of " + process + " is given twice");
    if (states.size() == Application::max_states)
        throw InputError("process '" + process + "' has more than " +
                         std::to_string(Application::max_states) + " local states");
    states.push_back(name);
}

void ApplicationDraft::begin_in(std::string_view initial) {
    if (processes_.back().states.empty())
        throw InputError("process '" + process_names_.back() + "' has no local states");
    processes_.back().initial = local_state(static_cast<Process>(processes_.size() - 1), initial);
}

void ApplicationDraft::add_channel(const std::string& name, std::string_view from,
                                   std::string_view to) {
    require_name("channel", name);
    const auto itself = [](const std::string& known) { return std::string_view(known); };
    const ChannelEnds ends{find_named("process", from, process_names_, itself),
                           find_named("process", to, process_names_, itself)};
    for (const ChannelDraft& channel : channels_) {
        if (channel.name == name) throw InputError("channel '" + name + "' is given twice");
        if (channel.ends == ends)
            throw InputError("channel '" + name + "': there is already '" + channel.name +
                             "' between these two");
    }
    if (std::ranges::find(process_names_, name) != process_names_.end())
        throw InputError("channel '" + name + "': a process has that name");
    channels_.push_back({name, ends});
}

Process ApplicationDraft::process_named(std::string_view name) const {
    return find_named("process", name, process_names_,
                      [](const std::string& known) { return std::string_view(known); });
}

void ApplicationDraft::add_transition(std::string_view process, std::string_view text) {
    const Process p = process_named(process);
    const std::size_t dash = text.find('-');
    const std::size_t arrow = text.rfind("->");
    if (arrow == std::string_view::npos)
        throw InputError("transition " + in_quotes(text) +
                         ": it has no arrow, as in 'A -send M on c-> B'");
    Transition transition;
    transition.from = local_state(p, trimmed(text.substr(0, dash)));
    transition.to = local_state(p, trimmed(text.substr(arrow + 2)));
    if (dash < arrow)
        for (const std::string_view action : split(text.substr(dash + 1, arrow - dash - 1), ','))
            add_action(transition, action, p);
    require_new(transition, p);
    require_determined(transition, p);
    processes_[p].transitions.push_back(std::move(transition));
}

void ApplicationDraft::add_action(Transition& transition, std::string_view action, Process p) {
    const std::vector<std::string_view> words = words_of(action);
    if (words.size() != 4 || words[2] != "on")
        throw InputError("action " + in_quotes(action) + ": 'send M on c' or 'receive M on c'");
    const bool sends = words[0] == "send";
    if (!sends && words[0] != "receive")
        throw unknown_word("action", words[0], std::vector<std::string_view>{"send", "receive"});
    if (!sends && (transition.receives || !transition.sends.empty()))
        throw InputError("action " + in_quotes(action) +
                         ": a transition receives one message at most, and first");
    const unsigned channel =
        find_named("channel", words[3], channels_,
                   [](const ChannelDraft& known) { return std::string_view(known.name); });
    const ChannelEnds ends = channels_[channel].ends;
    if ((sends ? ends.source : ends.target) != p)
        throw InputError("action " + in_quotes(action) + ": channel '" + channels_[channel].name +
                         "' leads from " + process_names_[ends.source] + " to " +
                         process_names_[ends.target] + (sends ? ", not from " : ", not to ") +
                         process_names_[p]);
    const Dispatch message{channel, content_of(words[1])};
    if (sends && transition.sends.size() == 32)
        throw InputError("action " + in_quotes(action) + ": more than 32 messages in one step");
    if (sends)
        transition.sends.push_back(message);
    else
        transition.receives = message;
}

void ApplicationDraft::add_content(std::string_view name) {
    content_of(name);
}

unsigned ApplicationDraft::content_of(std::string_view name) {
    require_name("message", name);
    const auto known = std::ranges::find(contents_, name);
    if (known != contents_.end()) return static_cast<unsigned>(known - contents_.begin());
    if (contents_.size() == Application::max_contents)
        throw InputError("message " + in_quotes(name) + ": more than " +
                         std::to_string(Application::max_contents) + " different messages");
    contents_.emplace_back(name);
    return static_cast<unsigned>(contents_.size() - 1);
}

unsigned ApplicationDraft::local_state(Process p, std::string_view name) const {
    return find_named("local state of " + process_names_[p], name, processes_[p].states,
                      [](const std::string& known) { return std::string_view(known); });
}

// What a process does with what arrives is settled by its state: only its own steps are its choice.
void ApplicationDraft::require_determined(const Transition& transition, Process p) const {
    if (!transition.receives) return;
    for (const Transition& other : processes_[p].transitions)
        if (other.from == transition.from && other.receives == transition.receives)
            throw InputError("process '" + process_names_[p] + "' has two transitions from '" +
                             processes_[p].states[transition.from] + "' for '" +
                             contents_[transition.receives->content] + "' on '" +
                             channels_[transition.receives->channel].name +
                             "': what it does with a message must be determined");
}

// Two that are alike would be two steps, with one effect.
void ApplicationDraft::require_new(const Transition& transition, Process p) const {
    const std::vector<Transition>& known = processes_[p].transitions;
    const bool alike = std::ranges::any_of(known, [&](const Transition& other) {
        return other.from == transition.from && other.to == transition.to &&
               other.receives == transition.receives && other.sends == transition.sends;
    });
    if (alike) throw InputError("this transition of " + process_names_[p] + " is given twice");
}

void ApplicationDraft::require_sender(std::string_view process, std::size_t transition) const {
    require_sender(processes_[process_named(process)].transitions[transition]);
}

void ApplicationDraft::require_sender(const Transition& transition) const {
    if (!transition.receives) return;
    for (const Automaton& automaton : processes_)
        for (const Transition& other : automaton.transitions)
            if (std::ranges::find(other.sends, *transition.receives) != other.sends.end()) return;
    throw InputError("nobody sends '" + contents_[transition.receives->content] + "' on '" +
                     channels_[transition.receives->channel].name + "', where it is received");
}

Application ApplicationDraft::finished() const {
    for (const Automaton& automaton : processes_)
        for (const Transition& transition : automaton.transitions) require_sender(transition);
    std::vector<ChannelEnds> ends;
    for (const ChannelDraft& channel : channels_) ends.push_back(channel.ends);
    Application application{name_, Network(process_names_, ends), {}, contents_, processes_};
    std::vector<unsigned> number(channels_.size());  // of each channel in the network
    application.channels.resize(channels_.size());
    for (std::size_t c = 0; c < channels_.size(); ++c) {
        number[c] = *application.network.channel(ends[c].source, ends[c].target);
        application.channels[number[c]] = channels_[c].name;
    }
    for (Automaton& automaton : application.processes)
        for (Transition& transition : automaton.transitions) {
            if (transition.receives)
                transition.receives->channel = number[transition.receives->channel];
            for (Dispatch& message : transition.sends) message.channel = number[message.channel];
        }
    application.conserved = conserved_;
    application.predicates = predicates_;
    return application;
}

}  // namespace snapcheck
