#include "traces/diagram.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "traces/arrows.hpp"
#include "traces/canvas.hpp"

namespace snapcheck {

namespace {

/// The places in the column of a step, from left to right. What records before it receives has its
/// mark in front of the arrival.
enum Slot : unsigned { early_mark, arrival, mark, departure };
constexpr unsigned least_cell = 7;
constexpr unsigned longest_label = 12;

std::string cut_to(const std::string& text, std::size_t most) {
    const std::vector<std::string> points = code_points(text);
    if (points.size() <= most) return text;
    std::string shorter;
    for (std::size_t i = 0; i + 1 < most; ++i) shorter += points[i];
    return most == 0 ? "" : shorter + "…";
}

class Diagram {
  public:
    Diagram(const Trace& trace, unsigned width)
        : trace_(trace),
          run_(trace.run),
          network_(trace.network),
          arrows_(arrows_of(run_)),
          recorded_(recording_steps(run_, network_)),
          steps_(static_cast<unsigned>(run_.events.size())) {
        for (Process p = 0; p < network_.processes(); ++p)
            name_width_ = std::max(name_width_,
                                   static_cast<unsigned>(code_points(network_.name(p)).size()) + 1);
        for (const Arrow& arrow : arrows_)
            if (arrow.is_control()) controls_.insert(short_name(arrow.parcel));
        choose_cell(width);
        assign_lanes();
    }

    std::string draw() const {
        Canvas canvas(line_of(network_.processes() - 1) + 1, end() + 1);
        for (unsigned step = 1; step <= steps_; ++step)
            canvas.write(0, x(step, mark), std::to_string(step));
        if (trace_.repeats()) {
            canvas.write(0, x(static_cast<unsigned>(*trace_.loop) + 1, early_mark), "[");
            canvas.write(0, x(steps_, departure) + 1, "]");
        }
        for (Process p = 0; p < network_.processes(); ++p) draw_line(canvas, p);
        for (std::size_t i = 0; i < arrows_.size(); ++i) draw_arrow(canvas, i);
        for (unsigned step = 1; step <= steps_; ++step) draw_mark(canvas, step);
        return panels(canvas) + legend();
    }

  private:
    // --- layout

    unsigned x(unsigned step, Slot slot) const { return (step - 1) * cell_ + slot + 1; }
    unsigned end() const { return steps_ * cell_ + 1; }

    unsigned line_of(Process p) const {
        unsigned row = 1;
        for (Process above = 0; above < p; ++above)
            row += 1 + std::max<unsigned>(1, static_cast<unsigned>(lanes_[above].size()));
        return row;
    }

    void choose_cell(unsigned width) {
        std::size_t label = 0;
        for (const Arrow& arrow : arrows_) label = std::max(label, code_points(text(arrow)).size());
        const unsigned wanted = std::max(
            least_cell, static_cast<unsigned>(std::min<std::size_t>(label, longest_label)) + 5);
        const unsigned room = width > name_width_ + 2 ? width - name_width_ - 2 : 1;
        cell_ = std::clamp(room / std::max(1U, steps_), least_cell, wanted);
        panel_ = std::max(1U, room / cell_) * cell_;
    }

    /// Arrows to a process come in over the lanes on the side of their sender.
    unsigned gap_of(const Arrow& arrow) const {
        const auto [source, target] = network_.ends(arrow.channel);
        return source < target ? target - 1 : target;
    }

    unsigned last_column(const Arrow& arrow) const {
        return arrow.ended() ? x(*arrow.ended(), arrival) : end();
    }

    // The first lane that is free from the sending to the arrival.
    void assign_lanes() {
        lanes_.resize(network_.processes());
        for (const Arrow& arrow : arrows_) {
            auto& lanes = lanes_[gap_of(arrow)];
            const unsigned from = x(arrow.sent, departure);
            auto free = std::ranges::find_if(lanes, [&](unsigned until) { return until < from; });
            if (free == lanes.end()) free = lanes.insert(lanes.end(), 0);
            *free = last_column(arrow);
            lane_.push_back(static_cast<unsigned>(free - lanes.begin()));
        }
    }

    // --- drawing

    void draw_line(Canvas& canvas, Process p) const {
        const unsigned row = line_of(p);
        unsigned cut = end();
        if (recorded_[p]) cut = mark_column(*recorded_[p]);
        canvas.horizontal(row, 0, cut, Stroke::heavy);
        canvas.horizontal(row, cut, end(), Stroke::light);
    }

    unsigned mark_column(unsigned step) const {
        return x(step, records_before_receipt(run_.events[step - 1], run_) ? early_mark : mark);
    }

    void draw_mark(Canvas& canvas, unsigned step) const {
        const Event& event = run_.events[step - 1];
        const bool silent = event.kind == Event::Kind::initiate || event.kind == Event::Kind::act;
        const bool records = recorded_[event.actor] == step;
        if (records || silent)
            canvas.write(line_of(event.actor), records ? mark_column(step) : x(step, mark),
                         records ? "●" : "◦");
    }

    void draw_arrow(Canvas& canvas, std::size_t i) const {
        const Arrow& arrow = arrows_[i];
        const auto [source, target] = network_.ends(arrow.channel);
        const Stroke stroke = arrow.is_control() ? Stroke::dashed : Stroke::light;
        const unsigned lane = line_of(gap_of(arrow)) + 1 + lane_[i];
        const unsigned from = x(arrow.sent, departure);
        canvas.vertical(from, line_of(source), lane, stroke);
        canvas.horizontal(lane, from, last_column(arrow), stroke);
        for (const unsigned step : arrow.arrived) {
            canvas.vertical(x(step, arrival), lane, line_of(target), stroke);
            canvas.write(line_of(target), x(step, arrival), head(arrow));
        }
        if (arrow.lost) canvas.write(lane, x(*arrow.lost, arrival), "✗");
        if (!arrow.ended()) canvas.write(lane, end(), "→");
        const unsigned first_end =
            arrow.arrived.empty() ? last_column(arrow) : x(arrow.arrived.front(), arrival);
        canvas.write(lane, from + 2, cut_to(text(arrow), first_end - from - 3));
    }

    std::string head(const Arrow& arrow) const {
        const auto [source, target] = network_.ends(arrow.channel);
        if (arrow.is_control()) return source < target ? "▽" : "△";
        return source < target ? "▼" : "▲";
    }

    // A control message is named only where there are several kinds of them.
    std::string text(const Arrow& arrow) const {
        const std::string name = short_name(arrow.parcel);
        if (arrow.is_control()) return controls_.size() == 1 ? "" : name;
        const Standing standing = standing_of(arrow, run_);
        return fmt::format("{}{}", name,
                           is_wrong(standing)             ? "!"
                           : standing == Standing::across ? "*"
                                                          : "");
    }

    // --- what is printed

    std::string panels(const Canvas& canvas) const {
        std::string text;
        for (unsigned from = 0; from < canvas.columns(); from += panel_) {
            const unsigned left = canvas.columns() - from;
            const unsigned to = left <= panel_ + 2 ? canvas.columns() : from + panel_;
            for (unsigned row = 0; row < canvas.rows(); ++row) {
                std::string line =
                    fmt::format("{:<{}}", name_at(row), name_width_) + canvas.row(row, from, to);
                text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
            }
            text += "\n";
            if (to == canvas.columns()) break;
        }
        return text;
    }

    std::string name_at(unsigned row) const {
        for (Process p = 0; p < network_.processes(); ++p)
            if (line_of(p) == row) return network_.name(p);
        return "";
    }

    std::string legend() const {
        std::string signs = "━ before the cut, ─ after it";
        const auto any = [&](auto test) { return std::ranges::any_of(arrows_, test); };
        if (std::ranges::any_of(recorded_, [](const auto& step) { return step.has_value(); }))
            signs += ", ● records";
        if (any([](const Arrow& arrow) { return !arrow.is_control(); })) signs += ", ▼ ▲ a message";
        if (!controls_.empty())
            signs += fmt::format(", ┄ ▽ △ {}", controls_.size() == 1 ? "a " + *controls_.begin()
                                                                     : "a control message");
        if (any([](const Arrow& arrow) { return arrow.lost.has_value(); })) signs += ", ✗ lost";
        if (any([](const Arrow& arrow) { return !arrow.ended(); })) signs += ", → on its way";
        if (trace_.repeats()) signs += ", [ ] again and again";
        return "  " + signs + "\n" + standings();
    }

    std::string standings() const {
        std::string text;
        for (const Arrow& arrow : arrows_) {
            const Standing standing = standing_of(arrow, run_);
            if (arrow.is_control() || name_of(standing).empty()) continue;
            text += fmt::format("  {} {}: {}: {}\n", this->text(arrow),
                                channel_name(trace_, arrow.channel), name_of(standing),
                                meaning_of(standing));
        }
        return text;
    }

    const Trace& trace_;
    const Run& run_;
    const Network& network_;
    std::vector<Arrow> arrows_;
    std::vector<std::optional<unsigned>> recorded_;
    std::set<std::string> controls_;
    unsigned steps_;
    unsigned name_width_ = 0;
    unsigned cell_ = least_cell;
    unsigned panel_ = 0;                        // columns of the canvas that fit beside the names
    std::vector<std::vector<unsigned>> lanes_;  // below each process: until where each is taken
    std::vector<unsigned> lane_;                // of each arrow
};

}  // namespace

std::string to_diagram(const Trace& trace, unsigned width) {
    return Diagram(trace, width).draw();
}

}  // namespace snapcheck
