#include "traces/mermaid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "traces/arrows.hpp"

namespace snapcheck {

namespace {

constexpr std::string_view remark =
    "    %% Mermaid draws every arrow level, at one moment: it cannot draw that one message "
    "overtakes\n"
    "    %% another. Here a sending is a note, and the arrow stands where its message arrives.\n";

/// Where lines end and entities begin is up to Mermaid.
std::string escaped(std::string_view text) {
    std::string mermaid;
    for (const char c : text)
        if (c == '#' || c == ';' || c == '%' || c == '<' || c == '>')
            mermaid += fmt::format("#{};", static_cast<unsigned>(c));
        else
            mermaid += c;
    return mermaid;
}

class Sequence {
  public:
    explicit Sequence(const Trace& trace) : trace_(trace), arrows_(arrows_of(trace.run)) {}

    std::string draw() const {
        std::string text;
        for (Process p = 0; p < trace_.network.processes(); ++p)
            text += fmt::format("    participant P{} as {}\n", p, escaped(trace_.network.name(p)));
        for (unsigned step = 1; step <= trace_.run.events.size(); ++step) {
            if (trace_.repeats() && step == *trace_.loop + 1) text += "    loop for ever\n";
            text += tell(step);
        }
        if (trace_.repeats()) text += "    end\n";
        for (const Arrow& arrow : arrows_)
            if (!arrow.ended()) text += line(arrow, "--)", "is still on its way");
        for (const std::string& reason : conclusions_of(trace_))
            text += fmt::format("    Note over P0,P{}: {}\n", trace_.network.processes() - 1,
                                escaped(reason));
        return text;
    }

  private:
    std::string tell(unsigned step) const {
        const Event& event = trace_.run.events[step - 1];
        for (const Arrow& arrow : arrows_) {
            if (std::ranges::count(arrow.arrived, step) != 0)
                return line(arrow, arrow.is_control() ? "-->>" : "->>",
                            fmt::format("arrives in step {}", step)) +
                       after_receipt(event, step);
            if (arrow.lost == step) return line(arrow, "-x", fmt::format("lost in step {}", step));
        }
        std::string what = step_in_words(trace_, step - 1);
        if (event.records_state) what += ", and records its state";
        return note(event, step, what);
    }

    // A transition of an application says what else happens.
    std::string after_receipt(const Event& event, unsigned step) const {
        std::string what = trace_.application ? trace_.application->transitions[step - 1] : "";
        if (event.records_state)
            what += what.empty() ? "records its state" : ", and records its state";
        return what.empty() ? "" : note(event, step, what);
    }

    static std::string note(const Event& event, unsigned step, std::string_view what) {
        return fmt::format("    Note over P{}: {}. {}\n", event.actor, step, escaped(what));
    }

    std::string line(const Arrow& arrow, std::string_view head, std::string_view when) const {
        const auto [source, target] = trace_.network.ends(arrow.channel);
        const std::string what =
            arrow.is_control() ? arrow.parcel.control : short_name(arrow.parcel);
        const std::string_view standing =
            arrow.is_control() ? "" : name_of(standing_of(arrow, trace_.run));
        return fmt::format("    P{}{}P{}: {}{} (sent in step {}, {})\n", source, head, target,
                           escaped(what), standing.empty() ? "" : fmt::format(", {}", standing),
                           arrow.sent, when);
    }

    const Trace& trace_;
    std::vector<Arrow> arrows_;
};

}  // namespace

std::string to_mermaid(const Trace* trace, std::string_view) {
    if (trace == nullptr) return "sequenceDiagram\n    participant P0 as no counterexample\n";
    const std::string title = fmt::format("{} on {}, {} channels: {}", trace->algorithm,
                                          trace->topology, trace->channels, names_of(*trace));
    return fmt::format("---\ntitle: {}\n---\nsequenceDiagram\n{}{}", nlohmann::json(title).dump(),
                       remark, Sequence(*trace).draw());
}

}  // namespace snapcheck
