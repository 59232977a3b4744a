#include "traces/dot.hpp"

#include <fmt/format.h>

#include <map>

#include "traces/arrows.hpp"
#include "traces/clocks.hpp"

namespace snapcheck {

namespace {

/// A string of the language, in its quotes.
std::string quoted(std::string_view text) {
    std::string dot = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') dot += '\\';
        dot += c;
    }
    return dot + '"';
}

std::string what_happens(const Trace& trace, unsigned step) {
    const Event& event = trace.run.events[step - 1];
    return fmt::format("{}. {}{}", step, step_in_words(trace, step - 1),
                       event.records_state ? ", and records" : "");
}

/// In lines of at most about 90 letters.
std::string folded(std::string_view text) {
    std::string lines;
    std::size_t column = 0;
    for (const char c : text) {
        const bool ends = c == ' ' && column >= 80;
        lines += ends ? '\n' : c;
        column = ends ? 0 : column + 1;
    }
    return lines;
}

/// The steps of each place, processes first and all of them.
std::vector<std::pair<std::string, std::vector<unsigned>>> rows_of(const Trace& trace) {
    std::vector<std::pair<std::string, std::vector<unsigned>>> rows;
    std::map<std::string, std::size_t> row_of;
    const auto row = [&](const std::string& place) -> auto& {
        const auto [found, is_new] = row_of.try_emplace(place, rows.size());
        if (is_new) rows.push_back({place, {}});
        return rows[found->second].second;
    };
    for (Process p = 0; p < trace.network.processes(); ++p) row(trace.network.name(p));
    for (unsigned step = 1; step <= trace.run.events.size(); ++step)
        row(place_of(trace.run.events[step - 1], trace.network)).push_back(step);
    return rows;
}

bool goes_round(const Trace& trace, unsigned step) {
    return trace.repeats() && step > *trace.loop;
}

// After its last step, the run goes on with the first one that has a second frame.
std::string way_back(const Trace& trace) {
    if (!trace.repeats()) return "";
    return fmt::format(
        "  step{} -> step{} [label=\"again and again\", style=bold, color=gray40, "
        "constraint=false]\n",
        trace.run.events.size(), *trace.loop + 1);
}

// One rank, from left to right.
std::string row_in_dot(const Trace& trace, const std::string& place,
                       const std::vector<unsigned>& steps, std::size_t number) {
    std::string dot = fmt::format("  {{ rank=same\n    place{} [label={}, shape=plaintext]\n",
                                  number, quoted(place));
    std::string line = fmt::format("    place{}", number);
    for (const unsigned step : steps) {
        dot += fmt::format("    step{} [label={}{}{}]\n", step, quoted(what_happens(trace, step)),
                           trace.run.events[step - 1].records_state
                               ? ", style=\"filled,bold\", fillcolor=lightblue"
                               : "",
                           goes_round(trace, step) ? ", peripheries=2" : "");
        line += fmt::format(" -> step{}", step);
    }
    return dot + line + " [arrowhead=none, weight=10]\n  }\n";
}

std::string look_of(const Arrow& arrow, const Run& run) {
    if (arrow.is_control())
        return fmt::format("label={}, style=dashed, color=gray30, arrowhead=empty",
                           quoted(short_name(arrow.parcel)));
    const Standing standing = standing_of(arrow, run);
    const std::string label = fmt::format("{}{}{}", short_name(arrow.parcel),
                                          name_of(standing).empty() ? "" : ", ", name_of(standing));
    return fmt::format("label={}{}", quoted(label),
                       is_wrong(standing)             ? ", color=red3, penwidth=2"
                       : standing == Standing::across ? ", color=blue3, penwidth=2"
                                                      : "");
}

// A message that never ends up anywhere leads to a point of its own.
std::string arrow_in_dot(const Arrow& arrow, const Run& run, std::size_t number) {
    std::string dot;
    const std::string look = look_of(arrow, run);
    for (const auto& [before, after] : arrow.hops())
        dot += fmt::format("  step{} -> step{} [{}]\n", before, after, look);
    if (!arrow.ended())
        dot += fmt::format(
            "  way{0} [label=\"on its way\", shape=plaintext]\n  step{1} -> way{0} [{2}]\n", number,
            arrow.entered.value_or(arrow.sent), look);
    return dot;
}

std::string graph_of(const Trace& trace, std::size_t number) {
    std::string title =
        fmt::format("{} on {}, {} channels", trace.algorithm, trace.topology, trace.channels);
    if (trace.loop) title += ": " + length_of(trace);
    for (const std::string& reason : conclusions_of(trace)) title += "\n" + folded(reason);
    std::string dot = fmt::format(
        "digraph counterexample{} {{\n  label={}\n  labelloc=b\n  ranksep=1\n"
        "  node [shape=box, style=rounded, fontsize=11]\n  edge [fontsize=11]\n",
        number, quoted(title));
    const auto rows = rows_of(trace);
    for (std::size_t i = 0; i < rows.size(); ++i)
        dot += row_in_dot(trace, rows[i].first, rows[i].second, i);
    for (std::size_t i = 1; i < rows.size(); ++i)
        dot += fmt::format("  place{} -> place{} [style=invis]\n", i - 1, i);
    const std::vector<Arrow> arrows = arrows_of(trace.run);
    for (std::size_t i = 0; i < arrows.size(); ++i) dot += arrow_in_dot(arrows[i], trace.run, i);
    return dot + way_back(trace) + "}\n";
}

}  // namespace

std::string to_dot(const std::vector<Trace>& traces) {
    if (traces.empty()) return "digraph counterexample1 { label=\"no counterexample\" }\n";
    std::string dot;
    for (std::size_t i = 0; i < traces.size(); ++i) dot += graph_of(traces[i], i + 1);
    return dot;
}

}  // namespace snapcheck
