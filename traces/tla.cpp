#include "traces/tla.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "checker/input_error.hpp"
#include "traces/arrows.hpp"

namespace snapcheck {

namespace {

constexpr std::string_view to_the_end = R"(
VARIABLE step
AtTheEnd == step = Len(Behaviour)
Init == step = 1
Next == step < Len(Behaviour) /\ step' = step + 1
Spec == Init /\ [][Next]_step
)";

// The last state is the one that the cycle begins in, or the one that it rests in.
constexpr std::string_view for_ever = R"(
VARIABLE step
AtTheEnd == step = Len(Behaviour)
Init == step = 1
Next == step' = IF AtTheEnd THEN Again ELSE step + 1
Spec == Init /\ [][Next]_step /\ WF_step(Next)
)";

constexpr std::string_view definitions = R"(
\* The snapshot so far, at a channel: what is recorded as sent, as received, and in the channel. What
\* has not recorded yet would record what it has sent and received until now.
S(c) == Behaviour[step].sent[c]
R(c) == Behaviour[step].received[c]
C(c) == Behaviour[step].recorded[c]
Content(c) == {C(c)[i] : i \in DOMAIN C(c)}
Repeated(c) == Behaviour[step].repeated[c]
RECURSIVE Total(_, _)
Total(F(_), channels) ==
    IF channels = {} THEN 0
    ELSE LET c == CHOOSE d \in channels : TRUE IN F(c) + Total(F, channels \ {c})
)";

/// What properties say of a cut, in the words of properties/consistency.cpp.
struct Formula {
    std::string_view name;
    std::string_view text;
};
const std::map<std::string_view, Formula> formulas{
    {"no-lost",
     {"NoLost", "Complete => \\A c \\in Channels : S(c) \\subseteq R(c) \\cup Content(c)"}},
    {"no-orphan", {"NoOrphan", "Complete => \\A c \\in Channels : R(c) \\subseteq S(c)"}},
    {"no-orphan-in-channel",
     {"NoOrphanInChannel", "Complete => \\A c \\in Channels : Content(c) \\subseteq S(c)"}},
    {"no-duplicate",
     {"NoDuplicate",
      "Complete => \\A c \\in Channels :\n"
      "    R(c) \\cap Content(c) = {} /\\ Cardinality(Content(c)) = Len(C(c))"}},
    {"exact-channels",
     {"ExactChannels",
      "Complete => \\A c \\in Channels :\n"
      "    /\\ Content(c) = S(c) \\ R(c)\n"
      "    /\\ Cardinality(Content(c)) = Len(C(c))\n"
      "    /\\ Ordered => \\A i, j \\in DOMAIN C(c) : i < j => C(c)[i] < C(c)[j]"}},
    {"conserved",
     {"Conserved",
      "Complete =>\n"
      "    LET Given(c) == Cardinality(S(c))\n"
      "        Held(c) == Cardinality(R(c)) + Repeated(c) + Len(C(c))\n"
      "    IN Total(Given, Channels) = Total(Held, Channels)"}},
    {"transitless", {"Transitless", "Complete => \\A c \\in Channels : S(c) \\subseteq R(c)"}},
    {"records-in-time", {"RecordsInTime", "\\A c \\in Channels : R(c) \\subseteq S(c)"}},
    {"post-marker-unrecorded",
     {"PostMarkerUnrecorded", "\\A c \\in Channels : Content(c) \\subseteq S(c)"}},
    {"terminates", {"Terminates", "AtTheEnd => Complete  \\* no step is left there"}},
    {"", {"Terminates", "<>Complete  \\* a PROPERTY for TLC, no INVARIANT"}},  // of a lasso
    {"keeps-invariants",
     {"KeepsInvariants", "~AtTheEnd  \\* what the algorithm claims of itself has no formula here"}},
};

constexpr std::string_view on_local_states =
    "~AtTheEnd  \\* judged on what is recorded of the processes, which is in local_states";

std::string quoted(std::string_view text) {
    std::string tla = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') tla += '\\';
        tla += c;
    }
    return tla + '"';
}

/// In a comment, which must not end early.
std::string commented(std::string_view text) {
    std::string line(text);
    std::ranges::replace(line, '\n', ' ');
    return "\\* " + line + "\n";
}

template <class Items, class Spell>
std::string joined(const Items& items, std::string_view between, Spell spell) {
    std::string text;
    for (const auto& item : items) text += (text.empty() ? "" : std::string(between)) + spell(item);
    return text;
}

std::string set_of(MessageSet set) {
    return fmt::format("{{{}}}", fmt::join(numbers_in(set), ", "));
}

class Module {
  public:
    explicit Module(const Trace& trace) : trace_(trace), run_(trace.run), network_(trace.network) {
        for (Process p = 0; p < network_.processes(); ++p) processes_.push_back(p);
        for (unsigned c = 0; c < network_.channels(); ++c) channels_.push_back(c);
    }

    std::string text() const {
        std::string text = commented(fmt::format(
            "{} on {}, {} channels: {}{}", trace_.algorithm, trace_.topology, trace_.channels,
            subject_of(trace_), trace_.loop ? ", " + length_of(trace_) : ""));
        text += "EXTENDS Naturals, Sequences, FiniteSets, TLC\n\n" + constants();
        text += "\nBehaviour == <<\n";
        for (std::size_t i = 0; i < run_.channels.size(); ++i)
            text += state(i) + (i + 1 < run_.channels.size() ? ",\n" : "\n>>\n");
        if (trace_.loop) text += fmt::format("\nAgain == {}\n", again());
        text += trace_.loop ? for_ever : to_the_end;
        text += definitions;
        // A run knows only of its last state whether the snapshot is complete.
        text += fmt::format("Complete == AtTheEnd /\\ {}\n", spell(run_.complete));
        for (const Violation& violation : trace_.violations) text += property(violation);
        return text;
    }

  private:
    // The states count from 1, and the last one is there twice.
    std::size_t again() const {
        return trace_.repeats() ? *trace_.loop + 2 : run_.events.size() + 1;
    }

    static std::string spell(bool value) { return value ? "TRUE" : "FALSE"; }

    std::string constants() const {
        const auto process = [&](Process p) { return quoted(network_.name(p)); };
        return fmt::format("Processes == {{{}}}\nChannels == {{{}}}\nOrdered == {}\n",
                           joined(processes_, ", ", process),
                           joined(channels_, ", ", [&](unsigned c) { return ends(c); }),
                           spell(run_.cut.empty() || run_.cut[0].ordered));
    }

    std::string ends(unsigned c) const {
        const auto [source, target] = network_.ends(c);
        return fmt::format("<<{}, {}>>", quoted(network_.name(source)),
                           quoted(network_.name(target)));
    }

    std::string state(std::size_t i) const {
        const std::string action = i == 0 ? "initial state" : step_in_words(trace_, i - 1);
        std::string text = fmt::format("  [action |-> {},\n   has_recorded |-> ({})",
                                       quoted(action), recorders(i));
        const auto add = [&](std::string_view field, auto value) {
            text += fmt::format(",\n   {} |-> ({})", field, joined(channels_, " @@ ", [&](auto c) {
                                    return ends(c) + " :> " + value(run_.channels[i][c]);
                                }));
        };
        add("in_transit", [](const ChannelState& c) {
            return "<<" +
                   joined(
                       c.in_transit, ", ",
                       [](const Parcel& parcel) {
                           return quoted(parcel.message == 0 ? parcel.control : short_name(parcel));
                       }) +
                   ">>";
        });
        if (trace_.application) text += local_states(i);
        add("sent", [](const ChannelState& c) { return set_of(c.cut.sent & c.sent); });
        add("received", [](const ChannelState& c) { return set_of(c.cut.received); });
        add("recorded", [](const ChannelState& c) {
            return fmt::format("<<{}>>", fmt::join(c.cut.recorded, ", "));
        });
        add("repeated", [](const ChannelState& c) { return std::to_string(c.cut.repeated); });
        return text + "]";
    }

    // What is said of processes: "p", "p recorded", and what the algorithm remembers there.
    std::string local_states(std::size_t steps) const {
        const auto fact = [](const Fact& one) {
            return fmt::format("<<{}, {}>>", quoted(one.subject), quoted(one.value));
        };
        return fmt::format(",\n   local_states |-> <<{}>>", joined(run_.facts[steps], ", ", fact));
    }

    std::string recorders(std::size_t steps) const {
        std::vector<bool> has(network_.processes());
        for (std::size_t i = 0; i < steps; ++i)
            if (run_.events[i].records_state) has[run_.events[i].actor] = true;
        return joined(processes_, " @@ ",
                      [&](Process p) { return quoted(network_.name(p)) + " :> " + spell(has[p]); });
    }

    // What an application conserves, and what a user asks of it, is judged on local states.
    Formula formula_of(const Violation& violation, std::string& name) const {
        const auto& invariants = trace_.application->invariants;
        const auto invariant = std::ranges::find(invariants, violation.property);
        if (invariant != invariants.end()) {
            name = fmt::format("Invariant{}", invariant - invariants.begin() + 1);
            return {name, on_local_states};
        }
        if (violation.property == "conserved") return {"Conserved", on_local_states};
        return formulas.at(trace_.loop && violation.property == "terminates" ? std::string_view()
                                                                             : violation.property);
    }

    std::string property(const Violation& violation) const {
        std::string name;
        const Formula formula =
            trace_.application ? formula_of(violation, name) : formulas.at(violation.property);
        return "\n" +
               commented(fmt::format("{} is violated: {}", violation.property, violation.reason)) +
               fmt::format("{} == {}\n", formula.name, formula.text);
    }

    const Trace& trace_;
    const Run& run_;
    const Network& network_;
    std::vector<Process> processes_;
    std::vector<unsigned> channels_;
};

}  // namespace

std::string to_tla(const Trace* trace, std::string_view name) {
    return fmt::format("---- MODULE {} ----\n{}====\n", name,
                       trace == nullptr ? "\\* no counterexample\n" : Module(*trace).text());
}

void require_module_name(const std::string& path, std::string_view name) {
    const auto is_part = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; };
    const auto is_letter = [](unsigned char c) { return std::isalpha(c) != 0; };
    if (!std::ranges::all_of(name, is_part) || !std::ranges::any_of(name, is_letter))
        throw InputError(fmt::format(
            "--trace-out {}: a TLA+ module is called like its file, so the name must consist of "
            "letters, digits and _",
            path));
}

}  // namespace snapcheck
