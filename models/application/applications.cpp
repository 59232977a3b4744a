#include "models/application/applications.hpp"

#include <array>
#include <charconv>

#include "checker/input_error.hpp"
#include "checker/printable.hpp"
#include "models/application/draft.hpp"

namespace snapcheck {

namespace {

std::string numbered(const char* name, unsigned number) {
    return name + std::to_string(number);
}

std::string sum_of(const std::vector<std::string>& terms) {
    std::string sum;
    for (const std::string& term : terms) sum.append(sum.empty() ? "" : " + ").append(term);
    return sum;
}

// K. M. Chandy, L. Lamport 1985, example 2.1.
Application single_token(unsigned) {
    ApplicationDraft draft("single-token");
    draft.add_process("p", {"s0", "s1"}, "s1");
    draft.add_process("q", {"s0", "s1"}, "s0");
    draft.add_channel("c", "p", "q");
    draft.add_channel("c'", "q", "p");
    draft.add_transition("p", "s1 -send token on c-> s0");
    draft.add_transition("p", "s0 -receive token on c'-> s1");
    draft.add_transition("q", "s1 -send token on c'-> s0");
    draft.add_transition("q", "s0 -receive token on c-> s1");
    draft.conserve("p.s1 + q.s1 + c.token + c'.token");
    draft.add_predicate("one-token", "p.s1 + q.s1 + c.token + c'.token == 1");
    draft.add_predicate("lost", "p.s1 + q.s1 + c.token + c'.token == 0");
    return draft.finished();
}

// K. M. Chandy, L. Lamport 1985, example 2.2.
Application nondeterministic(unsigned) {
    ApplicationDraft draft("nondeterministic");
    draft.add_process("p", {"A", "B"}, "A");
    draft.add_process("q", {"C", "D"}, "C");
    draft.add_channel("c", "p", "q");
    draft.add_channel("c'", "q", "p");
    draft.add_transition("p", "A -send M on c-> B");
    draft.add_transition("p", "B -receive M' on c'-> A");
    draft.add_transition("q", "C -send M' on c'-> D");
    draft.add_transition("q", "D -receive M on c-> C");
    return draft.finished();
}

Application token_ring(unsigned processes) {
    ApplicationDraft draft(numbered("token-ring:", processes));
    for (unsigned i = 0; i < processes; ++i)
        draft.add_process(numbered("p", i), {"idle", "busy"}, i == 0 ? "busy" : "idle");
    for (unsigned i = 0; i < processes; ++i)
        draft.add_channel(numbered("c", i), numbered("p", i), numbered("p", (i + 1) % processes));
    std::vector<std::string> tokens;
    for (unsigned i = 0; i < processes; ++i) {
        const std::string input = numbered("c", (i + processes - 1) % processes);
        draft.add_transition(numbered("p", i),
                             "busy -send token on " + numbered("c", i) + "-> idle");
        draft.add_transition(numbered("p", i), "idle -receive token on " + input + "-> busy");
        tokens.push_back(numbered("p", i) + ".busy");
        tokens.push_back(numbered("c", i) + ".token");
    }
    draft.conserve(sum_of(tokens));
    draft.add_predicate("one-token", sum_of(tokens) + " == 1");
    draft.add_predicate("lost", sum_of(tokens) + " == 0");
    return draft.finished();
}

std::string channel_between(unsigned from, unsigned to) {
    return numbered("c", from) + std::to_string(to);
}

template <class Use>
void for_each_pair(unsigned processes, Use use) {
    for (unsigned i = 0; i < processes; ++i)
        for (unsigned j = 0; j < processes; ++j)
            if (i != j) use(i, j);
}

// Everybody begins with one coin and may pass any coin on to anybody.
Application bank(unsigned processes) {
    ApplicationDraft draft(numbered("bank:", processes));
    std::vector<std::string> balances, money;
    for (unsigned coins = 0; coins <= processes; ++coins)
        balances.push_back(numbered("has", coins));
    for (unsigned i = 0; i < processes; ++i) draft.add_process(numbered("p", i), balances, "has1");
    for_each_pair(processes, [&](unsigned i, unsigned j) {
        draft.add_channel(channel_between(i, j), numbered("p", i), numbered("p", j));
        money.push_back(channel_between(i, j) + ".coin");
    });
    for (unsigned coins = 1; coins <= processes; ++coins) {
        const std::string more = balances[coins], less = balances[coins - 1];
        for (unsigned i = 0; i < processes; ++i)
            money.push_back(std::to_string(coins) + " * " + numbered("p", i) + "." + more);
        for_each_pair(processes, [&](unsigned i, unsigned j) {
            draft.add_transition(numbered("p", i),
                                 more + " -send coin on " + channel_between(i, j) + "-> " + less);
            draft.add_transition(numbered("p", j), less + " -receive coin on " +
                                                       channel_between(i, j) + "-> " + more);
        });
    }
    draft.conserve(sum_of(money));
    return draft.finished();
}

Application ping_pong(unsigned) {
    ApplicationDraft draft("ping-pong");
    draft.add_process("p", {"ready", "waiting"}, "ready");
    draft.add_process("q", {"idle"}, "idle");
    draft.add_channel("c", "p", "q");
    draft.add_channel("d", "q", "p");
    draft.add_transition("p", "ready -send ping on c-> waiting");
    draft.add_transition("p", "waiting -receive pong on d-> ready");
    draft.add_transition("q", "idle -receive ping on c, send pong on d-> idle");
    draft.conserve("p.ready + c.ping + d.pong");
    return draft.finished();
}

// E. W. Dijkstra, C. S. Scholten: Termination detection for diffusing computations. Information
// Processing Letters 11(1), 1980: p0 begins; whoever gets work is active, and may pass work on
// before it is passive again. Here work never grows, so that there are finitely many states.
Application diffusing(unsigned processes) {
    ApplicationDraft draft(numbered("diffusing:", processes));
    std::string first, passive;
    for (unsigned i = 0; i < processes; ++i) {
        const std::vector<std::string> states{"passive", "active"};
        draft.add_process(
            numbered("p", i),
            i == 0 ? std::vector<std::string>{"passive", "active", "environment"} : states,
            i == 0 ? "environment" : "passive");
        passive += numbered("p", i) + ".passive and ";
    }
    for_each_pair(processes, [&](unsigned i, unsigned j) {
        draft.add_channel(channel_between(i, j), numbered("p", i), numbered("p", j));
    });
    for (unsigned j = 1; j < processes; ++j)
        first += (first.empty() ? "send work on " : ", send work on ") + channel_between(0, j);
    draft.add_transition("p0", "environment -" + first + "-> passive");
    for (unsigned i = 0; i < processes; ++i)
        draft.add_transition(numbered("p", i), "active -> passive");
    for_each_pair(processes, [&](unsigned i, unsigned j) {
        const std::string channel = channel_between(i, j);
        draft.add_transition(numbered("p", i), "active -send work on " + channel + "-> passive");
        draft.add_transition(numbered("p", j), "passive -receive work on " + channel + "-> active");
        draft.add_transition(numbered("p", j), "active -receive work on " + channel + "-> active");
    });
    draft.add_predicate("terminated", passive + "messages == 0");
    return draft.finished();
}

struct BuiltIn {
    ApplicationForm form;
    unsigned least, most, usual;  // processes, where there is a choice
    Application (*make)(unsigned processes);
};

constexpr std::array built_in{
    BuiltIn{{"single-token", "Chandy and Lamport 1985, example 2.1: a token goes to and fro"},
            0,
            0,
            0,
            single_token},
    BuiltIn{{"nondeterministic", "Chandy and Lamport 1985, example 2.2: p and q send in turns"},
            0,
            0,
            0,
            nondeterministic},
    BuiltIn{{"token-ring:N", "a token goes round a ring (3)"}, 2, 9, 3, token_ring},
    BuiltIn{
        {"bank:N", "everybody has a coin, and may pass coins on to anybody (2)"}, 2, 5, 2, bank},
    BuiltIn{{"ping-pong", "p asks, q answers"}, 0, 0, 0, ping_pong},
    BuiltIn{{"diffusing:N", "Dijkstra and Scholten 1980: work spreads, and may end (3)"},
            2,
            5,
            3,
            diffusing},
};

std::string_view name_of(const BuiltIn& one) {
    return one.form.form.substr(0, one.form.form.find(':'));
}

unsigned parse_processes(const BuiltIn& one, std::string_view digits) {
    unsigned number = 0;
    const char* const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, number);
    if (error == std::errc{} && stop == end && number >= one.least && number <= one.most)
        return number;
    throw InputError(std::string("application ")
                         .append(name_of(one))
                         .append(": ")
                         .append(in_quotes(digits))
                         .append(" is not a number of processes from ") +
                     std::to_string(one.least) + " to " + std::to_string(one.most));
}

}  // namespace

std::span<const ApplicationForm> application_forms() {
    static const auto forms = [] {
        std::array<ApplicationForm, built_in.size()> all;
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = built_in[i].form;
        return all;
    }();
    return forms;
}

Application built_in_application(std::string_view text) {
    const std::size_t colon = text.find(':');
    const std::string_view name = text.substr(0, colon);
    std::vector<std::string_view> names;
    for (const BuiltIn& one : built_in) {
        names.push_back(name_of(one));
        if (name_of(one) != name) continue;
        if (colon == std::string_view::npos) return one.make(one.usual);
        if (one.most == 0)
            throw InputError(
                std::string("application ").append(name).append(": it takes no number"));
        return one.make(parse_processes(one, text.substr(colon + 1)));
    }
    throw unknown_word("application", name, names);
}

}  // namespace snapcheck
